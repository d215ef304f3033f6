"""The reading process: guards, parses and sends rows in chunks; it dies alone when a file is too much."""

import os
import pickle
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from desk.errors import InputError
from desk.workbook.cells import Limits, Row
from desk.workbook.guard import inspect
from desk.workbook.parsing import parse
from desk.workbook.sheetscan import Finding

CHUNK_ROWS = 2_000
BASE_MB = 320


def serve(connection: Connection, path: Path, limits: Limits) -> None:
    """Send ("sheet", name, hidden, base1904), ("rows", rows) ... and last ("done",).

    In trouble the last message is ("error", sentence), or ("large",) when memory ran out.
    """
    _silence()
    try:
        finding = inspect(path, limits)
        _limit_memory(finding, limits)
        for message in _messages(path, finding):
            connection.send_bytes(pickle.dumps(message, protocol=5))
        connection.send_bytes(pickle.dumps(("done",)))
    except InputError as error:
        connection.send_bytes(pickle.dumps(("error", str(error))))
    except MemoryError:
        connection.send_bytes(pickle.dumps(("large",)))
    finally:
        connection.close()


def _messages(path: Path, finding: Finding) -> Iterator[tuple[object, ...]]:
    for name, hidden, rows in parse(path, finding):
        yield "sheet", name, hidden, finding.base1904
        yield from _chunks(rows)


def _chunks(rows: Iterator[Row]) -> Iterator[tuple[object, ...]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK_ROWS:
            yield "rows", chunk
            chunk = []
    if chunk:
        yield "rows", chunk


def _silence() -> None:
    """Parsers in native code report on stderr; whoever waits gets a sentence instead."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _limit_memory(finding: Finding, limits: Limits) -> None:
    """Bound this process by what such a file can honestly need."""
    try:
        import resource
    except ImportError:  # Windows: the guard's counts and the time limit must do
        return
    need = BASE_MB + 6 * (finding.inflated >> 20)
    bytes_allowed = min(need, limits.memory_mb) << 20
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (bytes_allowed, bytes_allowed))
