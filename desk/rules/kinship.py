"""Finds the kin of every order in a set of orders: one sorted pass for each kind of tie.

A set is the whole workbook, or an order with those that the store found by their ties (ties.py); an order
gets the same kin from both.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from operator import attrgetter
from typing import Any, Generic, TypeVar

from desk.geo import Seen
from desk.reading.order_texts import OrderReadings
from desk.records import FieldTest, Order, Site
from desk.rules.clustering import Clusters, measured_before, place_clusters, site_clusters
from desk.rules.happened import as_of
from desk.rules.kin import Cluster, Kin, Neighbour, TestSpot
from desk.rules.moment import Moment, shift
from desk.rules.office import Office
from desk.rules.outages import codes
from desk.rules.spots import spot_of
from desk.rules.ties import address_value, number_value, point_of, test_time, village_value

T = TypeVar("T")
KinOf = Callable[[Order, Moment], Kin]

TESTER_SPAN = timedelta(days=1)  # far enough: no place of the province is so long a drive away
SPOTS_SHOWN = 20


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


def lines(ties: Iterable[tuple[str | None, datetime, T]]) -> dict[str, Line[T]]:
    """A line for each value that more than one row has; blank values tie nothing."""
    groups: defaultdict[str, list[tuple[datetime, T]]] = defaultdict(list)
    for value, time, row in ties:
        if value:
            groups[value].append((time, row))
    return {value: Line(dated) for value, dated in groups.items() if len(dated) > 1}


def kinship(
    records: Mapping[str, Sequence[Any]],
    readings: Mapping[str, OrderReadings],
    office: Office,
    now: datetime,
) -> KinOf:
    """Who the kin of an order are, among the orders of these records (rows by table) at `now`.

    `readings` are by order number. The answer takes an order and a moment of the same `now`, which it
    shortens to the next time at which the kin may change.
    """
    return _Kinship(records, readings, office, now)


class _Kinship:
    def __init__(
        self,
        records: Mapping[str, Sequence[Any]],
        readings: Mapping[str, OrderReadings],
        office: Office,
        now: datetime,
    ) -> None:
        # in one order however the set came together, so that verdicts name the others in the same order
        orders: Sequence[Order] = sorted(records.get("orders", ()), key=attrgetter("order_no"))
        self._readings = readings
        self._limits = office.parameters
        self._orders = {
            order.order_no: Neighbour(order.order_no, order.dispatched_at, order.key, order.channel)
            for order in orders
        }
        self._numbers = self._lines((number_value(order.phone), order) for order in orders)
        self._addresses = self._lines((self._address(order), order) for order in orders)
        self._named = self._lines((code, order) for order in orders for code in codes(order.sites))
        self._sites = _grouped((row.code, row) for row in records.get("sites", ()))
        self._over = _grouped(
            (order_no, item) for item in records.get("over_items", ()) for order_no in codes(item.orders)
        )
        tests = _grouped((row.order_no, row) for row in records.get("field_tests", ()))
        self._places = self._place_clusters(orders, tests, records, now)
        self._around: dict[str, dict[str, Cluster]] = {}
        self._add_tests(orders, tests)

    def __call__(self, order: Order, moment: Moment) -> Kin:
        """The kin of an order of the set."""
        named = {code: self._site_rows(code, moment) for code in codes(order.sites)}
        later = self._places.later.get(order.order_no)
        if later is not None:
            moment.reached(later)
        return Kin(
            same_number=self._near(self._numbers, number_value(order.phone), order, moment),
            same_address=self._near(self._addresses, self._address(order), order, moment),
            site_clusters=self._site_clusters(order, named, moment),
            place_clusters=tuple(self._places.of_order.get(order.order_no, ())),
            tests_by_tester=tuple(self._by_tester(order.order_no, moment)),
            tests_at_place=tuple(islice(self._at_place(order.order_no), SPOTS_SHOWN)),
            sites={code: rows for code, rows in named.items() if rows},
            over_items=_stood(self._over.get(order.order_no, ()), moment),
        )

    def _lines(self, ties: Iterable[tuple[str | None, Order]]) -> dict[str, Line[Neighbour]]:
        return lines((value, order.dispatched_at, self._orders[order.order_no]) for value, order in ties)

    def _address(self, order: Order) -> str | None:
        return address_value(order, self._readings[order.order_no].address)

    def _near(
        self, index: Mapping[str, Line[Neighbour]], value: str | None, order: Order, moment: Moment
    ) -> tuple[Neighbour, ...]:
        line = index.get(value) if value else None
        if line is None:
            return ()
        span = timedelta(days=self._limits.repeat_days)
        low = shift(order.dispatched_at, -span)
        high = shift(max(order.dispatched_at, order.replied_at or order.dispatched_at), span)
        return tuple(row for row in line.between(low, high, moment) if row.order_no != order.order_no)

    def _site_rows(self, code: str, moment: Moment) -> tuple[Site, ...]:
        return _stood(self._sites.get(code, ()), moment)

    def _site_clusters(
        self, order: Order, named: Mapping[str, Sequence[Site]], moment: Moment
    ) -> dict[str, Cluster]:
        found = {}
        span = timedelta(days=self._limits.cluster_days)
        for code, outages in named.items():
            line = self._named.get(code)
            if line is None or not outages:
                continue
            # one to come may make it a cluster
            line.between(moment.now, shift(order.dispatched_at, span), moment)
            if code not in self._around:
                self._around[code] = site_clusters(
                    line.rows[: bisect_right(line.times, moment.now)], outages, self._limits
                )
            if order.order_no in self._around[code]:
                found[code] = self._around[code][order.order_no]
        return found

    def _place_clusters(
        self,
        orders: Sequence[Order],
        tests: Mapping[str, Sequence[FieldTest]],
        records: Mapping[str, Sequence[Any]],
        now: datetime,
    ) -> Clusters:
        planes: defaultdict[str, list[Seen]] = defaultdict(list)
        for order in orders:
            point = point_of(order, tests.get(order.order_no, ()))
            time = order.dispatched_at
            if point is not None:
                planes[f"sure {point.sure}"].append(Seen(order.order_no, point.lon, point.lat, time))
            village = village_value(order, self._readings[order.order_no].address)
            if village:
                planes[f"village {village}"].append(Seen(order.order_no, 0.0, 0.0, time))
        measured = measured_before(records.get("measurements", ()))
        return place_clusters(planes.values(), self._orders, measured, self._limits, now)

    def _add_tests(self, orders: Sequence[Order], tests: Mapping[str, Sequence[FieldTest]]) -> None:
        """The spots of all tests: by order, by tester, and by place where several addresses share it."""
        self._spots: dict[str, list[tuple[datetime, TestSpot]]] = {}
        places: defaultdict[tuple[float, float], dict[str, list[TestSpot]]] = defaultdict(dict)
        for order in orders:
            for test in tests.get(order.order_no, ()):
                time = test_time(test)
                spot = spot_of(order, self._readings[order.order_no].address, test)
                if time is None or spot is None:
                    continue
                self._spots.setdefault(order.order_no, []).append((time, spot))
                if spot.address_key is not None:
                    places[spot.lon, spot.lat].setdefault(spot.address_key, []).append(spot)
        every = [pair for pairs in self._spots.values() for pair in pairs]
        self._testers = lines((spot.tester, time, spot) for time, spot in every)
        self._shared = {place: by_address for place, by_address in places.items() if len(by_address) > 1}

    def _by_tester(self, order_no: str, moment: Moment) -> Iterator[TestSpot]:
        found: dict[tuple[str, int], TestSpot] = {}
        for time, own in self._spots.get(order_no, ()):
            line = self._testers.get(own.tester or "")
            if line is None:
                continue
            low, high = shift(time, -TESTER_SPAN), shift(own.finished_at or time, TESTER_SPAN)
            for spot in line.between(low, high, moment):
                if spot.order_no != order_no:
                    found[spot.order_no, spot.key] = spot
        yield from found.values()

    def _at_place(self, order_no: str) -> Iterator[TestSpot]:
        for _, own in self._spots.get(order_no, ()):
            for address, spots in self._shared.get((own.lon, own.lat), {}).items():
                if address != own.address_key:
                    yield from spots


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for value, row in pairs:
        groups[value].append(row)
    return dict(groups)


def _stood(rows: Iterable[T], moment: Moment) -> tuple[T, ...]:
    return tuple(seen for row in rows if (seen := as_of(row, moment)) is not None)
