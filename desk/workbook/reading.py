"""Reads a workbook in a child process, so that no file can hurt the program that asks."""

import gc
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.processes import Process
from desk.workbook.cells import Limits, Row, Sheet
from desk.workbook.childprocess import ChildDiedError, ChildTooSlowError, messages
from desk.workbook.kinds import AGAIN


class _ReaderFaultError(Exception):
    """The reading process met something that nobody has thought of; the text is its traceback."""


def _untold(_rows: int) -> None:
    """Nobody asks how far it is."""


def read_workbook(
    path: Path,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    told: Callable[[int], None] = _untold,
) -> list[Sheet]:
    """All sheets of an .xlsx, .xlsm, .xls, .ods or .csv file, told apart by content.

    `told` hears how many rows have been read.

    Raises InputError with one sentence that names file, place and remedy for whatever cannot be read.
    """
    path = Path(path)
    try:
        with _without_collection():
            child = Process("desk.workbook.child:serve", path.absolute(), limits)
            sheets = list(_assembled(messages(child, limits.seconds), told))
    except ChildTooSlowError:
        raise InputError(
            f"文件 {path.name} 读了 {limits.seconds} 秒仍未读完，已停止；请按时间分成几个文件再导入。"
        ) from None
    except _ReaderFaultError as fault:
        logging.getLogger(__name__).error("reading %s failed:\n%s", path.name, fault)
        raise InputError(f"文件 {path.name} 的内容无法读懂，可能已损坏；{AGAIN}") from None
    except (ChildDiedError, MemoryError):
        raise InputError(
            f"文件 {path.name} 已损坏或展开后过大，读取时内存不够；"
            "请用 Excel 打开，只把需要的数据复制到新工作簿，或分成几个文件再导入。"
        ) from None
    if not any(sheet.rows for sheet in sheets):
        raise InputError(f"文件 {path.name} 里没有任何数据，请检查是否选对了文件。")
    return sheets


@contextmanager
def _without_collection() -> Iterator[None]:
    """Hundreds of thousands of row tuples would set off the cycle collector again and again for nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _assembled(received: Iterable[tuple[Any, ...]], told: Callable[[int], None]) -> Iterator[Sheet]:
    head: tuple[str, bool, bool] | None = None
    rows: list[Row] = []
    number = 0
    for kind, *values in received:
        if kind == "rows":
            rows.extend(values[0])
            number += len(values[0])
            told(number)
            continue
        if kind == "error":
            raise InputError(values[0])
        if kind == "large":
            raise MemoryError
        if kind == "fault":
            raise _ReaderFaultError(values[0])
        if head:
            yield _sheet(head, rows)
        head, rows = (values[0], values[1], values[2]) if kind == "sheet" else None, []


def _sheet(head: tuple[str, bool, bool], rows: list[Row]) -> Sheet:
    """Cut empty rows at both ends and empty columns at the right; make all rows equally wide."""
    first, last = 0, len(rows)
    while last and not _filled(rows[last - 1]):
        last -= 1
    while first < last and not _filled(rows[first]):
        first += 1
    rows = rows[first:last]
    width = max(map(len, rows), default=0)
    while width and not any(len(row) >= width and row[width - 1] is not None for row in rows):
        width -= 1
    if any(len(row) != width for row in rows):
        rows = [_fitted(row, width) for row in rows]
    name, hidden, base1904 = head
    return Sheet(name, rows, first + 1, hidden, base1904)


def _filled(row: Row) -> bool:
    return any(cell is not None for cell in row)


def _fitted(row: Row, width: int) -> Row:
    return row[:width] if len(row) >= width else row + (None,) * (width - len(row))
