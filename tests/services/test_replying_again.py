"""Replying 已解决 to an order that was replied 未解决, when the problem is solved at last."""

from dataclasses import replace
from datetime import datetime

import pytest

from desk.errors import InputError
from desk.rules.scenes import CLEAN_NO
from desk.services.contacting import record_contact
from desk.services.editing import save
from desk.services.replying import can_reply, reply
from desk.services.standing import BlockedError
from desk.services.tracking import close
from desk.services.undoing import history, redo, undo
from desk.services.viewing import detail
from desk.store import Change
from desk.store.history import load_edits
from desk.vocabulary import Outcome, Purpose, Reach, Restored
from tests.helpers.scenes import fill, rows, unreplied

FIRST = datetime(2026, 10, 13, 15, 0)
SOLVED = datetime(2026, 10, 22, 9, 0)
CALLED = datetime(2026, 10, 22, 10, 0)
AGAIN = datetime(2026, 10, 22, 11, 0)
OPEN = "该处弱覆盖，已纳入规划，待建设。"
TEXT = "新站开通后测试正常，已回访用户，用户确认恢复正常使用。"


@pytest.fixture
def unsolved(desk):
    """A desk with an order that it replied 未解决, in time."""
    fill(desk, unreplied())
    assert not reply(desk, CLEAN_NO, Outcome.UNSOLVED, OPEN, at=FIRST).refused
    return desk


def call_back(desk, restored=Restored.YES, at=CALLED):
    record_contact(desk, CLEAN_NO, Purpose.CALLBACK, Reach.REACHED, restored=restored, at=at)


def solve(desk):
    """Solved, confirmed by the customer, and the ticket closed."""
    call_back(desk)
    assert not close(desk, CLEAN_NO, at=AGAIN, solved_at=SOLVED).refused


def reply_again(desk, **more):
    return reply(desk, CLEAN_NO, Outcome.SOLVED, TEXT, at=AGAIN, **more)


def order_of(desk):
    return detail(desk, CLEAN_NO).order


def said(order):
    return order.outcome, order.replied_at, order.reply


def verdicts(desk):
    return {f.rule: f.verdict.value for f in detail(desk, CLEAN_NO).findings}


def test_while_the_ticket_is_open_the_gate_names_it_and_the_way(unsolved):
    call_back(unsolved)
    answer = reply_again(unsolved)
    (finding,) = answer.blocking
    assert (finding.rule, finding.remedy) == ("RPL05", "问题解决后登记解决时间、关闭跟踪单，再按已解决回单")
    assert f"跟踪单 GZ-{CLEAN_NO} 还没有关闭" in finding.message
    assert said(order_of(unsolved)) == ("未解决", FIRST, OPEN)


def test_the_second_reply_passes_the_same_gate(unsolved):
    assert not close(unsolved, CLEAN_NO, at=AGAIN, solved_at=SOLVED).refused
    assert [f.rule for f in reply_again(unsolved).blocking] == ["RPL01"]


def test_when_it_is_solved_the_new_reply_stands_and_the_log_keeps_the_old(unsolved):
    solve(unsolved)
    assert can_reply(order_of(unsolved))
    answer = reply_again(unsolved)
    assert not answer.refused
    assert said(answer.earlier) == ("未解决", FIRST, OPEN)
    assert said(order_of(unsolved)) == ("已解决", AGAIN, TEXT)
    assert not can_reply(order_of(unsolved))
    deed = history(unsolved, CLEAN_NO)[0]
    assert deed.title == f"再次回单 {CLEAN_NO}：已解决（此前按未解决回单）"
    with unsolved.database.read() as connection:
        (edit,) = load_edits(connection, deed.deed_id)
    assert edit.before == {"outcome": "未解决", "replied_at": FIRST, "reply": OPEN}
    assert verdicts(unsolved).items() >= {"RPL05": "pass", "RPL08": "na", "RPL09": "pass"}.items()


def test_a_dry_run_says_that_it_is_the_second_and_writes_nothing(unsolved):
    solve(unsolved)
    answer = reply_again(unsolved, dry_run=True)
    assert (answer.refused, answer.earlier.outcome) == (False, "未解决")
    assert said(order_of(unsolved)) == ("未解决", FIRST, OPEN)


def test_a_reply_that_was_in_time_is_judged_by_its_new_time_and_that_is_told(unsolved):
    assert verdicts(unsolved)["DLN01"] == "pass"
    solve(unsolved)
    (doubt,) = reply_again(unsolved).doubts
    assert (doubt.rule, doubt.verdict.value) == ("DLN01", "fail")
    assert "实际 2026-10-22 11:00" in doubt.message
    assert verdicts(unsolved)["DLN01"] == "fail"


def test_no_lateness_is_told_where_there_was_time(desk):
    fill(desk, unreplied(处理时限="2026-10-31 08:45"))
    reply(desk, CLEAN_NO, Outcome.UNSOLVED, OPEN, at=FIRST)
    solve(desk)
    assert reply_again(desk).doubts == ()
    assert verdicts(desk)["DLN01"] == "pass"


def test_undo_brings_the_unsolved_back_and_redo_the_solved(unsolved):
    solve(unsolved)
    reply_again(unsolved)
    undo(unsolved)
    assert said(order_of(unsolved)) == ("未解决", FIRST, OPEN)
    redo(unsolved)
    assert said(order_of(unsolved)) == ("已解决", AGAIN, TEXT)


def test_undo_brings_back_what_an_import_brought_as_it_was(desk):
    fill(desk, rows(工单={"解决情况": "未解决", "回单内容": OPEN}))
    before = order_of(desk)
    assert verdicts(desk)["RPL07"] == "fail"
    call_back(desk)
    assert not reply_again(desk).refused
    undo(desk)
    assert order_of(desk) == before


def test_the_unsolved_does_not_come_back_past_the_gate_when_its_ticket_is_gone(unsolved):
    solve(unsolved)
    reply_again(unsolved)
    answered = history(unsolved, CLEAN_NO)[0]
    (ticket,) = detail(unsolved, CLEAN_NO).rows["follow_ups"]
    save(unsolved, [Change(ticket, None)])
    with pytest.raises(BlockedError, match="RPL07"):
        undo(unsolved, answered.deed_id)
    assert said(order_of(unsolved)) == ("已解决", AGAIN, TEXT)


def test_opening_the_ticket_again_by_undo_takes_the_second_reply_back(unsolved):
    solve(unsolved)
    reply_again(unsolved)
    closing = next(deed for deed in history(unsolved, CLEAN_NO) if "关闭跟踪单" in deed.title)
    undo(unsolved, closing.deed_id)
    assert said(order_of(unsolved)) == (None, None, TEXT)


def test_a_denial_after_the_second_reply_opens_the_order_and_a_new_ticket_follows(unsolved):
    solve(unsolved)
    reply_again(unsolved)
    call_back(unsolved, Restored.NO, datetime(2026, 10, 23, 10, 0))
    assert order_of(unsolved).replied_at is None
    at = datetime(2026, 10, 23, 11, 0)
    assert not reply(unsolved, CLEAN_NO, Outcome.UNSOLVED, OPEN, at=at).refused
    tickets = detail(unsolved, CLEAN_NO).rows["follow_ups"]
    assert [(row.number, row.state) for row in tickets] == [
        (f"GZ-{CLEAN_NO}", "已关闭"),
        (f"GZ-{CLEAN_NO}-2", "跟踪中"),
    ]


def test_only_solved_follows_unsolved_and_nothing_follows_solved(unsolved):
    with pytest.raises(InputError, match="2026-10-13 15:00 按未解决回单，不能重复回单；仍未解决的请登记跟踪"):
        reply(unsolved, CLEAN_NO, Outcome.UNSOLVED, OPEN, at=AGAIN)
    solve(unsolved)
    reply_again(unsolved)
    for outcome in Outcome:
        with pytest.raises(InputError, match="按已解决回单，不能重复回单；回单有误的，请先撤销那次回单"):
            reply(unsolved, CLEAN_NO, outcome, TEXT, at=AGAIN)


def test_the_second_reply_is_not_before_the_first(unsolved):
    solve(unsolved)
    with pytest.raises(InputError, match="早于上次回单 2026-10-13 15:00"):
        reply(unsolved, CLEAN_NO, Outcome.SOLVED, TEXT, at=datetime(2026, 10, 13, 14, 0))


def test_an_export_of_the_other_system_that_is_older_leaves_the_second_reply(desk):
    scene = rows(工单={"解决情况": "未解决", "回单内容": OPEN})
    fill(desk, scene)
    call_back(desk)
    reply_again(desk)
    order = order_of(desk)
    fill(desk, scene)
    assert said(order_of(desk)) == said(order)
    assert replace(order_of(desk), key=0) == replace(order, key=0)
