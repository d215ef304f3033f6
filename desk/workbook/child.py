"""The reading process: guards, parses and sends rows in chunks; it dies alone when a file is too much."""

import os
import pickle
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from desk.errors import InputError
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


def serve(send: Callable[[bytes], object], path: Path, limits: Limits) -> None:
    """Send, pickled, ("sheet", name, hidden, base1904), ("rows", rows) ... and last ("done",).

    In trouble the last message is ("error", sentence), ("large",) for want of memory, ("fault", traceback).
    """
    _silence()
    try:
        finding = inspect(path, limits)
        _limit_memory(finding, limits)
        for message in _messages(path, finding, limits):
            send(pickle.dumps(message, protocol=5))
        send(pickle.dumps(("done",)))
    except InputError as error:
        send(pickle.dumps(("error", str(error))))
    except MemoryError:
        send(pickle.dumps(("large",)))
    except Exception:
        send(pickle.dumps(("fault", traceback.format_exc())))


def _messages(path: Path, finding: Finding, limits: Limits) -> Iterator[tuple[object, ...]]:
    for name, hidden, rows in parse(path, finding):
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


def _silence() -> None:
    """Parsers in native code report on stderr; whoever waits gets a sentence instead."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _limit_memory(finding: Finding, limits: Limits) -> None:
    """Bound this process by what such a file can honestly need."""
    if sys.platform == "win32":  # there the guard's counts and the time limit must do
        return
    import resource

    need = BASE_MB + TIMES_INFLATED[finding.kind] * (finding.inflated >> 20)
    allowed = min(need, limits.memory_mb) << 20
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))


if __name__ == "__main__":
    asked_path, asked_limits = pickle.load(sys.stdin.buffer)
    # messages alone may go through the pipe: what else writes to stdout goes nowhere
    with os.fdopen(os.dup(1), "wb", buffering=1 << 16) as pipe, suppress(BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        serve(pipe.write, asked_path, asked_limits)
