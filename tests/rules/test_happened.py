"""Rows as they stood: what is dated later has not happened."""

from datetime import datetime

from desk.records import Escalation, FieldTest, FollowUp, Order, OverItem, Site, Transfer
from desk.rules.happened import as_of
from desk.rules.moment import Moment

EARLY, NOW, LATE = datetime(2026, 10, 1), datetime(2026, 10, 10), datetime(2026, 10, 20)


def stood(row):
    """(the row as it stood, when that may change)"""
    moment = Moment(NOW)
    return as_of(row, moment), moment.until


def test_a_row_dated_later_is_not_there_yet():
    for row in (
        Transfer(order_no="N", kind="故障", department="维护室", handed_at=LATE),
        OverItem(number="SC1", opened_at=LATE),
        Escalation(order_no="N", time=LATE),
    ):
        assert stood(row) == (None, LATE)


def test_a_reply_to_come_has_no_outcome_and_no_text():
    order = Order(order_no="N", dispatched_at=EARLY, outcome="已解决", replied_at=LATE, reply="已恢复")
    seen, until = stood(order)
    assert (seen.outcome, seen.replied_at, seen.reply, until) == (None, None, None, LATE)


def test_a_draft_without_a_time_stands():
    order = Order(order_no="N", dispatched_at=EARLY, outcome="已解决", reply="已恢复")
    assert stood(order) == (order, None)


def test_a_ticket_closed_later_is_still_open():
    row = FollowUp(order_no="N", number="GZ1", opened_at=EARLY, state="已关闭", solved_at=LATE)
    seen, until = stood(row)
    assert (seen.state, seen.solved_at, until) == ("跟踪中", None, LATE)


def test_an_answer_to_come_has_no_words():
    row = Transfer(
        order_no="N", kind="技改", department="分公司", handed_at=EARLY, answered_at=LATE, answer="已扩容"
    )
    seen, _ = stood(row)
    assert (seen.answer, seen.answered_at, seen.handed_at) == (None, None, EARLY)


def test_an_outage_that_ends_later_lasts():
    seen, until = stood(Site(code="S1", out_from=EARLY, out_until=LATE))
    assert (seen.out_until, until) == (None, LATE)


def test_an_appointment_is_a_plan():
    row = FieldTest(order_no="N", agreed_at=LATE)
    assert stood(row) == (row, None)
