"""The exchange workbook: everything of the orders, lossless."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from desk.models import table_of
from desk.records import SHEETS, SHIPPED_PEOPLE, SheetSpec
from desk.services.desk import Desk
from desk.services.exporting.columns import records_table
from desk.services.masking import Unmasking, take_right
from desk.services.period import Period, without_orders
from desk.services.progress import Progress, in_parts
from desk.services.sweeping import stored_numbers
from desk.store.loading import load_table, record_columns, to_record
from desk.workbook import Table, write_workbook


def export_archive(desk: Desk, path: Path, period: Period | None = None, *, reason: str | None = None) -> int:
    """The exchange workbook: lossless and therefore unmasked, which needs the right and is logged."""
    numbers = stored_numbers(desk, period)
    if period is not None and not numbers:
        raise without_orders("交换工作簿", period)
    take_right(desk, Unmasking(reason), f"导出交换工作簿 {path.name}")
    with desk.database.read() as connection:
        tables = list(_archive_tables(connection, numbers, desk.progress))
        write_workbook(path, tables, properties={"title": "交换工作簿"})
    return len(numbers)


def _archive_tables(connection: Connection, numbers: Sequence[str], progress: Progress) -> Iterator[Table]:
    for sheet in SHEETS:
        rows: Iterable[Any]
        if sheet.of_order:
            rows = _stored_rows(connection, sheet, in_parts(progress, f"写“{sheet.title}”", numbers))
            rows = list(rows) if sheet.beyond else rows
        else:
            rows = load_table(connection, sheet.table)
        if not sheet.beyond or (rows and rows != list(SHIPPED_PEOPLE)):
            yield records_table(sheet, rows)


def _stored_rows(connection: Connection, sheet: SheetSpec, parts: Iterable[list[str]]) -> Iterator[Any]:
    """Read while they are written."""
    table = table_of(sheet.table)
    for part in parts:
        query = select(*record_columns(table)).where(table.c.order_no.in_(part)).order_by(table.c.id)
        yield from (to_record(sheet.table, row) for row in connection.execute(query))
