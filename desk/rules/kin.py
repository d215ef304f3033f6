"""Other orders that bear on an order: same number, same address, same site, nearby, same tester."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from desk.records import OverItem, Site
from desk.rules.rule import Place

NAMED = 5  # orders that a message names
SHOWN = 20  # orders that the evidence lists: with very many of one number it would grow by their square
TIME = attrgetter("time")

Degrees = tuple[float, float]  # longitude and latitude


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
        at = bisect_left(self.members, time, key=TIME)
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

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """From its earlier time to its later one; None without any."""
        times = [time for time in (self.arrived_at, self.finished_at) if time is not None]
        return (min(times), max(times)) if times else None

    @property
    def ended(self) -> datetime:
        """Its later time."""
        return self.span[1] if self.span else datetime.max

    @property
    def place(self) -> Place:
        """Where the other order's test stands."""
        return Place("现场测试", "工单号", self.order_no, self.key)


@dataclass(frozen=True, slots=True)
class Others:
    """Other orders, or their tests, as a finding tells of them: how many, and the nearest of them first.

    Exact in number, bounded in what is listed.
    """

    total: int = 0
    shown: Sequence[Neighbour | TestSpot] = ()

    def __bool__(self) -> bool:
        return self.total > 0

    @property
    def names(self) -> str:
        """The numbers of the orders as messages name them."""
        told = numbers_of(self.shown, self.total)
        return told if self.total <= SHOWN else f"{told}，证据列出最近 {SHOWN} 单"

    @property
    def places(self) -> tuple[Place, ...]:
        """Where those that are listed stand."""
        return tuple(other.place for other in self.shown)


def first_of(orders: Sequence[Neighbour]) -> Others:
    """Of orders sorted by time the first."""
    return Others(len(orders), orders[:SHOWN])


def last_of(orders: Sequence[Neighbour]) -> Others:
    """Of orders sorted by time the last, the very last first."""
    return Others(len(orders), orders[: -SHOWN - 1 : -1])


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
    tests_at_place: Mapping[Degrees, Others] = field(default_factory=dict)  # those at another address
    sites: Mapping[str, tuple[Site, ...]] = field(default_factory=dict)  # the order's, a row for each outage
    over_items: tuple[OverItem, ...] = ()  # those that name the order


def numbers_of(orders: Sequence[Neighbour | TestSpot], total: int | None = None) -> str:
    """The numbers of orders as messages name them; `total` when `orders` are only the first ones."""
    return named([order.order_no for order in orders], total, "单")


def named(words: Sequence[str], total: int | None = None, unit: str = "个") -> str:
    """The first of some words, and how many there are when there are more."""
    words = list(dict.fromkeys(words))  # an order may have several tests
    total = len(words) if total is None else total
    shown = "、".join(words[:NAMED])
    return shown if total <= NAMED else f"{shown} 等 {total} {unit}"
