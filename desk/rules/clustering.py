"""Clusters of complaints: by place, by village, and around a site that was out."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from desk.geo import Seen, clusters
from desk.records import Measurement, Site
from desk.rules.kin import TIME, Cluster, Neighbour
from desk.rules.outages import touches
from desk.rules.parameters import Parameters
from desk.rules.signal import is_after, weak
from desk.vocabulary import Operator


@dataclass(slots=True)
class Clusters:
    """By order number: its clusters, and the next moment at which they may become others.

    `known` are the sets of orders that make a cluster, each kept once: a village may be a place too.
    """

    known: set[frozenset[str]] = field(default_factory=set)
    of_order: defaultdict[str, list[Cluster]] = field(default_factory=lambda: defaultdict(list))
    later: dict[str, datetime] = field(default_factory=dict)

    def expect(self, orders: Iterable[str], time: datetime) -> None:
        """Something happens to these orders' clusters at a later time."""
        for order_no in orders:
            self.later[order_no] = min(time, self.later.get(order_no, time))


Measured = tuple[datetime | None, bool | None]  # when, and whether it was weak; None: cannot be said


def measured_before(rows: Iterable[Measurement], limits: Parameters) -> dict[str, list[Measured]]:
    """移动's measurements of 阶段 前 or blank, by order."""
    found: defaultdict[str, list[Measured]] = defaultdict(list)
    for row in rows:
        if row.operator == Operator.MOBILE and not is_after(row):
            found[row.order_no].append((row.time, weak(row, limits)))
    return found


def weak_before(rows: Iterable[Measured], now: datetime) -> bool | None:
    """Whether one of the measurements until now is weak; None without any that can be read."""
    found = {said for time, said in rows if time is None or time <= now}
    return True if True in found else False if False in found else None


def add_places(
    found: Clusters,
    groups: Iterable[Sequence[Seen]],
    keys: Mapping[str, int],
    measured: Callable[[Collection[str]], Iterable[Measurement]],
    limits: Parameters,
    now: datetime,
) -> None:
    """Add the density-connected clusters of each group of orders that lie in one plane.

    `keys` are the orders' rows by number; `measured` gives the measurements of the members.
    """
    times: dict[str, datetime] = {}
    sets: dict[frozenset[str], None] = {}
    for group in groups:
        if len(group) < limits.cluster_orders:
            continue
        happened = [seen for seen in group if seen.time <= now]
        times.update((str(seen.key), seen.time) for seen in happened)
        sets.update(dict.fromkeys(_connected(happened, limits, limits.cluster_orders)))
        if len(happened) < len(group):
            _await(found, group, limits, now)
    sets = {members: None for members in sets if members not in found.known}
    found.known.update(sets)
    rows = measured_before(measured(frozenset().union(*sets)), limits) if sets else {}
    for members in sets:
        orders = [Neighbour(number, times[number], keys[number]) for number in members]
        _keep(found, orders, rows, now)


def _connected(group: Sequence[Seen], limits: Parameters, least: int) -> list[frozenset[str]]:
    sets = clusters(group, metres=limits.cluster_m, days=limits.cluster_days, least=least)
    return [frozenset(map(str, keys)) for keys in sets]


def _keep(
    found: Clusters,
    orders: Iterable[Neighbour],
    measured: Mapping[str, Sequence[Measured]],
    now: datetime,
) -> None:
    seen = [replace(order, weak=weak_before(measured.get(order.order_no, ()), now)) for order in orders]
    seen.sort(key=lambda other: (other.time, other.order_no))
    cluster = Cluster(
        tuple(seen),
        measured=any(other.weak is not None for other in seen),
        weak=tuple(other for other in seen if other.weak),
    )
    members = [order.order_no for order in seen]
    for order_no in members:
        found.of_order[order_no].append(cluster)
    ahead = [time for no in members for time, _ in measured.get(no, ()) if time and time > now]
    if ahead:
        found.expect(members, min(ahead))


def _await(found: Clusters, group: Sequence[Seen], limits: Parameters, now: datetime) -> None:
    """An order yet to come may change the clusters of all that it is connected with."""
    times = {str(seen.key): seen.time for seen in group}
    for members in _connected(group, limits, 1):
        ahead = [times[order_no] for order_no in members if times[order_no] > now]
        if ahead and len(members) >= limits.cluster_orders:
            found.expect(members, min(ahead))


class SiteClusters:
    """The clusters around one site.

    `named` are the orders that name it, sorted by time, and `outages` its rows, both as they stand now.
    Orders that an outage touches count. The cluster of an order is all those that share with it a span of
    `cluster_days` that holds enough of them.
    """

    def __init__(self, named: Sequence[Neighbour], outages: Sequence[Site], limits: Parameters) -> None:
        self._touched = [order for order in named if any(touches(site, order.time) for site in outages)]
        spans = list(_full_spans(self._touched, limits))
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def around(self, order_no: str, time: datetime) -> Cluster | None:
        """The cluster of an order; None when it is in none."""
        low, high = (turn(self._touched, time, key=TIME) for turn in (bisect_left, bisect_right))
        at = next((at for at in range(low, high) if self._touched[at].order_no == order_no), None)
        if at is None:
            return None
        first, last = bisect_left(self._ends, at), bisect_right(self._starts, at) - 1
        if first > last:
            return None
        return Cluster(tuple(self._touched[self._starts[first] : self._ends[last] + 1]))


def _full_spans(touched: Sequence[Neighbour], limits: Parameters) -> Iterable[tuple[int, int]]:
    """First and last position of each longest run within `cluster_days` that holds enough orders."""
    span = timedelta(days=limits.cluster_days)
    end = last = -1
    for start, first in enumerate(touched):
        while end + 1 < len(touched) and touched[end + 1].time - first.time <= span:
            end += 1
        if end > last and end - start + 1 >= limits.cluster_orders:
            yield start, end
            last = end
