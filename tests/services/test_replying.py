from datetime import datetime

import pytest

from desk.errors import InputError
from desk.rules.scenes import CLEAN_NO
from desk.services.contacting import record_contact
from desk.services.replying import reply
from desk.services.undoing import history, undo
from desk.services.viewing import detail
from desk.vocabulary import Outcome, Purpose, Reach, Restored
from tests.helpers.scenes import LEAD, fill, rows, unreplied

AT = datetime(2026, 10, 13, 15, 0)
TEXT = "调整天线后测试正常，已回访用户，用户确认恢复正常使用。"


def call_back(desk, restored=Restored.YES, result=Reach.REACHED, at=datetime(2026, 10, 13, 10, 0)):
    return record_contact(desk, CLEAN_NO, Purpose.CALLBACK, result, restored=restored, at=at)


def test_a_false_solved_is_refused_with_what_is_missing_and_nothing_is_written(desk):
    fill(desk, unreplied())
    answer = reply(desk, CLEAN_NO, Outcome.SOLVED, TEXT, at=AT)
    assert [finding.rule for finding in answer.blocking] == ["RPL01"]
    assert "回访" in answer.blocking[0].remedy
    assert detail(desk, CLEAN_NO).order.replied_at is None


def test_after_the_callback_the_reply_is_written(desk):
    fill(desk, unreplied())
    call_back(desk)
    answer = reply(desk, CLEAN_NO, Outcome.SOLVED, TEXT, at=AT)
    assert not answer.refused
    order = detail(desk, CLEAN_NO).order
    assert (order.outcome, order.replied_at, order.reply) == ("已解决", AT, TEXT)


def test_a_dry_run_writes_nothing(desk):
    fill(desk, unreplied())
    call_back(desk)
    answer = reply(desk, CLEAN_NO, Outcome.SOLVED, TEXT, at=AT, dry_run=True)
    assert not answer.refused
    assert detail(desk, CLEAN_NO).order.replied_at is None


@pytest.mark.parametrize("restored", [None, Restored.UNKNOWN])
def test_the_burden_of_proof_lies_with_who_replies(desk, restored):
    fill(desk, unreplied())
    call_back(desk, restored)
    answer = reply(desk, CLEAN_NO, Outcome.SOLVED, TEXT, at=AT)
    assert [finding.rule for finding in answer.blocking] == ["RPL03"]
    assert answer.blocking[0].missing == ("联系记录.确认恢复",)


def test_unreached_callbacks_only_warn_in_a_check_but_block_at_the_gate(desk):
    fill(desk, unreplied())
    for day in (11, 12, 13):
        call_back(desk, None, Reach.MISSED, datetime(2026, 10, day, 10, 0))
    answer = reply(desk, CLEAN_NO, Outcome.SOLVED, TEXT, at=AT)
    assert [(f.rule, f.verdict.value) for f in answer.blocking] == [("RPL01", "warn")]


def test_unsolved_creates_the_follow_up(desk):
    fill(desk, unreplied())
    answer = reply(desk, CLEAN_NO, Outcome.UNSOLVED, "该处弱覆盖，已纳入规划，待建设。", at=AT)
    assert not answer.refused
    (follow_up,) = detail(desk, CLEAN_NO).rows["follow_ups"]
    assert follow_up.state == "跟踪中"
    assert follow_up.opened_at == AT


def test_what_came_to_light_since_stands_against_a_reply_dated_back(desk):
    fill(desk, unreplied())
    call_back(desk)
    call_back(desk, Restored.NO, at=datetime(2026, 10, 14, 10, 0))
    answer = reply(desk, CLEAN_NO, Outcome.SOLVED, TEXT, at=AT)
    assert [finding.rule for finding in answer.blocking] == ["RPL03"]
    assert detail(desk, CLEAN_NO).order.replied_at is None


def test_a_reply_before_the_order_was_dispatched_is_refused(desk):
    fill(desk, unreplied())
    with pytest.raises(InputError, match="早于派单时间 2026-10-10 08:45"):
        reply(desk, CLEAN_NO, Outcome.UNSOLVED, "该处弱覆盖，待建设。", at=datetime(2026, 10, 10, 8, 44))


def test_unsolved_again_opens_another_ticket_where_the_old_one_is_closed(desk):
    closed = {
        "跟踪单号": "GZ-1",
        "建立时间": "2026-10-11 09:00",
        "状态": "已关闭",
        "解决时间": "2026-10-12 09:00",
    }
    fill(desk, unreplied() | {"跟踪单": [closed]})
    reply(desk, CLEAN_NO, Outcome.UNSOLVED, "该处弱覆盖，已纳入规划，待建设。", at=AT)
    tickets = detail(desk, CLEAN_NO).rows["follow_ups"]
    assert [(ticket.number, ticket.state) for ticket in tickets] == [
        ("GZ-1", "已关闭"),
        (f"GZ-{CLEAN_NO}-2", "跟踪中"),
    ]


def test_unsolved_opens_its_ticket_where_another_is_only_to_come(desk):
    later = {"跟踪单号": "GZ-1", "建立时间": "2026-10-14 09:00", "状态": "跟踪中"}
    fill(desk, unreplied() | {"跟踪单": [later]})
    answer = reply(desk, CLEAN_NO, Outcome.UNSOLVED, "该处弱覆盖，已纳入规划，待建设。", at=AT)
    assert not answer.refused
    assert {ticket.opened_at for ticket in detail(desk, CLEAN_NO).rows["follow_ups"]} >= {AT}


@pytest.mark.parametrize(("said_at", "blocked"), [("2026-10-14 09:00", []), ("2099-01-01 09:00", ["RPL01"])])
def test_a_waiver_counts_from_its_time_also_for_a_reply_dated_back(desk, said_at, blocked):
    waiver = {"规则": "RPL01", "结论": "豁免", "原因": "客户出国", "经办人": LEAD.name, "时间": said_at}
    fill(desk.acting(LEAD.name), unreplied() | {"豁免": [waiver]})
    answer = reply(desk, CLEAN_NO, Outcome.SOLVED, TEXT, at=AT, dry_run=True)
    assert [finding.rule for finding in answer.blocking] == blocked


def test_a_lead_overrides_with_a_reason_that_stays(desk):
    fill(desk, unreplied())
    with pytest.raises(InputError, match="无权"):
        reply(desk, CLEAN_NO, Outcome.SOLVED, TEXT, at=AT, override="客户出国，短信确认")
    answer = reply(
        desk.acting(LEAD.name), CLEAN_NO, Outcome.SOLVED, TEXT, at=AT, override="客户出国，短信确认"
    )
    assert answer.overridden == ("RPL01",)
    shown = detail(desk, CLEAN_NO)
    (waiver,) = shown.rows["waivers"]
    assert (waiver.rule, waiver.person, waiver.reason) == ("RPL01", "组长", "客户出国，短信确认")
    assert shown.history[0].reason == "客户出国，短信确认"
    assert {f.rule: f.verdict.value for f in shown.findings}["RPL01"] == "waived"


def test_a_reply_is_given_once(desk):
    fill(desk, unreplied())
    call_back(desk)
    reply(desk, CLEAN_NO, Outcome.SOLVED, TEXT, at=AT)
    with pytest.raises(InputError, match="不能重复回单"):
        reply(desk, CLEAN_NO, Outcome.SOLVED, TEXT, at=AT)


def test_a_blank_text_and_an_unknown_order_are_told(desk):
    fill(desk, unreplied())
    with pytest.raises(InputError, match="回单内容是空的"):
        reply(desk, CLEAN_NO, Outcome.SOLVED, "  ", at=AT)
    with pytest.raises(InputError, match="没有工单号为“没有”的工单"):
        reply(desk, "没有", Outcome.SOLVED, TEXT, at=AT)


def test_a_later_denial_reopens_the_order(desk):
    fill(desk, unreplied())
    call_back(desk)
    reply(desk, CLEAN_NO, Outcome.SOLVED, TEXT, at=AT)
    call_back(desk, Restored.NO, at=datetime(2026, 10, 14, 10, 0))
    order = detail(desk, CLEAN_NO).order
    assert (order.outcome, order.replied_at) == (None, None)
    assert order.reply == TEXT


def test_undoing_the_callback_reopens_the_order(desk):
    fill(desk, unreplied())
    call_back(desk)
    reply(desk, CLEAN_NO, Outcome.SOLVED, TEXT, at=AT)
    contact = next(deed for deed in history(desk, CLEAN_NO) if deed.kind == "联系")
    undo(desk, contact.deed_id)
    shown = detail(desk, CLEAN_NO)
    assert shown.order.replied_at is None
    assert len(shown.rows["contacts"]) == 1


def test_a_reply_that_came_without_its_outcome_asks_for_that(desk):
    fill(desk, rows(工单={"解决情况": None}))
    with pytest.raises(InputError, match="按未注明的解决情况回单，不能重复回单；请打开工单补填解决情况"):
        reply(desk, CLEAN_NO, Outcome.SOLVED, "已修复，用户确认恢复正常")
