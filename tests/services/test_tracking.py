"""Keeping and closing the 跟踪单 of an unsolved order."""

from datetime import datetime

import pytest

from desk.errors import InputError
from desk.records import FollowUp
from desk.rules.scenes import CLEAN_NO
from desk.services.contacting import record_contact
from desk.services.editing import save
from desk.services.standing import BlockedError
from desk.services.tracking import close, track
from desk.services.undoing import redo, undo
from desk.services.viewing import detail
from desk.store import Change
from desk.vocabulary import Purpose, Reach, Restored
from tests.helpers.scenes import LEAD, fill, rows

OPENED = {"跟踪单号": "GZ-1", "建立时间": "2026-10-13 15:00", "状态": "跟踪中"}
SOLVED = datetime(2026, 10, 22, 9, 0)
AT = datetime(2026, 10, 22, 11, 0)


@pytest.fixture
def followed(desk):
    """A desk with an order that was replied 未解决 and has one open ticket."""
    fill(desk, rows(工单={"解决情况": "未解决", "回单内容": "弱覆盖，待建设。"}, 跟踪单=[OPENED]))
    return desk


def ticket(desk) -> FollowUp:
    """The order's only ticket."""
    (row,) = detail(desk, CLEAN_NO).rows["follow_ups"]
    return row


def confirm(desk):
    """The customer says that all is well again."""
    at = datetime(2026, 10, 22, 10, 0)
    record_contact(desk, CLEAN_NO, Purpose.CALLBACK, Reach.REACHED, restored=Restored.YES, at=at)


def test_a_look_is_noted_with_the_next_one(followed):
    later = datetime(2026, 11, 3, 9, 0)
    track(followed, CLEAN_NO, at=datetime(2026, 10, 20, 9, 0), next_at=later, text="已立项")
    answer = track(followed, CLEAN_NO, at=datetime(2026, 10, 27, 9, 0), text="等设备")
    row = ticket(followed)
    assert row == answer.ticket
    assert (row.tracked_at, row.next_at) == (datetime(2026, 10, 27, 9, 0), later)
    assert row.text == "已立项\n等设备"


def test_a_plan_that_has_passed_is_done_with_the_look(followed):
    planned = datetime(2026, 10, 25, 9, 0)
    track(followed, CLEAN_NO, at=datetime(2026, 10, 20, 9, 0), next_at=planned)
    track(followed, CLEAN_NO, at=datetime(2026, 10, 27, 9, 0))
    assert ticket(followed).next_at is None
    with pytest.raises(InputError, match="不晚于本次跟踪"):
        track(followed, CLEAN_NO, at=planned, next_at=planned)


def test_a_ticket_without_a_time_of_solving_stays_open(followed):
    answer = close(followed, CLEAN_NO, at=AT)
    assert [(f.rule, f.verdict.value) for f in answer.blocking] == [("RPL09", "fail")]
    assert "没有解决时间" in answer.blocking[0].message
    assert ticket(followed).state == "跟踪中"


def test_a_solved_one_is_closed_and_undone(followed):
    confirm(followed)
    answer = close(followed, CLEAN_NO, at=AT, solved_at=SOLVED, text="新站开通")
    assert not answer.refused
    assert answer.doubts == ()
    assert (ticket(followed).state, ticket(followed).solved_at) == ("已关闭", SOLVED)
    undo(followed)
    assert ticket(followed).state == "跟踪中"
    redo(followed)
    assert ticket(followed).state == "已关闭"


def test_without_the_customers_word_it_is_closed_with_a_reminder(followed):
    answer = close(followed, CLEAN_NO, at=AT, solved_at=SOLVED)
    assert [(f.rule, f.verdict.value) for f in answer.doubts] == [("RPL09", "warn")]
    assert ticket(followed).state == "已关闭"


def test_a_lead_closes_it_with_a_reason_that_stays(followed):
    with pytest.raises(InputError, match="无权"):
        close(followed, CLEAN_NO, at=AT, override="客户已离网")
    lead = followed.acting(LEAD.name)
    with pytest.raises(InputError, match="写明原因"):
        close(lead, CLEAN_NO, at=AT, override=" ")
    answer = close(lead, CLEAN_NO, at=AT, override="客户已离网")
    assert answer.overridden == ("RPL09",)
    shown = detail(followed, CLEAN_NO)
    assert {f.rule: f.verdict.value for f in shown.findings}["RPL09"] == "waived"
    assert [(w.rule, w.reason) for w in shown.rows["waivers"]] == [("RPL09", "客户已离网")]


def test_an_edit_is_no_way_round(followed):
    row = ticket(followed)
    closed = FollowUp(**{**{name: getattr(row, name) for name in row.__slots__}, "state": "已关闭"})
    with pytest.raises(BlockedError, match="跟踪单还不能关闭：RPL09"):
        save(followed, [Change(row, closed)])
    new = FollowUp(order_no=CLEAN_NO, number="GZ-2", opened_at=SOLVED, state="已关闭")
    with pytest.raises(BlockedError):
        save(followed, [Change(None, new)])
    assert ticket(followed).state == "跟踪中"
    with pytest.raises(InputError, match="无权"):
        save(followed, [Change(row, closed)], override="客户已离网")
    save(followed.acting(LEAD.name), [Change(row, closed)], override="客户已离网")
    assert (ticket(followed).state, detail(followed, CLEAN_NO).history[0].reason) == ("已关闭", "客户已离网")


def test_another_ticket_that_was_closed_badly_does_not_stand_in_the_way(desk):
    bad = {**OPENED, "跟踪单号": "GZ-0", "状态": "已关闭"}
    fill(desk, rows(工单={"解决情况": "未解决", "回单内容": "待建设。"}, 跟踪单=[OPENED, bad]))
    assert not close(desk, CLEAN_NO, at=AT, solved_at=SOLVED).refused


def test_which_ticket_is_asked_where_there_are_several(desk):
    more = {**OPENED, "跟踪单号": "GZ-2"}
    fill(desk, rows(工单={"解决情况": "未解决", "回单内容": "待建设。"}, 跟踪单=[OPENED, more]))
    with pytest.raises(InputError, match="GZ-1、GZ-2"):
        track(desk, CLEAN_NO, at=AT)
    with pytest.raises(InputError, match="没有未关闭的跟踪单“GZ-3”"):
        track(desk, CLEAN_NO, at=AT, number="GZ-3")
    assert track(desk, CLEAN_NO, at=AT, number="GZ-2").ticket.number == "GZ-2"


def test_impossible_times_are_told(followed):
    with pytest.raises(InputError, match="晚于关闭的时刻"):
        close(followed, CLEAN_NO, at=AT, solved_at=datetime(2026, 10, 22, 12, 0))
    with pytest.raises(InputError, match="早于跟踪单的建立时间"):
        close(followed, CLEAN_NO, at=AT, solved_at=datetime(2026, 10, 13, 14, 0))


def test_an_order_without_a_ticket_is_told(desk):
    fill(desk, rows())
    with pytest.raises(InputError, match="没有未关闭的跟踪单"):
        track(desk, CLEAN_NO, at=AT)
