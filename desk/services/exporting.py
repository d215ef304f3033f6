"""Workbooks that leave the desk: the order list with verdicts, and the exchange workbook."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from desk.errors import InputError
from desk.models import findings, table_of
from desk.records import BY_TABLE, SHEETS, Deed, Field, Kind, Order, SheetSpec, fields
from desk.services.desk import Desk
from desk.services.intake.coercing import number_text
from desk.services.masking import mask
from desk.services.period import Period
from desk.services.sweeping import stored_numbers, sweep
from desk.store import listing
from desk.store.listing import ListQuery
from desk.store.loading import chunks, load_bundles, load_table, record_columns, to_record
from desk.vocabulary import VERDICT_NAMES, Verdict
from desk.workbook import Column, Table, write_workbook
from desk.workbook.tables import Emphasis
from desk.workbook.tables import Kind as CellKind

_KINDS: Mapping[Kind, CellKind] = {
    Kind.TEXT: "text",
    Kind.LONG: "text",
    Kind.CHOICE: "text",
    Kind.IDENTIFIER: "identifier",
    Kind.CODES: "identifier",
    Kind.TIME: "time",
    Kind.NUMBER: "number",
    Kind.INTEGER: "integer",
}
_EMPHASIS: Mapping[object, Emphasis] = {
    VERDICT_NAMES[Verdict.FAIL]: "fail",
    VERDICT_NAMES[Verdict.WARN]: "warn",
    VERDICT_NAMES[Verdict.PASS]: "pass",
    VERDICT_NAMES[Verdict.UNKNOWN]: "muted",
}
MOST_DEMO_ORDERS = 200_000
_SHOWN = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN, Verdict.WAIVED)


def column_of(field: Field) -> Column:
    """The workbook column of a declared field."""
    return Column(field.title, _KINDS[field.kind], field.width, field.unit or None, field.required)


def cell_of(field: Field, value: Any) -> Any:
    """The value as the cell keeps it: a number that was kept as text becomes a number again."""
    if field.kind is Kind.NUMBER and isinstance(value, str):
        try:
            number = float(value)
        except ValueError:
            return value
        return number if math.isfinite(number) and number_text(number) == value else value
    return value


def export_orders(desk: Desk, path: Path, query: ListQuery | None = None, *, unmasked: bool = False) -> int:
    """The order list with its verdicts, as the query shows it; answers the number of orders.

    Sheets: 工单 (a line an order) and 检查明细 (a line a finding). Names and numbers are masked
    unless the person uses the right to unmask, which is logged.
    """
    if unmasked:
        desk.require(Deed.UNMASK)
        desk.apply(desk.note(Deed.UNMASK, f"导出未脱敏清单 {path.name}"), [])
    sweep(desk)
    shown = _shown(unmasked)
    with desk.database.read() as connection:
        numbers = _numbers(connection, query or ListQuery(descending=False))
        verdicts = _findings(connection, numbers)
        tables = (
            _order_table(connection, numbers, verdicts, shown),
            _finding_table(numbers, verdicts),
        )
        write_workbook(path, tables, properties={"title": "投诉工单检查清单", "creator": "投诉处理台"})
    return len(numbers)


def _shown(unmasked: bool) -> Callable[[Field, Any], Any]:
    return cell_of if unmasked else lambda field, value: cell_of(field, mask(field, value))


def _numbers(connection: Connection, query: ListQuery) -> list[str]:
    total = listing.count_orders(connection, query)
    ids = listing.page_ids(connection, query, 0, max(total, 1), total)
    return [row["order_no"] for part in _parts(ids) for row in listing.rows(connection, part)]


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]


def _findings(connection: Connection, numbers: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Order -> (rule, verdict, message, payload) of its stored findings, worst first."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    rank = {verdict.value: at for at, verdict in enumerate(_SHOWN)}
    columns = (
        findings.c.order_no,
        findings.c.rule,
        findings.c.verdict,
        findings.c.message,
        findings.c.payload,
    )
    for part in chunks(numbers):
        query = select(*columns).where(findings.c.order_no.in_(part)).order_by(findings.c.id)
        for row in connection.execute(query):
            found.setdefault(row[0], []).append(tuple(row[1:]))
    for rows in found.values():
        rows.sort(key=lambda row: rank[row[1]])
    return found


def _order_table(
    connection: Connection,
    numbers: Sequence[str],
    verdicts: Mapping[str, list[tuple[Any, ...]]],
    shown: Callable[[Field, Any], Any],
) -> Table:
    columns = [
        Column("检查结论", "text", 10),
        Column("不符合", "integer", 8),
        Column("提醒", "integer", 8),
        Column("无法判定", "integer", 9),
        Column("问题摘要", "text", 60),
        *(column_of(field) for field in fields(Order)),
    ]

    def rows() -> Iterator[Sequence[object]]:
        for part in chunks(numbers):
            bundles = load_bundles(connection, part)
            for number in part:
                order = bundles[number].order
                own = verdicts.get(number, [])
                values = (shown(f, getattr(order, f.name)) for f in fields(Order))
                yield (*_summary(own), *values)

    return Table("工单", columns, rows(), title="投诉工单检查清单", fills=_fill, frozen=6)


def _summary(own: Sequence[tuple[Any, ...]]) -> tuple[object, ...]:
    counts = {verdict: sum(row[1] == verdict.value for row in own) for verdict in _SHOWN}
    worst = next((verdict for verdict in _SHOWN if counts[verdict]), Verdict.PASS)
    text = "\n".join(f"{row[0]} {row[2]}" for row in own if row[1] != Verdict.WAIVED.value)
    open_counts = (counts[Verdict.FAIL], counts[Verdict.WARN], counts[Verdict.UNKNOWN])
    return (VERDICT_NAMES[worst], *open_counts, text)


def _fill(row: Sequence[object]) -> Mapping[int, Emphasis]:
    emphasis = _EMPHASIS.get(row[0])
    return {0: emphasis} if emphasis else {}


def _finding_table(numbers: Sequence[str], verdicts: Mapping[str, list[tuple[Any, ...]]]) -> Table:
    columns = [
        Column("结论", "text", 10),
        Column("工单号", "identifier", 24),
        Column("规则", "identifier", 9),
        Column("条款", "identifier", 9),
        Column("说明", "text", 60),
        Column("办法", "text", 40),
        Column("证据", "text", 50),
    ]

    def rows() -> Iterator[Sequence[object]]:
        for number in numbers:
            for rule, verdict, message, payload in verdicts.get(number, []):
                evidence = "；".join(
                    f"{sheet}.{field}：{value if value is not None else '（空）'}"
                    for sheet, field, value, *_ in payload["evidence"]
                )
                name = VERDICT_NAMES[Verdict(verdict)]
                yield name, number, rule, payload["clause"], message, payload["remedy"], evidence

    return Table("检查明细", columns, rows(), title="检查明细（每行一条结论）", fills=_fill, frozen=3)


def export_archive(desk: Desk, path: Path, period: Period | None = None) -> int:
    """The exchange workbook: lossless and therefore unmasked, which needs the right and is logged."""
    desk.require(Deed.UNMASK)
    numbers = stored_numbers(desk, period)
    with desk.database.read() as connection:
        write_workbook(path, list(_archive_tables(connection, numbers)), properties={"title": "交换工作簿"})
    desk.apply(desk.note(Deed.UNMASK, f"导出交换工作簿 {path.name}"), [])
    return len(numbers)


def _archive_tables(connection: Connection, numbers: Sequence[str]) -> Iterator[Table]:
    for sheet in SHEETS:
        if sheet.of_order:
            rows = _stored_rows(connection, sheet, numbers)
        else:
            rows = load_table(connection, sheet.table)
        if rows or not sheet.beyond:
            yield records_table(sheet, rows)


def _stored_rows(connection: Connection, sheet: SheetSpec, numbers: Sequence[str]) -> list[Any]:
    table = table_of(sheet.table)
    found = []
    for part in chunks(numbers):
        query = select(*record_columns(table)).where(table.c.order_no.in_(part)).order_by(table.c.id)
        found += [to_record(sheet.table, row) for row in connection.execute(query)]
    return found


def records_table(sheet: SheetSpec, rows: Sequence[Any]) -> Table:
    """A sheet of the exchange workbook from its records."""
    columns = [column_of(field) for field in sheet.fields]
    cells = ([cell_of(f, getattr(row, f.name)) for f in sheet.fields] for row in rows)
    return Table(sheet.title, columns, cells)


def export_demo(path: Path, orders: int, seed: int) -> int:
    """The synthetic month with what was planted on a sheet 答案; answers the number of orders."""
    from desk.services.demo import make_demo

    if not 1 <= orders <= MOST_DEMO_ORDERS:
        raise InputError(f"演示工单数 {orders} 不在 1 到 {MOST_DEMO_ORDERS} 之间，请改正")
    demo = make_demo(orders, seed)
    tables = [
        records_table(sheet, demo.book.records.get(sheet.table, ()))
        for sheet in BY_TABLE.values()
        if not sheet.beyond
    ]
    answers = [
        Column("工单号", "identifier", 24),
        Column("规则", "identifier", 9),
        Column("结论", "text", 10),
        Column("说明", "text", 60),
    ]
    planted = ((row.order_no, row.rule, VERDICT_NAMES[row.verdict], row.what) for row in demo.planted)
    tables.append(Table("答案", answers, planted, fills=lambda row: {2: _EMPHASIS.get(row[2], "muted")}))
    write_workbook(path, tables, properties={"title": "演示月"})
    return len(demo.book.records["orders"])
