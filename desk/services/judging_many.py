"""Judging many stored orders: part by part, in this process and, where it is worth it, in a second one.

Each part is judged on a reading connection and kept in a short write of its own, so that others can work
meanwhile and a program that stops loses one part. What somebody changed meanwhile is judged again.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from sys import intern
from typing import Any

from desk.processes import Line, Process
from desk.services.desk import Desk
from desk.services.judging import JUDGE
from desk.store import Database, open_database
from desk.store.collecting import uncollected
from desk.store.judging import Judged, judge_all, keep_judged, kept, rejudge, related, related_all, state
from desk.store.loading import CHUNK, chunks, count_orders, load_bundles

MANY = 8_000  # orders from which a second process is worth its start
AHEAD = 2  # parts that the second process has before it


@dataclass(frozen=True, slots=True)
class _Part:
    """Orders that are judged otherwise than stored, by number, and the state of the database they were in."""

    state: tuple[int, str]
    judged: dict[str, Judged]


class _Bench:
    """Where one process judges. `most`: most orders are judged, so it finds the kin of all once.

    They serve until somebody writes. Otherwise each part finds its own.
    """

    def __init__(self, database: Database, now: datetime, most: bool) -> None:
        self._database = database
        self._now = now
        self._most = most
        self._state: tuple[int, str] | None = None
        self._kin: Any = None

    def judge(self, order_nos: Sequence[str]) -> _Part:
        """Judge these orders as they are stored."""
        with uncollected(), self._database.read() as connection:
            found = state(connection)
            if found != self._state:
                first = self._state is None
                self._kin = related_all(connection, JUDGE, self._now) if self._most and first else None
                self._state = found
            bundles = load_bundles(connection, order_nos, settled=True)
            kin = self._kin or related(connection, bundles, JUDGE, self._now)
            judged = judge_all(connection, bundles, kin, JUDGE, self._now)
            before = kept(connection, bundles)
            return _Part(found, {no: answer for no, answer in judged.items() if answer != before.get(no)})


def judge_many(desk: Desk, order_nos: Sequence[str], now: datetime) -> None:
    """Judge these orders as they are stored; their readings must be settled."""
    url = desk.database.url.render_as_string(hide_password=False)
    with desk.database.read() as connection:
        most = len(order_nos) * 2 > count_orders(connection)
    here = _Bench(desk.database, now, most)
    with _Aside(url, now, most, wanted=len(order_nos) >= MANY) as aside:
        numbers = [intern(number) for number in order_nos]  # the very texts by which kin name them
        _judge(desk, deque(chunks(numbers)), here, aside, now)


def _judge(desk: Desk, parts: deque[list[str]], here: _Bench, aside: "_Aside", now: datetime) -> None:
    """Judge from the front of the parts, while the other process judges from their end."""
    total, done = len(parts), 0
    aside.take(parts)
    while parts or aside.waiting:
        if parts and not aside.ready:
            part: _Part | None = here.judge(parts.popleft())
        else:
            part = aside.answer(parts)
        if part is not None:
            _keep(desk.database, part, now)
            done += 1
            desk.progress("检查工单", done * CHUNK, total * CHUNK)
        aside.take(parts)


def _keep(database: Database, part: _Part, now: datetime) -> None:
    if not part.judged:
        return  # the usual end of a sweep: nothing is written
    with database.write(small=True) as connection:
        if state(connection) == part.state:
            keep_judged(connection, part.judged)
        else:
            rejudge(connection, part.judged, JUDGE, now)


class _Aside:
    """A second process that judges; without one it never takes a part."""

    def __init__(self, url: str, now: datetime, most: bool, *, wanted: bool) -> None:
        self._process = Process("desk.services.judging_many:serve", url, now, most) if wanted else None
        self.waiting: deque[list[str]] = deque()

    def __enter__(self) -> "_Aside":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.close()

    @property
    def ready(self) -> bool:
        """Whether an answer is there."""
        return bool(self.waiting) and self._process is not None and self._process.has_answer

    def take(self, parts: deque[list[str]]) -> None:
        """Take parts from the end, so that there is always one before it."""
        while self._process is not None and parts and len(self.waiting) < AHEAD:
            self._process.send(parts[-1])
            self.waiting.append(parts.pop())

    def answer(self, parts: deque[list[str]]) -> _Part | None:
        """The answer on the next part; none, and its parts back, when the process died."""
        assert self._process is not None
        try:
            found: _Part = self._process.receive()
        except EOFError:
            parts.extend(self.waiting)
            self.waiting.clear()
            self._process.close()
            self._process = None
            return None
        self.waiting.popleft()
        return found


def serve(line: Line, url: str, now: datetime, most: bool) -> None:
    """The second process: parts come, and judgements go."""
    bench = _Bench(open_database(url), now, most)
    while True:
        line.send(bench.judge(line.receive()))
