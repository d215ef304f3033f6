"""明细: the orders themselves, in time or not, truly solved or not, and which rules they break."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from desk.models import orders
from desk.records import Order, by_name
from desk.services.masking import mask
from desk.services.summarising.facts import OrderFacts, Timeliness, in_period
from desk.services.summarising.lines import lines_table
from desk.services.summarising.measures import NO, YES, truly_solved
from desk.services.summarising.summary import Summary
from desk.vocabulary import VERDICT_NAMES, Verdict
from desk.workbook import Column, Table
from desk.workbook.tables import Emphasis

_DETAIL: Mapping[str, float] = {
    "channel": 10,
    "dispatched_at": 16,
    "due_at": 16,
    "replied_at": 16,
    "phone": 13,
    "customer": 9,
    "address": 24,
    "network": 6,
    "service": 9,
    "cause": 9,
    "outcome": 8,
}
_COUNTED = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN)
_TIMELY = {
    Timeliness.IN_TIME: "及时",
    Timeliness.LATE: "超时",
    Timeliness.PENDING: "未到期",
    Timeliness.UNKNOWN: VERDICT_NAMES[Verdict.UNKNOWN],
}


def details(connection: Connection, summary: Summary, *, unmasked: bool) -> Table:
    """A line an order; read while it is written."""
    fields = [by_name(Order)[name] for name in _DETAIL]
    kinds: Mapping[str, Any] = {"identifier": "identifier", "time": "time"}
    columns = [
        *(Column("工单号", "identifier", 22), Column("区域", "text", 9), Column("处理人", "text", 9)),
        *(
            Column(field.title, kinds.get(field.kind.value, "text"), width)
            for field, width in zip(fields, _DETAIL.values(), strict=True)
        ),
        *(Column("及时", "text", 8), Column("真正解决", "text", 9)),
        *(Column(VERDICT_NAMES[verdict], "integer", 7) for verdict in _COUNTED),
        Column("不符合的规则", "text", 16),
    ]
    names = [orders.c[field.name] for field in fields]
    query = select(*names).where(*in_period(summary.period)).order_by(orders.c.dispatched_at, orders.c.id)

    def lines() -> Iterator[Sequence[object]]:
        found = connection.execute(query.execution_options(yield_per=2000))
        for order, row in zip(summary.current, found, strict=True):
            shown = (
                row if unmasked else [mask(field, value) for field, value in zip(fields, row, strict=True)]
            )
            verdicts = list(order.verdicts.values())
            counts = (verdicts.count(v) for v in _COUNTED)
            fails = "、".join(sorted(code for code, v in order.verdicts.items() if v is Verdict.FAIL))
            states = (_TIMELY[order.timely], _SOLVED.get(truly_solved(order), _unsure(order)))
            yield (order.order_no, order.region, order.handler, *shown, *states, *counts, fails)

    at = len(columns) - 6
    marks: Mapping[object, Emphasis] = {"超时": "warn"}
    return lines_table("明细", "工单明细", columns, lines(), summary, mark=at, marks=marks, frozen=1)


_SOLVED = {YES: "是", NO: "否"}


def _unsure(order: OrderFacts) -> str:
    return VERDICT_NAMES[Verdict.UNKNOWN] if order.replied else "未回单"
