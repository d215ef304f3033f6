"""Other orders that bear on an order: same number, same address, same site, nearby, same tester."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desk.records import OverItem, Site


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another order, as far as a rule looks at it. `lon` and `lat` are WGS-84 degrees."""

    order_no: str
    time: datetime
    channel: str | None = None
    service: str | None = None
    lon: float | None = None
    lat: float | None = None
    weak: bool | None = None


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


@dataclass(frozen=True, slots=True)
class Kin:
    """The neighbours of one order; each tuple is sorted by time and leaves the order itself out."""

    same_number: tuple[Neighbour, ...] = ()
    same_address: tuple[Neighbour, ...] = ()  # the same grade-A address and service
    site_cluster: Mapping[str, tuple[Neighbour, ...]] = field(default_factory=dict)  # by site code
    weak_cluster: tuple[Neighbour, ...] = ()  # density-connected by place, or of the same village
    tests_by_tester: tuple[TestSpot, ...] = ()
    tests_at_place: tuple[TestSpot, ...] = ()
    sites: Mapping[str, tuple[Site, ...]] = field(default_factory=dict)  # by code, a row for each outage
    over_items: tuple[OverItem, ...] = ()  # those that name the order
