"""Reads a workbook in a child process, so that no file can hurt the program that asks."""

import gc
import pickle
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.workbook.cells import Limits, Row, Sheet
from desk.workbook.child import serve


def read_workbook(path: Path, limits: Limits = Limits()) -> list[Sheet]:  # noqa: B008 - frozen
    """All sheets of an .xlsx, .xlsm, .xls, .ods or .csv file, told apart by content.

    A program that is frozen must call multiprocessing.freeze_support() at its start. Raises InputError with
    one sentence that names file, place and remedy for whatever cannot be read.
    """
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(sender, Path(path), limits), daemon=True)
    process.start()
    sender.close()
    try:
        with _without_collection():
            sheets = list(_received(receiver, Path(path), limits))
    finally:
        receiver.close()
        process.kill()
        process.join()
    if not any(sheet.rows for sheet in sheets):
        raise InputError(f"文件 {Path(path).name} 里没有任何数据，请检查是否选对了文件。")
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


def _received(receiver: Connection, path: Path, limits: Limits) -> Iterator[Sheet]:
    head: tuple[str, bool, bool] | None = None
    rows: list[Row] = []
    for message in _messages(receiver, path, limits):
        if message[0] == "rows":
            rows.extend(message[1])
            continue
        if head:
            yield _sheet(head, rows)
        head, rows = (message[1:] if message[0] == "sheet" else None), []


def _messages(receiver: Connection, path: Path, limits: Limits) -> Iterator[tuple[Any, ...]]:
    """Messages of the child up to ("done",); InputError for its errors, its death and its slowness."""
    end = time.monotonic() + limits.seconds
    while True:
        if not receiver.poll(max(0.0, end - time.monotonic())):
            raise InputError(
                f"文件 {path.name} 读了 {limits.seconds} 秒仍未读完，已停止；请按时间分成几个文件再导入。"
            )
        try:
            message = pickle.loads(receiver.recv_bytes())
        except (EOFError, OSError):
            raise InputError(_too_large(path)) from None
        if message[0] == "error":
            raise InputError(message[1])
        if message[0] == "large":
            raise InputError(_too_large(path))
        yield message
        if message[0] == "done":
            return


def _too_large(path: Path) -> str:
    return (
        f"文件 {path.name} 已损坏或展开后过大，读取进程的内存不够；"
        "请用 Excel 打开，只把需要的数据复制到新工作簿，或分成几个文件再导入。"
    )


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
