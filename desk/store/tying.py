"""What ties orders together as it is stored, and the orders that are found by it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter, itemgetter
from sys import intern
from typing import Any, Protocol

from sqlalchemy import BindParameter, Connection, bindparam, delete, exists, or_, select

from desk.models import orders, table_of, ties
from desk.records import Tie, TieKind
from desk.store.inserting import insert_rows
from desk.store.loading import chunks

NAMES = Tie._fields
_COLUMNS = [ties.c[name] for name in NAMES]
_time = attrgetter("time")
_ANY_TIME = (datetime.min, datetime.max)
# built once: building a statement costs several times as much as running it for one order
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_OF_ORDERS = select(*_COLUMNS).where(ties.c.order_no.in_(_WANTED))
_FORGET = delete(ties).where(ties.c.order_no.in_(_WANTED))
_REPLIED = select(orders.c.order_no, orders.c.replied_at).where(orders.c.order_no.in_(_WANTED))
_OF_VALUES = select(*_COLUMNS).where(ties.c.kind == bindparam("of_kind"), ties.c.value.in_(_WANTED))
# a value that nobody shares makes no kin, as most do not; only a cell's neighbours lie in others too
_other = ties.alias()
_SHARED = exists().where(
    _other.c.kind == ties.c.kind, _other.c.value == ties.c.value, _other.c.id != ties.c.id
)
# orders that name a site are kin only around an outage of it
_sites = table_of("sites")
_OUT = or_(
    ties.c.kind != TieKind.SITE, ties.c.value.in_(select(_sites.c.code).where(_sites.c.out_from.is_not(None)))
)
_KIN_OF_ORDERS = _OF_ORDERS.where(or_(ties.c.kind.in_([TieKind.CELL, TieKind.SITE]), _SHARED))
_OF_SPAN = _OF_VALUES.where(ties.c.time.between(bindparam("low"), bindparam("high")))


class Near(Protocol):
    """Where a tie's neighbours stand: under these values of its kind, within `span` (None: at any time).

    `onward`: the neighbours' neighbours count too, until no new one is met. `to_reply`: the span lies around
    the whole time from an order's dispatch to its reply.
    """

    @property
    def values(self) -> tuple[str, ...]:
        """The values."""

    @property
    def span(self) -> timedelta | None:
        """How far the other's time may lie."""

    @property
    def onward(self) -> bool:
        """Whether neighbours' neighbours count."""

    @property
    def to_reply(self) -> bool:
        """Whether the span lies around the time until the reply."""


NearOf = Callable[[Tie], Near]
Span = tuple[datetime, datetime]  # ends included


def stored_ties(connection: Connection, order_nos: Collection[str]) -> list[Tie]:
    """The ties of these orders."""
    parts = chunks(order_nos)
    return [Tie(*row) for part in parts for row in connection.execute(_OF_ORDERS, {"wanted": part})]


def all_ties(connection: Connection) -> Iterator[list[Tie]]:
    """All ties that can make kin, those of one kind and value at a time."""
    query = select(*_COLUMNS).where(or_(ties.c.kind == TieKind.CELL, _SHARED), _OUT)
    ordered = query.order_by(ties.c.kind, ties.c.value)
    rows = connection.execute(ordered.execution_options(yield_per=2000))
    for _, group in groupby(rows, key=itemgetter(0, 1)):
        # order numbers recur with every tie of their order: one text each
        yield [Tie(kind, value, time, intern(number), *rest) for kind, value, time, number, *rest in group]


def kin_ties(connection: Connection, order_nos: Collection[str]) -> list[Tie]:
    """The ties of these orders that can make kin, and those to sites."""
    parts = chunks(order_nos)
    return [Tie(*row) for part in parts for row in connection.execute(_KIN_OF_ORDERS, {"wanted": part})]


def gather(connection: Connection, own: Iterable[Tie], near_of: NearOf) -> set[Tie]:
    """These ties and all that bear on them, of whatever order."""
    known = set(own)
    onward: list[tuple[Tie, Near]] = []
    beside: list[tuple[Tie, Near]] = []
    for tie in known:
        near = near_of(tie)
        (onward if near.onward else beside).append((tie, near))
    known.update(_sharing(connection, beside))
    known.update(_followed(connection, onward, near_of))
    return known


def sighted(connection: Connection, differing: Collection[Tie], near_of: NearOf) -> set[str]:
    """The orders that see these ties, which have come, gone or changed: their own, and others near enough."""
    nears = {kind: near_of(tie) for kind, tie in {tie.kind: tie for tie in differing}.items()}
    times: defaultdict[tuple[str, str], list[datetime]] = defaultdict(list)
    for tie in sorted(differing, key=_time):
        times[tie.kind, tie.value].append(tie.time)
    seen = {tie.order_no for tie in differing}
    others = [tie for tie in gather(connection, differing, near_of) if tie.order_no not in seen]
    ends = _replies(connection, {tie.order_no for tie in others if nears[tie.kind].to_reply})
    for tie in others:
        near, changed = nears[tie.kind], times[tie.kind, tie.value]
        if not near.to_reply or _meets(changed, tie.time, ends.get(tie.order_no), near.span):
            seen.add(tie.order_no)
    return seen


def _replies(connection: Connection, order_nos: Collection[str]) -> dict[str, datetime | None]:
    """When these orders were replied."""
    parts = chunks(order_nos)
    return {number: time for part in parts for number, time in connection.execute(_REPLIED, {"wanted": part})}


def _meets(times: Sequence[datetime], start: datetime, end: datetime | None, span: timedelta | None) -> bool:
    """Whether one of these times lies in the span around a stretch of time."""
    low, high = _around(start, span)[0], _around(max(start, end or start), span)[1]
    at = bisect_left(times, low)
    return at < len(times) and times[at] <= high


def _followed(connection: Connection, start: list[tuple[Tie, Near]], near_of: NearOf) -> Collection[Tie]:
    """All that is reached from neighbour to neighbour."""
    lines = _Lines(connection)
    met: dict[tuple[str, str], Tie] = {}  # an order has one place and one village
    frontier = start
    while frontier:
        lines.reach(frontier)
        found = [other for tie, near in frontier for other in lines.take(tie, near)]
        frontier = []
        for other in found:
            if (other.kind, other.order_no) not in met:
                met[other.kind, other.order_no] = other
                frontier.append((other, near_of(other)))
    return met.values()


class _Lines:
    """The ties to a kind and value in the order of their time, read as far as somebody looks along them.

    What has to be read again is read twice as far, so that a long line costs few reads.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lines: dict[tuple[str, str], list[Tie]] = {}
        self._read: dict[tuple[str, str], Span] = {}

    def take(self, tie: Tie, near: Near) -> Iterator[Tie]:
        """The neighbours of a tie within its span, ends included, but those taken before.

        What is read again may be taken again.
        """
        low, high = _around(tie.time, near.span)
        for value in near.values:
            line = self._lines[tie.kind, value]
            if line:
                start, end = bisect_left(line, low, key=_time), bisect_right(line, high, key=_time)
                yield from line[start:end]
                del line[start:end]

    def reach(self, looked: Iterable[tuple[Tie, Near]]) -> None:
        """Have the lines read that lie near these ties."""
        missing: defaultdict[str, dict[str, Span]] = defaultdict(dict)
        for tie, near in looked:
            low, high = _around(tie.time, near.span)
            for value in near.values:
                read = self._read.get((tie.kind, value))
                if read is None or low < read[0] or read[1] < high:
                    known = missing[tie.kind].get(value) or read or (low, high)
                    missing[tie.kind][value] = min(low, known[0]), max(high, known[1])
        for kind, spans in missing.items():
            self._read_kind(kind, {value: _wider(span) for value, span in spans.items()})

    def _read_kind(self, kind: str, spans: Mapping[str, Span]) -> None:
        for values, (low, high) in _stretches(spans):
            for value in values:
                self._lines[kind, value] = []
                self._read[kind, value] = low, high
            for row in _asked(self._connection, kind, values, low, high):
                tie = Tie(*row)
                self._lines[kind, tie.value].append(tie)
        for value in spans:
            self._lines[kind, value].sort(key=_time)


def _stretches(spans: Mapping[str, Span]) -> Iterator[tuple[list[str], Span]]:
    """The values in lists, those of the same time together, and the stretch of time of each list."""
    for part in chunks(sorted(spans, key=lambda value: spans[value])):
        yield part, (min(spans[value][0] for value in part), max(spans[value][1] for value in part))


def sharers(connection: Connection, kind: str, value: str) -> set[str]:
    """The orders that have this tie."""
    query = select(ties.c.order_no).where(ties.c.kind == kind, ties.c.value == value)
    return set(connection.scalars(query))


def _sharing(connection: Connection, own: Iterable[tuple[Tie, Near]]) -> Iterator[Tie]:
    """The ties that share a value with these, near enough in time."""
    wanted: dict[str, dict[str, list[Span]]] = defaultdict(dict)
    for tie, near in own:
        for value in near.values:
            # how long it took to reply, the tie does not say
            span = None if near.to_reply else near.span
            wanted[tie.kind].setdefault(value, []).append(_around(tie.time, span))
    for kind, spans in wanted.items():
        whole = {value: (min(of)[0], max(high for _, high in of)) for value, of in spans.items()}
        for values, (low, high) in _stretches(whole):
            for row in _asked(connection, kind, values, low, high):
                tie = Tie(*row)
                if any(start <= tie.time <= end for start, end in spans[tie.value]):
                    yield tie


def _around(time: datetime, span: timedelta | None) -> Span:
    """From so long before to so long after, within the calendar; None: at any time."""
    if span is None:
        return _ANY_TIME
    low = datetime.min if time - datetime.min < span else time - span
    return low, datetime.max if datetime.max - time < span else time + span


def _wider(span: Span) -> Span:
    """Three times as long."""
    low, high = span
    return _around(low, high - low)[0], _around(high, high - low)[1]


def _asked(
    connection: Connection, kind: str, values: Sequence[str], low: datetime, high: datetime
) -> Iterable[Any]:
    """The ties to these values of a kind in a stretch of time."""
    asked = {"of_kind": kind, "wanted": values}
    if low == datetime.min:
        return connection.execute(_OF_VALUES, asked)
    return connection.execute(_OF_SPAN, {**asked, "low": low, "high": high})


def keep_ties(
    connection: Connection, current: Mapping[str, Collection[Tie]], known: Collection[str]
) -> set[Tie]:
    """Replace the stored ties of these orders where they are others; answers those in which they differ.

    Only those `known` have had ties stored.
    """
    stored: dict[str, set[Tie]] = {number: set() for number in current}
    for tie in stored_ties(connection, known):
        stored[tie.order_no].add(tie)
    changed = [number for number, found in current.items() if stored[number] != set(found)]
    if gone := [number for number in changed if stored[number]]:
        connection.execute(_FORGET, {"wanted": gone})
    new = (tie for number in changed for tie in dict.fromkeys(current[number]))
    insert_rows(connection, ties, NAMES, new)
    return {tie for number in changed for tie in stored[number] ^ set(current[number])}
