"""明细: the orders themselves, and what each adds to the figures, so that whoever filters finds them all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from desk.models import orders
from desk.records import Order, by_name
from desk.services.masking import Cover
from desk.services.progress import Progress, counted
from desk.services.summarising import measures
from desk.services.summarising.facts import OrderFacts
from desk.services.summarising.lines import lines_table
from desk.services.summarising.measures import NO, OUT, UNKNOWN, YES, Mark, Measure
from desk.services.summarising.metrics import cause_group
from desk.services.summarising.summary import Summary
from desk.store.loading import dispatched_in
from desk.vocabulary import VERDICT_NAMES, Verdict
from desk.workbook import Column, Table
from desk.workbook.tables import Emphasis

_FIELDS: Mapping[str, float] = {
    "channel": 10,
    "dispatched_at": 18,
    "due_at": 18,
    "replied_at": 18,
    "phone": 13,
    "customer": 9,
    "address": 38,
    "network": 9,
    "service": 9,
    "cause": 9,
    "outcome": 9,
}
_UNJUDGED = VERDICT_NAMES[Verdict.UNKNOWN]
_WORDS = {YES: "是", NO: "否", UNKNOWN: _UNJUDGED, OUT: "—"}
_TIMELY = {YES: "及时", NO: "超时", UNKNOWN: _UNJUDGED, OUT: "未到期"}
_COUNTED = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN)


def _worded(words: Mapping[Mark, str], measure: Measure, order: OrderFacts) -> object:
    return words[measure(order)]


def _backlog(order: OrderFacts) -> object:
    return "是" if order.open_at_end else "否"


def _fails(order: OrderFacts) -> object:
    return "、".join(sorted(code for code, verdict in order.verdicts.items() if verdict is Verdict.FAIL))


def _found(verdict: Verdict, order: OrderFacts) -> object:
    return list(order.verdicts.values()).count(verdict)


_yes = partial(partial, _worded, _WORDS)
_JUDGED: tuple[tuple[Column, Callable[[OrderFacts], object]], ...] = (
    (Column("及时", "text", 8), partial(_worded, _TIMELY, measures.timely)),
    (Column("滞留", "text", 6), _backlog),
    (Column("实测", "text", 8), _yes(measures.tested)),
    (Column("测试及时", "text", 9), partial(_worded, {**_TIMELY, OUT: "—"}, measures.test_timely)),
    (Column("归类", "text", 7), lambda order: cause_group(order.cause)),
    (Column("真正解决", "text", 9), _yes(measures.truly_solved)),
    (Column("回访", "text", 8), _yes(measures.called_back)),
    (Column("满意度", "integer", 7), lambda order: order.score),
    (Column("重派次数", "integer", 9), lambda order: order.redispatches),
    (Column("重复投诉", "text", 9), _yes(measures.repeated)),
    (Column("升级", "text", 8), _yes(measures.escalated)),
    (Column("疑似虚假", "text", 9), _yes(measures.suspected)),
    *((Column(VERDICT_NAMES[verdict], "integer", 7), partial(_found, verdict)) for verdict in _COUNTED),
    (Column("不符合的规则", "text", 22), _fails),
)


def details(connection: Connection, summary: Summary, cover: Cover, progress: Progress) -> Table:
    """A line an order; read while it is written."""
    fields = [by_name(Order)[name] for name in _FIELDS]
    kinds: Mapping[str, Any] = {"identifier": "identifier", "time": "time"}
    columns = [
        *(Column("工单号", "identifier", 22), Column("区域", "text", 9), Column("处理人", "text", 9)),
        *(
            Column(field.title, kinds.get(field.kind.value, "text"), width)
            for field, width in zip(fields, _FIELDS.values(), strict=True)
        ),
        *(column for column, _ in _JUDGED),
    ]
    names = [orders.c[field.name] for field in fields]
    query = (
        select(*names)
        .where(dispatched_in(*summary.period.span))
        .order_by(orders.c.dispatched_at, orders.c.id)
    )

    def lines() -> Iterator[Sequence[object]]:
        found = connection.execute(query.execution_options(yield_per=2000))
        pairs = zip(summary.current, found, strict=True)
        for order, row in counted(progress, "写工单明细", pairs, len(summary.current)):
            shown = map(cover, fields, row)
            judged = (value(order) for _, value in _JUDGED)
            yield (order.order_no, order.region, order.handler, *shown, *judged)

    at = len(columns) - len(_JUDGED)
    marks: Mapping[object, Emphasis] = {"超时": "warn"}
    return lines_table("明细", "工单明细", columns, lines(), summary, mark=at, marks=marks, pages=2, most=2)
