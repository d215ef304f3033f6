"""The reading process: guards, parses and sends rows in chunks; it dies alone when a file is too much."""

import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from desk.errors import InputError
from desk.processes import Line
from desk.workbook.cells import Limits, Row, too_many_rows
from desk.workbook.guard import inspect
from desk.workbook.parsing import parse
from desk.workbook.sheetscan import Finding

CHUNK_ROWS = 2_000
BASE_MB = 320
TIMES_INFLATED = {
    "xlsx": 6,
    "ods": 6,
    "xls": 16,
    "csv": 8,
}  # measured on plain tables, and half as much again


def serve(line: Line, path: Path, limits: Limits) -> None:
    """Send ("sheet", name, hidden, base1904), ("rows", rows) ... and last ("done",).

    In trouble the last message is ("error", sentence), ("large",) for want of memory, ("fault", traceback).
    """
    try:
        finding = inspect(path, limits)
        _limit_memory(finding, limits)
        for message in _messages(path, finding, limits):
            line.send(message)
        line.send(("done",))
    except InputError as error:
        line.send(("error", str(error)))
    except MemoryError:
        line.send(("large",))
    except Exception:
        line.send(("fault", traceback.format_exc()))


def _messages(path: Path, finding: Finding, limits: Limits) -> Iterator[tuple[object, ...]]:
    for name, hidden, rows in parse(path, finding, limits):
        yield "sheet", name, hidden, finding.base1904
        filled = 0
        for chunk in _chunks(rows):
            filled += sum(row.count(None) < len(row) for row in chunk)
            if filled > limits.rows:
                raise InputError(too_many_rows(path.name, name, limits.rows))
            yield "rows", chunk


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK_ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _limit_memory(finding: Finding, limits: Limits) -> None:
    """Bound this process by what such a file can honestly need."""
    if sys.platform == "win32":  # there the guard's counts and the time limit must do
        return
    import resource

    need = BASE_MB + TIMES_INFLATED[finding.kind] * (finding.inflated >> 20)
    allowed = min(need, limits.memory_mb) << 20
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
