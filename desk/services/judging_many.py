"""Judging very many stored orders, with a second process where there are enough of them."""

import multiprocessing
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Connection

from desk.services.desk import Desk
from desk.services.judging import JUDGE
from desk.store import open_database
from desk.store.judging import Judged, judge_all, keep_judged, rejudge, related_all
from desk.store.loading import CHUNK, chunks, load_bundles

FEW = 3_000  # orders up to which each part finds its kin by its own ties
MANY = 8_000  # orders from which a second process is worth its start
AHEAD = 2  # parts that the second process has before it


def judge_many(desk: Desk, order_nos: Sequence[str], now: datetime) -> None:
    """Judge these orders as they are stored, in one transaction; their readings must be settled."""
    with desk.database.write() as connection:
        if len(order_nos) <= FEW:
            rejudge(connection, order_nos, JUDGE, now, told=partial(desk.progress, "检查工单"))
            return
        url = desk.database.url.render_as_string(hide_password=False)
        with _Aside(url, now, len(order_nos) >= MANY) as aside:
            _judge(desk, connection, deque(chunks(order_nos)), aside, now)


def _judge(
    desk: Desk, connection: Connection, parts: deque[list[str]], aside: "_Aside", now: datetime
) -> None:
    """Judge from the front of the parts, while the other process judges from their end."""
    total = len(parts)
    aside.take(parts)
    kin = related_all(connection, JUDGE, now)
    done = 0
    while parts or aside.waiting:
        if parts and not aside.ready:
            judged = _judged(connection, parts.popleft(), kin, now)
        else:
            judged = aside.answer(parts)
        keep_judged(connection, judged)
        done += 1
        desk.progress("检查工单", min(done * CHUNK, total * CHUNK), total * CHUNK)
        aside.take(parts)


def _judged(connection: Connection, part: Sequence[str], kin: Any, now: datetime) -> dict[str, Judged]:
    return judge_all(connection, load_bundles(connection, part, settled=True), kin, JUDGE, now)


class _Aside:
    """A process that judges what was committed before; without one it never takes a part."""

    def __init__(self, url: str, now: datetime, wanted: bool) -> None:
        self._url, self._now = url, now
        self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) if wanted else None
        self.waiting: deque[tuple[list[str], Future[dict[str, Judged]]]] = deque()

    def __enter__(self) -> "_Aside":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    @property
    def ready(self) -> bool:
        """Whether an answer is there."""
        return bool(self.waiting) and self.waiting[0][1].done()

    def take(self, parts: deque[list[str]]) -> None:
        """Take parts from the end, so that there is always one before it."""
        while self._pool is not None and parts and len(self.waiting) < AHEAD:
            part = parts.pop()
            self.waiting.append((part, self._pool.submit(_judged_aside, self._url, part, self._now)))

    def answer(self, parts: deque[list[str]]) -> dict[str, Judged]:
        """The next answer; nothing, and its parts back, when the process died."""
        part, future = self.waiting.popleft()
        with suppress(BrokenProcessPool):
            return future.result()
        parts.extend((part, *(part for part, _ in self.waiting)))
        self.waiting.clear()
        self._pool = None
        return {}


@lru_cache(maxsize=1)
def _opened(url: str, now: datetime) -> tuple[Connection, Any]:
    """The other process's own connection, and who is kin to whom."""
    connection = open_database(url).engine.connect()
    connection.begin()
    return connection, related_all(connection, JUDGE, now)


def _judged_aside(url: str, part: Sequence[str], now: datetime) -> dict[str, Judged]:
    connection, kin = _opened(url, now)
    return _judged(connection, part, kin, now)
