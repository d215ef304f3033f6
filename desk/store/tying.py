"""What ties orders together as it is stored, and the orders that are found by it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter, itemgetter
from sys import intern
from typing import Any, Protocol

from sqlalchemy import BindParameter, Connection, bindparam, delete, select

from desk.models import ties
from desk.records import Tie
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
_OF_VALUES = select(*_COLUMNS).where(ties.c.kind == bindparam("of_kind"), ties.c.value.in_(_WANTED))
_OF_SPAN = _OF_VALUES.where(ties.c.time.between(bindparam("low"), bindparam("high")))


class Near(Protocol):
    """Where a tie's neighbours stand: under these values of its kind, within `span` (None: at any time).

    `onward`: the neighbours' neighbours count too, until no new one is met.
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


NearOf = Callable[[Tie], Near]


def stored_ties(connection: Connection, order_nos: Collection[str]) -> list[Tie]:
    """The ties of these orders."""
    parts = chunks(order_nos)
    return [Tie(*row) for part in parts for row in connection.execute(_OF_ORDERS, {"wanted": part})]


def all_ties(connection: Connection) -> Iterator[list[Tie]]:
    """All ties, those of one kind and value at a time."""
    query = select(*_COLUMNS).order_by(ties.c.kind, ties.c.value)
    rows = connection.execute(query.execution_options(yield_per=2000))
    for _, group in groupby(rows, key=itemgetter(0, 1)):
        # order numbers recur with every tie of their order: one text each
        yield [Tie(kind, value, time, intern(number), *rest) for kind, value, time, number, *rest in group]


def gather(connection: Connection, own: Iterable[Tie], near_of: NearOf) -> set[Tie]:
    """These ties and all that bear on them, of whatever order."""
    known = set(own)
    onward = [tie for tie in known if near_of(tie).onward]
    beside = known.difference(onward)
    return known.union(_sharing(connection, beside, near_of), _followed(connection, onward, near_of))


def _followed(connection: Connection, start: Iterable[Tie], near_of: NearOf) -> Collection[Tie]:
    """All that is reached from neighbour to neighbour; the ties to a value are read once, for all times."""
    lines: dict[tuple[str, str], list[Tie]] = {}
    met: dict[tuple[str, str], Tie] = {}  # an order has one place and one village
    frontier = list(start)
    while frontier:
        looked = [(tie, near_of(tie)) for tie in frontier]
        _read_lines(connection, lines, {(tie.kind, value) for tie, near in looked for value in near.values})
        frontier = []
        for tie, near in looked:
            low, high = _ANY_TIME if near.span is None else _around(tie.time, near.span)
            for other in (
                other for value in near.values for other in _within(lines[tie.kind, value], low, high)
            ):
                if (other.kind, other.order_no) not in met:
                    met[other.kind, other.order_no] = other
                    frontier.append(other)
    return met.values()


def _within(line: Sequence[Tie], low: datetime, high: datetime) -> Sequence[Tie]:
    """Those of a span, ends included, of ties in the order of their time."""
    return line[bisect_left(line, low, key=_time) : bisect_right(line, high, key=_time)]


def _read_lines(
    connection: Connection, lines: dict[tuple[str, str], list[Tie]], wanted: set[tuple[str, str]]
) -> None:
    missing: defaultdict[str, list[str]] = defaultdict(list)
    for kind, value in sorted(wanted - lines.keys()):
        missing[kind].append(value)
        lines[kind, value] = []
    for kind, values in missing.items():
        for part in chunks(values):
            for row in connection.execute(_OF_VALUES, {"of_kind": kind, "wanted": part}):
                tie = Tie(*row)
                lines[kind, tie.value].append(tie)
        for value in values:
            lines[kind, value].sort(key=_time)


def sharers(connection: Connection, kind: str, value: str) -> set[str]:
    """The orders that have this tie."""
    query = select(ties.c.order_no).where(ties.c.kind == kind, ties.c.value == value)
    return set(connection.scalars(query))


def _sharing(connection: Connection, own: Iterable[Tie], near_of: NearOf) -> Iterator[Tie]:
    """The ties that share a value with these, near enough in time."""
    wanted: dict[str, dict[str, list[tuple[datetime, datetime]]]] = defaultdict(dict)
    for tie in own:
        near = near_of(tie)
        span = _ANY_TIME if near.span is None else _around(tie.time, near.span)
        for value in near.values:
            wanted[tie.kind].setdefault(value, []).append(span)
    for kind, spans in wanted.items():
        for part in chunks(spans):
            for row in _asked(connection, kind, part, spans):
                tie = Tie(*row)
                if any(low <= tie.time <= high for low, high in spans[tie.value]):
                    yield tie


def _around(time: datetime, span: timedelta) -> tuple[datetime, datetime]:
    """From so long before to so long after, within the calendar."""
    low = datetime.min if time - datetime.min < span else time - span
    return low, datetime.max if datetime.max - time < span else time + span


def _asked(
    connection: Connection,
    kind: str,
    values: Sequence[str],
    spans: Mapping[str, Sequence[tuple[datetime, datetime]]],
) -> Iterable[Any]:
    """The ties to these values of a kind, within all that is near any of them."""
    low = min(low for value in values for low, _ in spans[value])
    high = max(high for value in values for _, high in spans[value])
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
