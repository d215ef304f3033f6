"""Other orders that bear on an order: same number, same address, same site, nearby, same tester."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desk.records import OverItem, Site


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another order, as far as a rule looks at it. `time` is 派单时间, `key` the row of its sheet or table."""

    order_no: str
    time: datetime
    key: int = 0
    channel: str | None = None
    weak: bool | None = None  # what 移动 measured before the measures; None without a measurement


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


@dataclass(frozen=True, slots=True)
class Kin:
    """The neighbours of one order that have happened by now.

    Each tuple of neighbours is sorted by time and leaves the order itself out. `same_number` and
    `same_address` hold those from `repeat_days` before the order to `repeat_days` after its reply.
    """

    same_number: tuple[Neighbour, ...] = ()
    same_address: tuple[Neighbour, ...] = ()  # the same grade-A address and service
    site_clusters: Mapping[str, tuple[Neighbour, ...]] = field(default_factory=dict)  # by site code
    weak_clusters: tuple[tuple[Neighbour, ...], ...] = ()  # density-connected by place, or of one village
    tests_by_tester: tuple[TestSpot, ...] = ()  # of a day before or after
    tests_at_place: tuple[TestSpot, ...] = ()  # some of those at another address
    sites: Mapping[str, tuple[Site, ...]] = field(default_factory=dict)  # the order's, a row for each outage
    over_items: tuple[OverItem, ...] = ()  # those that name the order
