"""Finds the kin of every order in a set of orders: one pass over what ties them together.

A set is the whole workbook, the whole database, or an order with those that the store found by its ties
(ties.py); an order gets the same kin from each.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import Any, Generic, TypeVar

from desk.geo import Seen
from desk.reading.order_texts import OrderReadings
from desk.records import Measurement, Order, OverItem, Site, Tie, TieKind
from desk.rules.clustering import Clusters, SiteClusters, add_places
from desk.rules.happened import as_of
from desk.rules.kin import SHOWN, TIME, Cluster, Degrees, Kin, Neighbour, Others, TestSpot
from desk.rules.moment import Moment, shift
from desk.rules.office import Office
from desk.rules.outages import codes
from desk.rules.ties import is_sure, shared, spot_from, ties_of

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
KinOf = Callable[[Order, Sequence[Tie], Moment], Kin]
Measured = Callable[[Collection[str]], Iterable[Measurement]]

TESTER_SPAN = timedelta(days=1)  # far enough: no place of the province is so long a drive away


@dataclass(frozen=True, slots=True)
class Around:
    """What kin are found from: ties, the rows of sites and 三超 items, and who was measured.

    `groups` are the ties of one kind and value each, those of a kind together. `measured` gives the
    measurements of some orders by number; it is asked for members of clusters only.
    """

    groups: Iterable[Sequence[Tie]]
    sites: Sequence[Site] = ()
    over_items: Sequence[OverItem] = ()
    measured: Measured = lambda order_nos: ()


class Line(Generic[T]):
    """Rows that share a tie, in the order of their time."""

    __slots__ = ("rows", "times")

    def __init__(self, dated: Iterable[tuple[datetime, T]]) -> None:
        ordered = sorted(dated, key=lambda pair: pair[0])
        self.times = [time for time, _ in ordered]
        self.rows = [row for _, row in ordered]

    def between(self, low: datetime, high: datetime, moment: Moment) -> list[T]:
        """The rows of that span, ends included, that have happened; the next one shortens the moment."""
        start, end = bisect_left(self.times, low), bisect_right(self.times, high)
        seen = bisect_right(self.times, moment.now)
        if max(start, seen) < end:
            moment.reached(self.times[max(start, seen)])
        return self.rows[start : min(seen, end)]


def around(
    records: Mapping[str, Sequence[Any]], readings: Mapping[str, OrderReadings], cell_m: float
) -> Around:
    """What ties the orders of these records (rows by table) together; `readings` are by order number."""
    tests = _grouped((row.order_no, row) for row in records.get("field_tests", ()))
    measured = _grouped((row.order_no, row) for row in records.get("measurements", ()))
    ties = (
        tie
        for order in records.get("orders", ())
        for tie in ties_of(
            order, {"field_tests": tests.get(order.order_no, ())}, readings[order.order_no], cell_m
        )
    )
    return Around(
        grouped(ties),
        records.get("sites", ()),
        records.get("over_items", ()),
        lambda order_nos: [row for number in order_nos for row in measured.get(number, ())],
    )


def kinship(found: Around, office: Office, now: datetime) -> KinOf:
    """Who the kin of an order are, among the orders that these ties are of, at `now`.

    The answer takes an order with its own `pairing_ties` and a moment of the same `now`, which it shortens to
    the next time at which the kin may change.
    """
    return _Kinship(found, office, now)


def grouped(ties: Iterable[Tie]) -> Iterable[Sequence[Tie]]:
    """The ties of each kind and value, those of a kind together."""
    groups = _grouped(((tie.kind, tie.value), tie) for tie in ties).values()
    return sorted(groups, key=_kind_of)


def _kind_of(group: Sequence[Tie]) -> str:
    return group[0].kind


def _in_order(tie: Tie) -> tuple[datetime, str, int]:
    """One order however a set came together, so that verdicts name the others in the same order."""
    return tie.time, tie.order_no, tie.test_key or 0


class _Kinship:
    """The ties of a set of orders, arranged so that the kin of each are soon found."""

    def __init__(self, found: Around, office: Office, now: datetime) -> None:
        self._limits = office.parameters
        self._near: dict[tuple[str, str], Line[Neighbour]] = {}
        self._tests: dict[tuple[str, str], Line[TestSpot]] = {}
        self._addresses: dict[str, Counter[str | None]] = {}  # of the orders tested at a spot by now
        self._places = Clusters()
        for kind, groups in groupby(found.groups, key=_kind_of):
            if kind == TieKind.CELL:
                self._cluster(((f"{is_sure(group[0])}", group) for group in groups), found, now)
                continue
            pairs = ((group[0].value, group) for group in groups if len(group) > 1)
            if kind == TieKind.VILLAGE:
                self._cluster(pairs, found, now)
            else:
                for value, group in pairs:
                    self._add(kind, value, sorted(group, key=_in_order))
        self._sites = _grouped((row.code, row) for row in found.sites)
        self._over = _grouped((number, item) for item in found.over_items for number in codes(item.orders))
        self._around: dict[str, SiteClusters] = {}

    def _cluster(self, placed: Iterable[tuple[str, Sequence[Tie]]], found: Around, now: datetime) -> None:
        """Find the clusters of ties to places, by the name of the plane that they lie in."""
        planes: defaultdict[str, list[Seen]] = defaultdict(list)
        keys: dict[str, int] = {}
        for name, group in placed:
            for tie in group:
                planes[name].append(Seen(tie.order_no, tie.lon or 0.0, tie.lat or 0.0, tie.time))
                keys[tie.order_no] = tie.order_key
        ordered = (sorted(planes.pop(name), key=_by_time) for name in sorted(planes))
        add_places(self._places, ordered, keys, found.measured, self._limits, now)

    def _add(self, kind: str, value: str, group: Sequence[Tie]) -> None:
        if kind == TieKind.TESTER:
            self._tests[kind, value] = Line((spot.time, spot) for spot in map(spot_from, group))
        elif kind == TieKind.SPOT:
            self._tests[kind, value] = Line((spot.ended, spot) for spot in map(spot_from, group))
        else:
            self._near[kind, value] = Line(
                (tie.time, Neighbour(tie.order_no, tie.time, tie.order_key, shared(tie.channel)))
                for tie in group
            )

    def __call__(self, order: Order, own: Sequence[Tie], moment: Moment) -> Kin:
        """The kin of an order of the set."""
        named = {code: self._site_rows(code, moment) for code in codes(order.sites)}
        later = self._places.later.get(order.order_no)
        if later is not None:
            moment.reached(later)
        return Kin(
            same_number=self._sharing(TieKind.NUMBER, own, order, moment),
            same_address=self._sharing(TieKind.ADDRESS, own, order, moment),
            site_clusters=self._site_clusters(order, named, moment),
            place_clusters=tuple(self._places.of_order.get(order.order_no, ())),
            tests_by_tester=tuple(self._by_tester(own, moment)),
            tests_at_place=dict(self._at_place(own, moment)),
            sites={code: rows for code, rows in named.items() if rows},
            over_items=_stood(self._over.get(order.order_no, ()), moment),
        )

    def _sharing(
        self, kind: TieKind, own: Iterable[Tie], order: Order, moment: Moment
    ) -> tuple[Neighbour, ...]:
        line = next((self._near.get((kind, tie.value)) for tie in own if tie.kind == kind), None)
        if line is None:
            return ()
        span = timedelta(days=self._limits.repeat_days)
        sent = order.dispatched_at
        rows = line.between(shift(sent, -span), shift(max(sent, order.replied_at or sent), span), moment)
        start, end = bisect_left(rows, sent, key=TIME), bisect_right(rows, sent, key=TIME)
        beside = (row for row in rows[start:end] if row.order_no != order.order_no)
        return (*rows[:start], *beside, *rows[end:])

    def _site_rows(self, code: str, moment: Moment) -> tuple[Site, ...]:
        return _stood(self._sites.get(code, ()), moment)

    def _site_clusters(
        self, order: Order, named: Mapping[str, Sequence[Site]], moment: Moment
    ) -> dict[str, Cluster]:
        found = {}
        span = timedelta(days=self._limits.cluster_days)
        for code, outages in named.items():
            line = self._near.get((TieKind.SITE, code))
            if line is None or all(site.out_from is None for site in outages):
                continue
            # one to come may make it a cluster
            line.between(moment.now, shift(order.dispatched_at, span), moment)
            if code not in self._around:
                named_by_now = line.rows[: bisect_right(line.times, moment.now)]
                self._around[code] = SiteClusters(named_by_now, outages, self._limits)
            cluster = self._around[code].around(order.order_no, order.dispatched_at)
            if cluster is not None:
                found[code] = cluster
        return found

    def _by_tester(self, own: Iterable[Tie], moment: Moment) -> Iterator[TestSpot]:
        found: dict[tuple[str, int], TestSpot] = {}
        for tie in own:
            line = self._tests.get((tie.kind, tie.value)) if tie.kind == TieKind.TESTER else None
            if line is None:
                continue
            low, onward = shift(tie.time, -TESTER_SPAN), shift(tie.time, TESTER_SPAN)
            # a test of many days is a slip of the pen: it does not reach further than `ties.near_of` looks
            ended = min(max(tie.finished_at or tie.time, tie.time), onward)
            for spot in line.between(low, shift(ended, TESTER_SPAN), moment):
                if spot.order_no != tie.order_no:
                    found[spot.order_no, spot.key] = spot
        yield from found.values()

    def _at_place(self, own: Iterable[Tie], moment: Moment) -> Iterator[tuple[Degrees, Others]]:
        """By their degrees the tests at the very same place but at another address, the latest first."""
        for tie in own:
            line = self._tests.get((tie.kind, tie.value)) if tie.kind == TieKind.SPOT else None
            if line is None or tie.address is None:
                continue
            tested = line.between(datetime.min, datetime.max, moment)
            if tie.value not in self._addresses:
                self._addresses[tie.value] = Counter({s.order_no: s.address_key for s in tested}.values())
            counts, here = self._addresses[tie.value], (None, tie.address)
            if total := counts.total() - sum(counts[key] for key in here):
                others = (spot for spot in reversed(tested) if spot.address_key not in here)
                yield (tie.lon or 0.0, tie.lat or 0.0), Others(total, tuple(islice(others, SHOWN)))


def _by_time(seen: Seen) -> tuple[datetime, str]:
    return seen.time, str(seen.key)


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for value, row in pairs:
        groups[value].append(row)
    return dict(groups)


def _stood(rows: Iterable[T], moment: Moment) -> tuple[T, ...]:
    return tuple(seen for row in rows if (seen := as_of(row, moment)) is not None)
