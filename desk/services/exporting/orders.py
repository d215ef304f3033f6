"""The order list with its verdicts: 清单 to read and print, 检查明细 by finding, 工单 with every field."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from desk.models import findings, orders
from desk.records import Field, Order, by_name, fields
from desk.rules.catalogue import BY_CODE
from desk.rules.engine import RANK
from desk.rules.judging import finding_from
from desk.rules.rule import Finding
from desk.services.desk import Desk
from desk.services.exporting.columns import EMPHASIS, cell_of, column_of
from desk.services.masking import Unmasking, cover_of, covered_finding, take_right
from desk.services.period import Period, without_orders
from desk.services.progress import Progress, in_parts
from desk.services.sweeping import sweep
from desk.store import listing
from desk.store.listing import ListQuery
from desk.store.loading import chunks, record_columns, to_record
from desk.vocabulary import VERDICT_NAMES, Verdict
from desk.workbook import Column, Table, write_workbook
from desk.workbook.tables import Emphasis

_SHOWN = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN, Verdict.WAIVED)
_OPEN = _SHOWN[:3]
_LISTED: Mapping[str, float] = {
    "order_no": 21,
    "region": 8,
    "handler": 8,
    "dispatched_at": 16,
    "due_at": 16,
    "address": 38,
    "network": 7,
    "cause": 9,
    "outcome": 8,
    "replied_at": 16,
}
_NUMBER, *_OTHERS = fields(Order)
_LINES, _LONG_LINES = 2, 3  # rows stay low, so that many of them are seen at once
_VALUE = 40  # characters of a value shown as evidence

Told = tuple[str, Verdict]
"""A rule and its verdict."""


def export_orders(
    desk: Desk,
    path: Path,
    query: ListQuery | None = None,
    period: Period | None = None,
    *,
    unmasking: Unmasking | None = None,
) -> int:
    """The order list with its verdicts, as the query shows it (in a period); answers the number of orders.

    Sheets: 清单 (a line an order, one page across), 检查明细 (a line a finding), 工单 (all fields). Names and
    numbers are masked unless the person uses the right to unmask, which is logged. InputError when there is
    no order.
    """
    sweep(desk)
    with desk.database.read() as connection:
        book = _List(connection, _of_period(query, period), unmasking, desk.progress)
        if not book.numbers:
            raise without_orders("清单", period)
        take_right(desk, unmasking, f"导出未脱敏清单 {path.name}")
        as_of = f"截至 {desk.now():%Y-%m-%d %H:%M}"
        tables = (book.list_table(f"{as_of}，{book.counted}"), book.finding_table(), book.field_table())
        properties = {"title": "投诉工单检查清单", "creator": "投诉处理台"}
        write_workbook(path, tables, properties=properties, foot=as_of)
    return len(book.numbers)


def _of_period(query: ListQuery | None, period: Period | None) -> ListQuery:
    asked = query or ListQuery(descending=False)
    return asked if period is None else replace(asked, span=period.span)


class _List:
    """The orders of a query, read again for each sheet while it is written."""

    def __init__(
        self, connection: Connection, query: ListQuery, unmasking: Unmasking | None, progress: Progress
    ) -> None:
        self._connection = connection
        self._progress = progress
        self._cover = cover_of(unmasking)
        self._finding = covered_finding if unmasking is None else lambda finding: finding
        total = listing.count_orders(connection, query)
        ids = listing.page_ids(connection, query, 0, max(total, 1), total)
        found = [row for part in chunks(ids) for row in listing.rows(connection, part)]
        self.numbers = [row["order_no"] for row in found]
        self._ranks = Counter(row["worst"] for row in found)

    @property
    def counted(self) -> str:
        """How many orders there are, by their worst verdict."""
        told = [f"{VERDICT_NAMES[v]} {self._ranks[rank]}" for v, rank in RANK.items() if self._ranks[rank]]
        return f"共 {len(self.numbers):,} 张" + (f"：{'，'.join(told)}" if told else "")

    def list_table(self, head: str) -> Table:
        """清单: what a person wants to see of an order at a glance, and which rules it breaks."""
        listed = [by_name(Order)[name] for name in _LISTED]
        columns = [
            Column("结论", "text", 9),
            *(replace(column_of(field), width=_LISTED[field.name], note=None) for field in listed),
            Column("问题", "text", 60),
        ]

        def rows() -> Iterator[Sequence[object]]:
            for order, told in self._orders("写清单"):
                values = (_minute(self._value(field, order)) for field in listed)
                yield _worst(told), *values, _rules(told)

        return Table(
            "清单",
            columns,
            rows(),
            title=f"投诉工单检查清单（{head}）",
            fills=_fill,
            frozen=2,
            most_lines=_LONG_LINES,
            pages=1,
        )

    def field_table(self) -> Table:
        """工单: every field, for filtering and further work."""
        columns = [
            column_of(_NUMBER),
            Column("检查结论", "text", 10),
            *(Column(VERDICT_NAMES[verdict], "integer", 8) for verdict in _OPEN),
            *(column_of(field) for field in _OTHERS),
        ]

        def rows() -> Iterator[Sequence[object]]:
            for order, told in self._orders("写工单字段"):
                values = (self._value(field, order) for field in _OTHERS)
                counts = (sum(own is verdict for _, own in told) for verdict in _OPEN)
                yield order.order_no, _worst(told), *counts, *values

        def fills(row: Sequence[object]) -> Mapping[int, Emphasis]:
            emphasis = EMPHASIS.get(row[1])
            return {1: emphasis} if emphasis else {}

        return Table("工单", columns, rows(), title="全部字段", fills=fills, most_lines=_LINES)

    def finding_table(self) -> Table:
        """检查明细: a line a finding, with what it rests on and what mends it."""
        columns = [
            Column("结论", "text", 10),
            Column("工单号", "identifier", 22),
            Column("规则", "identifier", 8),
            Column("名称", "text", 20),
            Column("条款", "identifier", 8),
            Column("说明", "text", 54),
            Column("办法", "text", 40),
            Column("证据", "text", 44),
        ]
        title = "检查明细（每行一条结论）"
        return Table("检查明细", columns, self._findings(), title=title, fills=_fill, frozen=3, pages=1)

    def _orders(self, step: str) -> Iterator[tuple[Order, list[Told]]]:
        """Each order with the rules that say something of it, worst first."""
        for part in in_parts(self._progress, step, self.numbers):
            query = select(*record_columns(orders)).where(orders.c.order_no.in_(part))
            own = {row.order_no: to_record("orders", row) for row in self._connection.execute(query)}
            told: dict[str, list[Told]] = {}
            for number, rule, verdict in self._stored(part, "rule", "verdict"):
                told.setdefault(number, []).append((rule, Verdict(verdict)))
            for number in part:
                yield own[number], sorted(told.get(number, []), key=lambda each: _SHOWN.index(each[1]))

    def _findings(self) -> Iterator[Sequence[object]]:
        for part in in_parts(self._progress, "写检查明细", self.numbers):
            found: dict[str, list[Finding]] = {}
            for row in self._stored(part, "rule", "verdict", "gate", "message", "payload"):
                found.setdefault(row[0], []).append(finding_from(*row))
            for number in part:
                own = sorted(found.get(number, []), key=lambda finding: _SHOWN.index(finding.verdict))
                yield from (_line(self._finding(finding)) for finding in own)

    def _value(self, field: Field, order: Order) -> Any:
        return cell_of(field, self._cover(field, getattr(order, field.name)))

    def _stored(self, numbers: Sequence[str], *names: str) -> Iterator[Any]:
        columns = (findings.c[name] for name in names)
        query = select(findings.c.order_no, *columns).where(findings.c.order_no.in_(numbers))
        yield from self._connection.execute(query.order_by(findings.c.id))


def _line(told: Finding) -> Sequence[object]:
    evidence = "；".join(f"{place.sheet}.{place.field}：{_short(place.value)}" for place in told.evidence)
    name, rule = VERDICT_NAMES[told.verdict], BY_CODE[told.rule].name
    return name, told.order_no, told.rule, rule, told.clause, told.message, told.remedy, evidence


def _minute(value: Any) -> Any:
    return value.replace(second=0) if isinstance(value, datetime) else value


def _short(value: str | None) -> str:
    if value is None:
        return "（空）"
    line = " ".join(str(value).split())
    return line if len(line) <= _VALUE else line[: _VALUE - 1] + "…"


def _worst(told: Sequence[Told]) -> str:
    return VERDICT_NAMES[told[0][1] if told else Verdict.PASS]


def _rules(told: Sequence[Told]) -> str:
    """不符合 and 提醒 by name; what cannot be judged as a number."""
    named = [f"{rule} {BY_CODE[rule].name}" for rule, verdict in told if verdict in _OPEN[:2]]
    unknown = sum(verdict is Verdict.UNKNOWN for _, verdict in told)
    return "；".join([*named, *([f"无法判定 {unknown} 条"] if unknown else [])])


def _fill(row: Sequence[object]) -> Mapping[int, Emphasis]:
    emphasis = EMPHASIS.get(row[0])
    return {0: emphasis} if emphasis else {}
