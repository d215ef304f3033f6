"""Importing a workbook: simulate, import in one deed, report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from desk.errors import InputError
from desk.records import BY_TABLE, Deed, Order, Owner, SheetSpec
from desk.rules.rule import Finding
from desk.services.desk import Desk
from desk.services.intake import Intake, RowError, read_intake
from desk.services.standing import stand
from desk.store import Change, Written
from desk.store.loading import Bundle, chunks, load_bundles, load_table


@dataclass(slots=True)
class SheetCount:
    """Rows of one sheet by what the import does with them."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    wrong: int = 0


@dataclass(slots=True)
class ImportReport:
    """What an import does, or would do."""

    file: str
    counts: dict[str, SheetCount] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    written: Written | None = None

    def count(self, sheet: str) -> SheetCount:
        """The counts of a sheet, made when first asked for."""
        return self.counts.setdefault(sheet, SheetCount())


def import_file(
    desk: Desk,
    path: Path,
    *,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
    chosen: Mapping[str, str] | None = None,
) -> ImportReport:
    """Import a workbook in one transaction; a dry run writes nothing.

    InputError when there are bad rows and they are not to be skipped: nothing is written then either.
    """
    desk.require(Deed.IMPORT)
    return import_intake(desk, read_intake(path, chosen=chosen), dry_run=dry_run, skip_bad_rows=skip_bad_rows)


def import_intake(
    desk: Desk, intake: Intake, *, dry_run: bool = False, skip_bad_rows: bool = False
) -> ImportReport:
    """Import what has been read; see `import_file`."""
    report = ImportReport(intake.path.name, errors=list(intake.errors), remarks=list(intake.remarks))
    with desk.database.read() as connection:
        changes = list(_changes(desk, connection, intake, report))
    for error in report.errors:
        report.count(error.sheet).wrong += 1
    if dry_run:
        return report
    if report.errors and not skip_bad_rows:
        first = report.errors[0]
        raise InputError(
            f"“{intake.path.name}”有 {len(report.errors)} 处错误，没有导入。第一处：{first}。"
            "改正后重试，或选择跳过错误行"
        )
    if changes:
        note = desk.note(Deed.IMPORT, f"导入 {intake.path.name}")
        report.written = desk.apply(note, changes, records_known=not intake.bare)
    return report


def _changes(desk: Desk, connection: Connection, intake: Intake, report: ImportReport) -> Iterator[Change]:
    book = intake.book
    numbers = {row.order_no for table in BY_TABLE for row in book.records.get(table, ()) if _of_order(table)}
    stored: dict[str, Bundle] = {}
    for part in chunks(numbers):
        stored.update(load_bundles(connection, part))
    coming = {order.order_no for order in book.records["orders"]}
    refused: set[str] = set()
    for order in book.records["orders"]:
        change = _order_change(desk, connection, order, stored.get(order.order_no), report)
        if change is None:
            refused.add(order.order_no)
        elif change.before != change.after:
            yield change
    for sheet in BY_TABLE.values():
        if sheet.of_order and sheet.record is not Order:
            known = (coming | set(stored)) - refused
            yield from _row_changes(sheet, book.records.get(sheet.table, ()), stored, known, report)
    yield from _office_changes(connection, intake, report)


def _of_order(table: str) -> bool:
    return BY_TABLE[table].of_order


def _order_change(
    desk: Desk, connection: Connection, order: Order, bundle: Bundle | None, report: ImportReport
) -> Change | None:
    count = report.count("工单")
    if bundle is None:
        count.new += 1
        return Change(None, replace(order, key=0))
    after = merged(bundle.order, order)
    if after == bundle.order:
        count.unchanged += 1
        return Change(bundle.order, bundle.order)
    if bundle.order.replied_at is None and after.replied_at is not None:
        blockers = _gate(desk, connection, bundle, after)
        if blockers:
            codes = "、".join(f"{f.rule} {f.message}" for f in blockers)
            reason = f"库中尚未回单，按关口不能以此回单：{codes}"
            report.errors.append(RowError("工单", order.key, "回单时间", str(order.replied_at), reason))
            return None
    count.changed += 1
    return Change(bundle.order, after)


def _gate(desk: Desk, connection: Connection, bundle: Bundle, after: Order) -> Sequence[Finding]:
    now = max(desk.now(), after.replied_at or desk.now())
    return stand(connection, bundle, now, [Change(bundle.order, after)]).blockers()


def merged(stored: Order, coming: Order) -> Order:
    """What EOMS owns is taken over; what the desk entered stays; blanks overwrite nothing."""
    values = {}
    for described in BY_TABLE["orders"].fields:
        value = getattr(coming, described.name)
        if value is None:
            continue
        if described.owner is Owner.EOMS or getattr(stored, described.name) is None:
            values[described.name] = value
    return replace(stored, **values)


def _row_changes(
    sheet: SheetSpec,
    rows: Sequence[Any],
    stored: Mapping[str, Bundle],
    known: set[str],
    report: ImportReport,
) -> Iterator[Change]:
    names = [f.name for f in sheet.identity]
    existing: dict[tuple[Any, ...], Any] = {}
    for bundle in stored.values():
        for row in bundle.rows.get(sheet.table, ()):
            existing[_identity(row, names)] = row
    for row in rows:
        if row.order_no not in known:
            reason = "没有这个工单号的工单，请先导入工单"
            report.errors.append(RowError(sheet.title, row.key, "工单号", row.order_no, reason))
            continue
        yield from _upsert(sheet, existing.get(_identity(row, names)), row, report)


def _identity(row: Any, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _upsert(sheet: SheetSpec, before: Any | None, row: Any, report: ImportReport) -> Iterator[Change]:
    count = report.count(sheet.title)
    if before is None:
        count.new += 1
        yield Change(None, replace(row, key=0))
        return
    values = {f.name: value for f in sheet.fields if (value := getattr(row, f.name)) is not None}
    after = replace(before, **values)
    if after == before:
        count.unchanged += 1
        return
    count.changed += 1
    yield Change(before, after)


def _office_changes(connection: Connection, intake: Intake, report: ImportReport) -> Iterator[Change]:
    for sheet in BY_TABLE.values():
        if sheet.of_order:
            continue
        names = [f.name for f in sheet.identity]
        if sheet.table in ("departments", "parameters"):
            names = names[:1]
        existing = {_identity(row, names): row for row in load_table(connection, sheet.table)}
        for row in intake.book.records.get(sheet.table, ()):
            yield from _upsert(sheet, existing.get(_identity(row, names)), row, report)
