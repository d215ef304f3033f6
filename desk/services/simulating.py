"""What an import would do, cell by cell, small enough to be looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desk.records import BY_TITLE, Order, by_title
from desk.services.importing import ImportReport, SheetCount
from desk.services.intake import Intake, RowError
from desk.services.masking import mask
from desk.services.merging import Conflict
from desk.services.preparing import Arrangement, heading_of
from desk.workbook import Sheet, to_text

MOST = 1_000  # rows, errors and conflicts that are shown; all of them count
NEW, CHANGED, UNCHANGED, WRONG = "新增", "更新", "不变", "错误"
CONFLICT = "冲突"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class CellMark:
    """A cell that is not simply taken over: 更新, 错误 or 冲突, and what was or why."""

    what: str
    note: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of orders: its number in the file, what happens to it, its cells as the file has them."""

    row: int
    what: str
    cells: tuple[str, ...]
    marks: Mapping[int, CellMark]  # by column


@dataclass(frozen=True, slots=True)
class Simulation:
    """The report of a dry run as it is shown; at most `MOST` of each kind."""

    file: str
    counts: Mapping[str, SheetCount]
    columns: tuple[str, ...]  # the file's headings that feed a field
    lines: tuple[RowLine, ...]
    errors: tuple[RowError, ...]
    error_number: int
    conflicts: tuple[Conflict, ...]
    conflict_number: int
    remarks: tuple[str, ...]


def simulation(
    report: ImportReport, intake: Intake, sheets: Sequence[Sheet], arrangement: Arrangement
) -> Simulation:
    """The report of a dry run with its rows of orders; those that change something come first."""
    columns = tuple(intake.mapping)
    return Simulation(
        report.file,
        report.counts,
        columns,
        tuple(_lines(report, intake, sheets[0], arrangement)),
        tuple(report.errors[:MOST]),
        len(report.errors),
        tuple(_covered(conflict) for conflict in report.conflicts[:MOST]),
        len(report.conflicts),
        tuple(report.remarks),
    )


def _covered(conflict: Conflict) -> Conflict:
    """Personal data of the desk stay masked; what the file says is the person's own."""
    field = by_title(BY_TITLE[conflict.sheet].record)[conflict.column]
    return replace(conflict, last=mask(field, conflict.last), ours=mask(field, conflict.ours))


def _lines(report: ImportReport, intake: Intake, sheet: Sheet, arrangement: Arrangement) -> Sequence[RowLine]:
    heading = heading_of(sheet, arrangement)
    if heading is None:
        return ()
    marks = _marks(report, intake)
    titles = intake.mapping
    places = [at for at, name in enumerate(heading.names) if name in titles]
    lines = []
    for row, what in _outcomes(report, intake)[:MOST]:
        cells = sheet.rows[row - sheet.first_row]
        own = {
            number: marks[row, titles[heading.names[at]]]
            for number, at in enumerate(places)
            if (row, titles[heading.names[at]]) in marks
        }
        lines.append(RowLine(row, what, tuple(_short(to_text(cells[at])) for at in places), own))
    return lines


def _outcomes(report: ImportReport, intake: Intake) -> list[tuple[int, str]]:
    """(row, what happens) of the orders, wrong ones first, then changed, new and unchanged."""
    wrong = {error.row for error in report.errors if error.of == "工单"}
    orders = [change for change in report.changes if isinstance(change.row, Order)]
    new = {change.row.order_no for change in orders if change.before is None}
    changed = {change.row.order_no for change in orders if change.before not in (None, change.after)}
    found = [(row, WRONG) for row in wrong]
    for order in intake.book.records["orders"]:
        if order.key in wrong:
            continue
        what = NEW if order.order_no in new else CHANGED if order.order_no in changed else UNCHANGED
        found.append((order.key, what))
    rank = {WRONG: 0, CHANGED: 1, NEW: 2, UNCHANGED: 3}
    return sorted(found, key=lambda item: (rank[item[1]], item[0]))


def _marks(report: ImportReport, intake: Intake) -> dict[tuple[int, str], CellMark]:
    """By row and field title."""
    rows = {order.order_no: order.key for order in intake.book.records["orders"]}
    marks = {}
    for change in report.changes:
        if isinstance(change.row, Order) and change.before is not None and change.after is not None:
            for title, field in by_title(Order).items():
                was, will = (getattr(side, field.name) for side in (change.before, change.after))
                if was != will:
                    note = f"原值：{_short(to_text(mask(field, was))) or '（空）'}"
                    marks[rows[change.row.order_no], title] = CellMark(CHANGED, note)
    for conflict in report.conflicts:
        if conflict.sheet == "工单":
            note = f"台账：{_short(to_text(_covered(conflict).ours)) or '（空）'}，双方都改过"
            marks[conflict.row, conflict.column] = CellMark(CONFLICT, note)
    for error in report.errors:
        if error.of == "工单":
            marks[error.row, error.column] = CellMark(WRONG, error.reason)
    return marks


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
