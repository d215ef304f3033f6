"""Importing a workbook: simulate, import in one deed, report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from desk.errors import InputError
from desk.models import orders
from desk.records import BY_TABLE, SHIPPED_PEOPLE, Deed, Order, SheetSpec, Waiver, may
from desk.rules.soundness import check_setting
from desk.services.desk import Desk
from desk.services.intake import Intake, Profile, RowError, read_intake
from desk.services.merging import Conflict, Merged, Place, differs, merge, paired
from desk.services.standing import gives_reply, load_order, stand
from desk.services.sweeping import sweep
from desk.store import Change, Written
from desk.store.imported import Imported, imported_values
from desk.store.loading import CHUNK, Bundle, chunks, load_bundles, load_table
from desk.store.profiles import load_profiles

OFFICE = tuple(sheet for sheet in BY_TABLE.values() if not sheet.of_order)
ROWS = tuple(sheet for sheet in BY_TABLE.values() if sheet.of_order and sheet.record is not Order)
ORDERS = BY_TABLE["orders"]


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
    conflicts: list[Conflict] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)  # of a dry run
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
    take: Mapping[Place, bool] | None = None,
) -> ImportReport:
    """Import a workbook in one transaction; a dry run writes nothing.

    InputError when there are bad rows and they are not to be skipped: nothing is written then either.
    `chosen` maps headings by hand; without it the remembered profile of the file's shape serves. `take` says
    by the place of a conflict whether the file's value is to be taken; else the desk's stays.
    """
    desk.require(Deed.IMPORT)
    intake = read_file(desk, path, chosen=chosen)
    return import_intake(desk, intake, dry_run=dry_run, skip_bad_rows=skip_bad_rows, take=take)


def read_file(desk: Desk, path: Path, *, chosen: Mapping[str, str] | None = None) -> Intake:
    """Read a workbook by a person's mapping, else by the remembered profile of its shape."""
    with desk.database.read() as connection:
        profiles = [Profile(*row) for row in load_profiles(connection)]
    return read_intake(path, chosen=chosen, profiles=profiles, progress=desk.progress)


def import_intake(
    desk: Desk,
    intake: Intake,
    *,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
    take: Mapping[Place, bool] | None = None,
) -> ImportReport:
    """Import what has been read; see `import_file`."""
    database = desk.database
    with database.read() if dry_run else database.write() as connection:
        comparing = _Comparing(desk, connection, intake, take or {})
        changes = comparing.changes()
        report = comparing.report
        if dry_run:
            report.changes = changes
            return report
        if report.errors and not skip_bad_rows:
            raise InputError(
                f"“{intake.path.name}”有 {len(report.errors)} 处错误，没有导入。"
                f"第一处：{str(report.errors[0]).rstrip('。')}。"
                "改正后重试，或选择跳过错误行"
            )
        if changes:
            note = desk.note(Deed.IMPORT, f"导入 {intake.path.name}")
            report.written = desk.apply(note, changes, within=connection, records_known=not intake.bare)
    if report.written is not None and report.written.unjudged:
        sweep(desk)
    return report


class _Comparing:
    """One comparison of a file with what is stored; fills the report on the way."""

    def __init__(
        self, desk: Desk, connection: Connection, intake: Intake, take: Mapping[Place, bool]
    ) -> None:
        self.desk = desk
        self.connection = connection
        self.intake = intake
        self.take = take
        self.report = ImportReport(intake.path.name, errors=list(intake.errors), remarks=list(intake.remarks))
        records = intake.book.records
        self.orders: dict[str, Order] = {order.order_no: order for order in records["orders"]}
        self.sheets = tuple(sheet for sheet in ROWS if records.get(sheet.table))
        self.rows = _grouped(self.sheets, records)
        self._is_empty = connection.scalar(select(orders.c.id).limit(1)) is None

    def changes(self) -> list[Change]:
        """Every change that the import makes; wrong rows are in the report."""
        for sheet in (ORDERS, *self.sheets):
            self._count(sheet)
        kept: list[Change] = []
        numbers = [*self.orders, *(number for number in self.rows if number not in self.orders)]
        for at, part in enumerate(chunks(numbers)):
            self.desk.progress("对照库中工单", at * CHUNK, len(numbers))
            kept += self._part(part)
        kept += [change for sheet in OFFICE for change in self._office(sheet)]
        self._settle_errors()
        return kept

    def _part(self, numbers: Sequence[str]) -> Iterator[Change]:
        """The changes of some orders; what is stored of them is loaded for them alone."""
        tables = [sheet.table for sheet in self.sheets]
        stored = load_bundles(self.connection, numbers, tables=tables, texts=False)
        last = imported_values(self.connection, [no for no in stored if self._differs(stored[no])])
        for number in numbers:
            yield from self._gated(self._of_order(number, stored.get(number), last))

    def _differs(self, bundle: Bundle) -> bool:
        """Whether the file says something else of a stored order."""
        number = bundle.order.order_no
        order = self.orders.get(number)
        if order is not None and differs(ORDERS, bundle.order, order):
            return True
        return any(
            match is None or differs(sheet, match, row)
            for sheet in self.sheets
            if (rows := self.rows.get(number, {}).get(sheet.table))
            for row, match in paired(sheet, bundle.rows.get(sheet.table, ()), rows, {})
        )

    def _of_order(self, number: str, bundle: Bundle | None, last: Imported) -> list[Change]:
        order = self.orders.get(number)
        changes: list[Change] = []
        if order is not None and bundle is None:
            self._count(ORDERS).new += 1
            changes.append(Change(None, order, fresh=True))
        elif order is not None and bundle is not None:
            changes += self._merge(ORDERS, bundle.order, order, last)
        own = self.rows.get(number, {})
        for sheet in self.sheets:
            rows = [row for row in own.get(sheet.table, ()) if self._may_come(sheet, row, order, bundle)]
            stored = () if bundle is None else bundle.rows.get(sheet.table, ())
            changes += self._paired(sheet, stored, rows, last)
        return changes

    def _may_come(self, sheet: SheetSpec, row: Any, order: Order | None, bundle: Bundle | None) -> bool:
        """Whether a row belongs to an order and may be brought by this person; a wrong one is listed."""
        if order is None and bundle is None:
            bad = self.intake.left_out.get(row.order_no)
            reason = f"所属工单（第 {bad} 行）有错误" if bad else "没有这个工单号的工单，请先导入工单"
            self._wrong(sheet.title, row.key, "工单号", row.order_no, reason, sheet)
            return False
        if bundle is not None and isinstance(row, Waiver) and self._slips_in(row, bundle):
            reason = "库中已有的工单不能靠导入豁免，请由组长、质检或管理员导入"
            self._wrong(sheet.title, row.key, "规则", row.rule, reason, sheet)
            return False
        return True

    def _slips_in(self, waiver: Waiver, bundle: Bundle) -> bool:
        """Whether a person without the right would waive something on a stored order by importing it."""
        if may(self.desk.person, Deed.WAIVE):
            return False
        return all(replace(row, key=waiver.key) != waiver for row in bundle.rows.get("waivers", ()))

    def _office(self, sheet: SheetSpec) -> Iterator[Change]:
        rows = self.intake.book.records.get(sheet.table, ())
        if not rows:
            return
        stored = load_table(self.connection, sheet.table)
        last = imported_values(self.connection, tables=[sheet.table])
        changes = [*self._paired(sheet, stored, [row for row in rows if self._is_sound(sheet, row)], last)]
        if sheet.table == "people" and stored == list(SHIPPED_PEOPLE) and set(rows) != set(stored):
            names = {row.name for row in rows}
            changes += [Change(person, None) for person in stored if person.name not in names]
        if changes and not self._may_set(sheet):
            self.report.remarks.append(
                f"“{sheet.title}”表有 {len(changes)} 行与现行设置不同，没有采用："
                f"{self.desk.person.name}（{self.desk.person.role}）无权“{sheet.deed.value}”"
            )
            del self.report.counts[sheet.title]
            return
        yield from changes

    def _is_sound(self, sheet: SheetSpec, row: Any) -> bool:
        """Whether a row of the office can be in force; a wrong one is listed.

        Words of regions and departments are kept as given, as those of orders are.
        """
        if not (sheet.beyond or sheet.table == "parameters"):
            return True
        try:
            check_setting(row)
        except InputError as error:
            first = sheet.fields[0]
            self._wrong(sheet.title, row.key, first.title, str(getattr(row, first.name)), str(error), sheet)
            return False
        return True

    def _may_set(self, sheet: SheetSpec) -> bool:
        """Whether the person may change this of the office; an empty desk gets it with its orders."""
        return may(self.desk.person, sheet.deed) or (sheet.deed is Deed.SETTINGS and self._is_empty)

    def _paired(
        self, sheet: SheetSpec, stored: Sequence[Any], rows: Sequence[Any], last: Imported
    ) -> Iterator[Change]:
        before = {row.key: last[sheet.table, row.key] for row in stored if (sheet.table, row.key) in last}
        for row, match in paired(sheet, stored, rows, before):
            if match is None:
                self._count(sheet).new += 1
                yield Change(None, row, fresh=True)
            else:
                yield from self._merge(sheet, match, row, last)

    def _merge(self, sheet: SheetSpec, stored: Any, coming: Any, last: Imported) -> Iterator[Change]:
        known = last.get((sheet.table, stored.key), {})
        merged: Merged = merge(sheet, stored, coming, known, self.take)
        self.report.conflicts += merged.conflicts
        if merged.after == stored:
            self._count(sheet).unchanged += 1
        else:
            self._count(sheet).changed += 1
        if merged.after != stored or merged.offered:
            yield Change(stored, merged.after, merged.offered or None)

    def _gated(self, changes: list[Change]) -> list[Change]:
        """The changes of an order; without the order's own row where the gate refuses the reply it brings."""
        own = next((c for c in changes if isinstance(c.before, Order)), None)
        if own is None:
            return changes
        before: Any = own.before
        order: Any = own.after
        if not gives_reply(before, order):
            return changes
        now = max(self.desk.now(), order.replied_at or self.desk.now())
        bundle = load_order(self.connection, order.order_no)
        blockers = stand(self.connection, bundle, now, changes).blockers()
        if not blockers:
            return changes
        codes = "、".join(f"{finding.rule} {finding.message}" for finding in blockers)
        row = self.orders[order.order_no].key
        reason = f"库中尚未以此回单，按关口不能回单：{codes}"
        self._wrong(self.intake.orders_sheet, row, "回单时间", str(order.replied_at), reason, ORDERS)
        self._count(ORDERS).changed -= 1
        return [change for change in changes if change is not own]

    def _count(self, sheet: SheetSpec) -> SheetCount:
        return self.report.count(sheet.title)

    def _wrong(self, name: str, row: int, column: str, value: str, reason: str, sheet: SheetSpec) -> None:
        self.report.errors.append(RowError(name, row, column, value, reason, sheet.title))

    def _settle_errors(self) -> None:
        """The errors by sheet and row; a row counts once however many of its values are wrong."""
        known = len(self.intake.errors)
        rank = {sheet.title: at for at, sheet in enumerate((*ROWS, *OFFICE, ORDERS))}
        self.report.errors[known:] = sorted(self.report.errors[known:], key=lambda e: (rank[e.of], e.row))
        for of, _, _ in {(error.of, error.sheet, error.row) for error in self.report.errors}:
            self.report.count(of).wrong += 1


def _grouped(
    sheets: Sequence[SheetSpec], records: Mapping[str, Sequence[Any]]
) -> dict[str, dict[str, list[Any]]]:
    """The rows of these sheets by order and table."""
    grouped: dict[str, dict[str, list[Any]]] = {}
    for sheet in sheets:
        for row in records[sheet.table]:
            grouped.setdefault(row.order_no, {}).setdefault(sheet.table, []).append(row)
    return grouped
