"""Reads the texts of many new orders in a second process, while the first one writes what has been read.

The second process gets orders and answers values; should it be lost, the first reads for itself.
"""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from desk.reading.order_texts import from_payload
from desk.store.judging import Read
from desk.store.loading import Bundle, OfficeRows

FEW = 4  # batches that are not worth a process
AHEAD = 8  # batches that may wait: what is read ahead takes memory
_ROOT = Path(__file__).resolve().parents[2]

Batch = dict[str, Bundle]
Answer = list[tuple[Any, ...]]


def read_ahead(batches: Iterable[Batch], office: OfficeRows) -> Iterator[Batch]:
    """The same batches in turn; of more than a few the orders have been read. Not in a frozen program."""
    rest = iter(batches)
    first = list(islice(rest, FEW))
    if len(first) < FEW or getattr(sys, "frozen", False):
        yield from chain(first, rest)
        return
    reader = _SecondReader(office)
    try:
        waiting: deque[tuple[Batch, Future[Answer]]] = deque()
        for batch in chain(first, rest):
            waiting.append((batch, reader.ask(batch)))
            if len(waiting) > AHEAD:
                yield _filled(*waiting.popleft())
        while waiting:
            yield _filled(*waiting.popleft())
    finally:
        reader.close()


def _filled(batch: Batch, answer: "Future[Answer]") -> Batch:
    """The batch with what was read of it; as it is when the reader was lost."""
    with suppress(OSError, EOFError, pickle.UnpicklingError):
        for bundle, (digest, payload, ties) in zip(batch.values(), answer.result(), strict=True):
            readings = partial(from_payload, bundle.order, payload)
            bundle.read = Read(digest, payload, readings, tuple, found=ties)
    return batch


class _SecondReader:
    """A plain Python that reads, and the one thread that talks to it."""

    def __init__(self, office: OfficeRows) -> None:
        paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from desk.services.reading_ahead import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.thread = ThreadPoolExecutor(1, "read-ahead")
        self.thread.submit(self._send, dict(office))

    def ask(self, batch: Batch) -> "Future[Answer]":
        """Have a batch read when its turn comes."""
        return self.thread.submit(self._exchange, [(b.order, b.rows) for b in batch.values()])

    def close(self) -> None:
        """End it, whatever it is at."""
        self.process.kill()
        self.thread.shutdown(cancel_futures=True)
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self.process.wait()

    def _send(self, value: Any) -> None:
        assert self.process.stdin
        pickle.dump(value, self.process.stdin, protocol=5)
        self.process.stdin.flush()

    def _exchange(self, orders: list[tuple[Any, dict[str, list[Any]]]]) -> Answer:
        assert self.process.stdout
        self._send(orders)
        return pickle.load(self.process.stdout)  # type: ignore[no-any-return]


def serve() -> None:
    """The second process: the office's settings come first, then batches until the pipe is closed."""
    from desk.services.judging import office_of, read_bundle

    source, target = sys.stdin.buffer, _only_answers()
    with suppress(EOFError, BrokenPipeError):
        office = office_of(OfficeRows(pickle.load(source)))
        while True:
            bundles = [Bundle(order, True, 1, rows) for order, rows in pickle.load(source)]
            found = [read_bundle(bundle, office) for bundle in bundles]
            answer = [(read.digest, read.payload, read.ties) for read in found]
            pickle.dump(answer, target, protocol=5)
            target.flush()


def _only_answers() -> BinaryIO:
    """The pipe for answers; what else writes to stdout goes nowhere."""
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return target
