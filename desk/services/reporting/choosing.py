"""Which orders a report can be printed for."""

from typing import Any

from sqlalchemy import Select, select

from desk.errors import InputError
from desk.models import orders, table_of
from desk.paper.compiling import MOST_REPORTS
from desk.services.desk import Desk
from desk.services.period import Period, without_orders
from desk.store.loading import dispatched_in
from desk.vocabulary import FollowUpState

_LACKING = {
    "field_test": "已完成现场测试的",
    "order": "",
    "visit": "还要上门测试的",
    "follow_up": "跟踪单未关闭的",
}


def printable_orders(desk: Desk, report: str, period: Period) -> list[str]:
    """The orders of a period that have what the report is about, by 派单时间.

    InputError when there is none, or there are more than one document holds.
    """
    query = _having(report).where(dispatched_in(*period.span))
    found = _numbers(desk, query, MOST_REPORTS + 1)
    if not found:
        raise without_orders("报告", period, having=_LACKING[report])
    if len(found) > MOST_REPORTS:
        raise InputError(
            f"期间“{period.text}”要打印的超过 {MOST_REPORTS} 份，一份 PDF 放不下，请缩短期间，分几次打印"
        )
    return found


def tested_orders(desk: Desk, number: int) -> list[str]:
    """The first orders that have a finished field test, by 派单时间."""
    return _numbers(desk, _having("field_test"), number)


def _numbers(desk: Desk, query: Select[Any], most: int) -> list[str]:
    with desk.database.read() as connection:
        found = connection.scalars(query.order_by(orders.c.dispatched_at, orders.c.id).limit(most))
        return list(found)


def _having(report: str) -> Select[Any]:
    tests, tickets = table_of("field_tests"), table_of("follow_ups")
    rows = {
        "field_test": select(tests.c.order_no).where(tests.c.finished_at.is_not(None)),
        "visit": select(tests.c.order_no).where(tests.c.finished_at.is_(None)),
        "follow_up": select(tickets.c.order_no).where(
            tickets.c.state.is_(None) | (tickets.c.state != FollowUpState.CLOSED.value)
        ),
    }.get(report)
    query = select(orders.c.order_no)
    return query if rows is None else query.where(orders.c.order_no.in_(rows))
