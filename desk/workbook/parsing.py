"""Turns a file that the guard has passed into sheets: calamine first, openpyxl where calamine gives up."""

import warnings
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import python_calamine

from desk.errors import InputError
from desk.workbook.cells import Cell, ErrorCell, Limits, Row
from desk.workbook.csvtext import REMEMBERED, csv_rows
from desk.workbook.kinds import AGAIN, refuse_encrypted
from desk.workbook.sheetscan import Finding, SheetScan

SPARSE_AREA, SPARSE_RATIO = 8_000_000, 10
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"})

Parsed = tuple[str, bool, Iterator[Row]]


class _Interned(dict[Any, Cell]):
    """Equal texts become one object, blanks None: smaller in memory and quicker to send."""

    def __missing__(self, value: Any) -> Cell:
        if type(value) is str:
            if len(self) < REMEMBERED:
                self[value] = value
            return value
        return _duration(value) if type(value) is timedelta else value


def _duration(value: timedelta) -> str:
    """A length of time as Excel shows it: hours beyond 24 are kept."""
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"


def parse(path: Path, finding: Finding, limits: Limits) -> Iterator[Parsed]:
    """Each sheet in order: name, whether hidden, rows from row 1 on (possibly of unequal width)."""
    if finding.kind == "csv":
        yield path.stem, False, csv_rows(path, limits.rows)
        return
    try:
        book = _open_calamine(path)
    except InputError:
        if finding.kind != "xlsx":
            raise
        yield from _all_by_openpyxl(path, finding)
        return
    yield from _all_by_calamine(path, book, finding)


def _is_sparse(scan: SheetScan) -> bool:
    """Calamine lays a sheet out densely: one cell far down would cost gigabytes."""
    area = scan.last_row * scan.last_column
    return area > SPARSE_AREA and area > SPARSE_RATIO * scan.cells


def _open_calamine(path: Path) -> Any:
    try:
        with path.open("rb") as file:  # by path calamine would believe the extension
            return python_calamine.CalamineWorkbook.from_filelike(file)
    except python_calamine.PasswordError:
        refuse_encrypted(path)
    except BaseException as error:  # a panic of the Rust code is no Exception
        raise _broken(path, error) from None


def _broken(path: Path, error: BaseException) -> Exception:
    if isinstance(error, MemoryError | KeyboardInterrupt | SystemExit):
        return MemoryError()
    return InputError(f"文件 {path.name} 的内容已损坏，无法读取；{AGAIN}")


def _all_by_calamine(path: Path, book: Any, finding: Finding) -> Iterator[Parsed]:
    for index, meta in enumerate(book.sheets_metadata):
        if "WorkSheet" not in str(meta.typ):
            continue
        scan = finding.scans.get(meta.name)
        try:
            rows = None if scan and _is_sparse(scan) else _calamine_rows(book.get_sheet_by_index(index))
        except BaseException as error:  # a panic of the Rust code is no Exception
            rows = None
            trouble = _broken(path, error)
            if finding.kind != "xlsx" or isinstance(trouble, MemoryError):
                raise trouble from None
        if rows is None:
            rows = _openpyxl_rows(path, _open_openpyxl(path)[meta.name])
        yield meta.name, not str(meta.visible).endswith(".Visible"), _patched(rows, scan)


def _calamine_rows(sheet: Any) -> Iterator[Row]:
    """Rows from row 1 and column A on; calamine itself begins at the first used column."""
    interned = _Interned({"": None})
    look = interned.__getitem__
    before: Row = (None,) * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield (*before, *map(look, row)) if before else tuple(map(look, row))


def _patched(rows: Iterator[Row], scan: SheetScan | None) -> Iterator[Row]:
    """Put the errors and uncalculated formulas back that calamine gives as blanks."""
    if scan is None or not scan.patches:
        yield from rows
        return
    by_row: dict[int, list[tuple[int, ErrorCell]]] = {}
    for (number, column), error in scan.patches.items():
        by_row.setdefault(number, []).append((column, error))
    last, width = max(by_row), max(column for _, column in scan.patches)
    number = 0
    for number, row in enumerate(rows, 1):
        yield _with_errors(row, by_row.get(number, ()))
    for later in range(number + 1, last + 1):
        yield _with_errors((None,) * width, by_row.get(later, ()))


def _with_errors(row: Row, errors: Sequence[tuple[int, ErrorCell]]) -> Row:
    if not errors:
        return row
    cells = list(row) + [None] * (max(column for column, _ in errors) - len(row))
    for column, error in errors:
        if cells[column - 1] is None:
            cells[column - 1] = error
    return tuple(cells)


def _all_by_openpyxl(path: Path, finding: Finding) -> Iterator[Parsed]:
    for sheet in _open_openpyxl(path).worksheets:
        rows = _openpyxl_rows(path, sheet)
        yield sheet.title, sheet.sheet_state != "visible", _patched(rows, finding.scans.get(sheet.title))


def _open_openpyxl(path: Path) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:
        raise _broken(path, error) from None


def _openpyxl_rows(path: Path, sheet: Any) -> Iterator[Row]:
    look = _Interned({"": None}).__getitem__
    sheet.reset_dimensions()  # a wrong <dimension> would cut rows off in silence
    try:
        for row in sheet.iter_rows(values_only=True):
            yield tuple([_error_or(look, cell) for cell in row])
    except Exception as error:
        raise _broken(path, error) from None


def _error_or(look: Any, cell: Any) -> Cell:
    if type(cell) is str and cell.startswith("#") and cell in _ERRORS:
        return ErrorCell(cell)
    return look(cell)  # type: ignore[no-any-return]
