"""Reads the texts of many new orders in a second process too, while the first one writes what has been read.

The second process gets orders and answers values; should it be lost, the first reads for itself.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any

from desk.processes import Line, Process
from desk.reading.order_texts import from_payload
from desk.store.judging import Read
from desk.store.loading import Bundle, OfficeRows, to_record, to_values

FEW = 4  # batches that are not worth a process
WAITING = 6  # batches that may wait: what is read ahead takes memory
ASKED = 2  # of them, those that the second process has before it

Batch = dict[str, Bundle]
ReadOne = Callable[[Bundle], Read]


def read_ahead(batches: Iterable[Batch], office: OfficeRows, read: ReadOne) -> Iterator[Batch]:
    """The same batches in turn; of more than a few the orders have been read."""
    rest = iter(batches)
    first = list(islice(rest, FEW))
    if len(first) < FEW:
        yield from first
        return
    readers = _TwoReaders(chain(first, rest), office, read)
    try:
        yield from readers.batches()
    finally:
        readers.second.close()


class _TwoReaders:
    """The second process reads from the front of what waits; whoever must wait for it reads from the end."""

    def __init__(self, coming: Iterator[Batch], office: OfficeRows, read: ReadOne) -> None:
        self.second = Process("desk.services.reading_ahead:serve", dict(office))
        self._coming, self._read = coming, read
        self._asked: deque[Batch] = deque()
        self._waiting: deque[Batch] = deque()  # behind those asked; what this process has read is at the end

    def batches(self) -> Iterator[Batch]:
        """The batches in turn."""
        while self._fill() or self._asked:
            while self._asked and not self.second.has_answer and self._read_last():
                pass
            yield self._answered() if self._asked else self._waiting.popleft()

    def _fill(self) -> bool:
        """Let more come, and ask for what is next; whether anything waits."""
        self._waiting.extend(islice(self._coming, WAITING - len(self._waiting) - len(self._asked)))
        while self._waiting and len(self._asked) < ASKED and not _is_read(self._waiting[0]):
            batch = self._waiting.popleft()
            self.second.send([_sent(bundle) for bundle in batch.values()])
            self._asked.append(batch)
        return bool(self._waiting)

    def _read_last(self) -> bool:
        """Read the last batch that waits unread, if there is one."""
        last = next((batch for batch in reversed(self._waiting) if batch and not _is_read(batch)), None)
        for bundle in (last or {}).values():
            self._read(bundle)
        return last is not None

    def _answered(self) -> Batch:
        """The first batch asked for, with what was read of it; as it is when the second process was lost."""
        batch = self._asked.popleft()
        try:
            answers = self.second.receive()
        except EOFError:
            return batch
        for bundle, (digest, payload, ties) in zip(batch.values(), answers, strict=True):
            readings = partial(from_payload, bundle.order, payload)
            bundle.read = Read(digest, payload, readings, tuple, found=ties)
        return batch


def _is_read(batch: Batch) -> bool:
    return any(bundle.read is not None for bundle in batch.values())


def _sent(bundle: Bundle) -> tuple[Any, ...]:
    """An order with its rows as plain values: records take several times as long to go through a pipe."""
    rows = {table: [to_values(table, row) for row in rows] for table, rows in bundle.rows.items()}
    return to_values("orders", bundle.order), rows


def serve(line: Line, office_rows: dict[str, tuple[Any, ...]]) -> None:
    """The second process: batches come, and what is read of them goes."""
    from desk.services.judging import office_of, read_bundle

    office = office_of(OfficeRows(office_rows))
    while True:
        found = [read_bundle(_came(*sent), office) for sent in line.receive()]
        line.send([(read.digest, read.payload, read.ties) for read in found])


def _came(order: tuple[Any, ...], rows: dict[str, list[tuple[Any, ...]]]) -> Bundle:
    own = {table: [to_record(table, row) for row in kept] for table, kept in rows.items()}
    return Bundle(to_record("orders", order), True, 1, own)
