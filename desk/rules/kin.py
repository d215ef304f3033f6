"""Other orders that bear on an order: same number, same address, same site, nearby, same tester."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desk.records import OverItem, Site
from desk.rules.rule import Place

NAMED = 5  # orders that a message names


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another order, as far as a rule looks at it. `time` is 派单时间, `key` its row."""

    order_no: str
    time: datetime
    key: int = 0
    channel: str | None = None
    weak: bool | None = None  # what 移动 measured before the measures; None without a measurement

    @property
    def place(self) -> Place:
        """Where the other order stands."""
        return Place("工单", "工单号", self.order_no, self.key)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Orders that belong together, sorted by time; all of them share this value."""

    members: tuple[Neighbour, ...]
    measured: bool = False  # 移动 was measured at one of them before the measures
    weak: tuple[Neighbour, ...] = ()  # those where it was weak

    def near(self, order_no: str, time: datetime, most: int) -> list[Neighbour]:
        """The other members nearest in time, at most so many."""
        at = bisect_left(self.members, time, key=lambda order: order.time)
        around = self.members[max(at - most, 0) : at + most + 1]
        others = [order for order in around if order.order_no != order_no]
        return sorted(others, key=lambda order: abs(order.time - time))[:most]


@dataclass(frozen=True, slots=True)
class TestSpot:
    """A field test of another order: who was where, and when. Made by `spots.spot_of`."""

    order_no: str
    tester: str | None
    arrived_at: datetime | None
    finished_at: datetime | None
    lon: float
    lat: float
    address_key: str | None
    key: int = 0

    @property
    def time(self) -> datetime:
        """When it took place: its first given time."""
        return self.arrived_at or self.finished_at or datetime.max


@dataclass(frozen=True, slots=True)
class Kin:
    """The neighbours of one order that have happened by now.

    `same_number` and `same_address` leave the order itself out; they are sorted by time and reach from
    `repeat_days` before the order to `repeat_days` after its reply. Clusters hold the order too.
    """

    same_number: tuple[Neighbour, ...] = ()
    same_address: tuple[Neighbour, ...] = ()  # the same grade-A address and service
    site_clusters: Mapping[str, Cluster] = field(default_factory=dict)  # by the code of a site that was out
    place_clusters: tuple[Cluster, ...] = ()  # density-connected by place, or of one village
    tests_by_tester: tuple[TestSpot, ...] = ()  # of a day before or after
    tests_at_place: tuple[TestSpot, ...] = ()  # some of those at another address
    sites: Mapping[str, tuple[Site, ...]] = field(default_factory=dict)  # the order's, a row for each outage
    over_items: tuple[OverItem, ...] = ()  # those that name the order


def numbers_of(orders: Sequence[Neighbour], total: int | None = None) -> str:
    """The numbers of orders as messages name them; `total` when `orders` are only the first ones."""
    total = len(orders) if total is None else total
    shown = "、".join(order.order_no for order in orders[:NAMED])
    return shown if total <= NAMED else f"{shown} 等 {total} 单"
