"""Raising an order, also one that has been replied to."""

from dataclasses import replace
from datetime import datetime

import pytest

from desk.errors import InputError
from desk.rules.scenes import CLEAN_NO
from desk.services.editing import save
from desk.services.escalating import escalate, raised
from desk.services.replying import reply
from desk.services.undoing import redo, undo
from desk.services.viewing import detail
from desk.store import Change
from desk.vocabulary import EscalationReason, Outcome
from tests.helpers.scenes import fill, rows, unreplied

AT = datetime(2026, 10, 20, 10, 0)


def esc05(desk):
    return {f.rule: f.verdict.value for f in detail(desk, CLEAN_NO).findings}["ESC05"]


def raise_it(desk):
    return escalate(desk, CLEAN_NO, EscalationReason.CHANNELS, to=" 值班主任 ", at=AT)


def give_result(desk):
    (row,) = detail(desk, CLEAN_NO).rows["escalations"]
    return save(desk, [Change(row, replace(row, result="已协调分公司处理"))])


def test_an_open_order_is_raised_with_nothing_left_to_say(desk):
    fill(desk, unreplied())
    assert raise_it(desk).left == ""
    (line,) = raised(desk)
    assert (line.order_no, line.escalated_at, line.receiver) == (CLEAN_NO, AT, "值班主任")
    with pytest.raises(InputError, match="没有工单号为“没有”"):
        escalate(desk, "没有", EscalationReason.OTHER)


def test_raising_leaves_a_given_reply_and_esc05_shows_until_the_result(desk):
    fill(desk, rows())
    before = detail(desk, CLEAN_NO).order
    answer = raise_it(desk)
    assert "登记升级结果之前会报 ESC05" in answer.left
    assert detail(desk, CLEAN_NO).order == before
    assert esc05(desk) == "fail"
    assert give_result(desk).reopened_for == ()
    assert (esc05(desk), detail(desk, CLEAN_NO).order.replied_at) == ("pass", before.replied_at)


def test_undo_and_redo_of_raising_leave_the_reply_too(desk):
    fill(desk, rows())
    before = detail(desk, CLEAN_NO).order
    raise_it(desk)
    undo(desk)
    assert esc05(desk) == "pass"
    redo(desk)
    assert (esc05(desk), detail(desk, CLEAN_NO).order) == ("fail", before)


def test_taking_the_result_away_from_a_reply_that_relied_on_it_reopens_the_order(desk):
    fill(desk, rows())
    raise_it(desk)
    give_result(desk)
    (row,) = detail(desk, CLEAN_NO).rows["escalations"]
    saved = save(desk, [Change(row, replace(row, result=None))])
    assert [finding.rule for finding in saved.reopened_for] == ["ESC05"]
    assert detail(desk, CLEAN_NO).order.replied_at is None


def test_an_escalation_without_result_holds_back_the_next_reply(desk):
    fill(desk, unreplied())
    reply(
        desk, CLEAN_NO, Outcome.UNSOLVED, "该处弱覆盖，已纳入规划，待建设。", at=datetime(2026, 10, 13, 15, 0)
    )
    raise_it(desk)
    blocking = reply(desk, CLEAN_NO, Outcome.SOLVED, "已恢复，用户确认。", at=AT).blocking
    assert "ESC05" in {finding.rule for finding in blocking}
