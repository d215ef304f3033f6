"""What ties orders together, as keys that a store can index.

| kind    | value                     | rules        | which others count                           |
|---------|---------------------------|--------------|----------------------------------------------|
| number  | the customer's number     | RPL06        | dispatched up to `repeat_days` after a reply |
|         |                           | ESC02, ESC03 | dispatched up to `repeat_days` before        |
| address | exact address and service | RPL06        | dispatched up to `repeat_days` after a reply |
| site    | each site that it names   | SUP01        | dispatched within `cluster_days`             |
| cell    | the cell of `cluster_m`   | SUP02        | dispatched within `cluster_days`, onward     |
| village | the village               | SUP02        | dispatched within `cluster_days`, onward     |
| tester  | who made a field test     | FLD10        | tests of a day before or after               |
| spot    | where a field test was    | FLD10        | tests of any time                            |

Looked at from the other side, an order that is written makes those stale that lie as far from it the other
way. "Onward": a cluster is density-connected, so the neighbours' neighbours belong to it too, until no new
order is met. A changed `cluster_m` makes other cells.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from desk.geo import cell_key, neighbour_cells, to_wgs84
from desk.reading.address import AddressReading
from desk.reading.order_texts import OrderReadings
from desk.records import FieldTest, Order
from desk.rules.outages import codes
from desk.rules.parameters import Parameters
from desk.rules.spots import read_pair, spot_of
from desk.vocabulary import Datum

CELL_M = 500
_KNOWN = (Datum.WGS84, Datum.GCJ02, Datum.BD09)
_SHORTEST_NUMBER = 5
_CHINA = re.compile(r"^(?:00)?86(?=1\d{10}$)")


class TieKind(StrEnum):
    """What two orders may share."""

    NUMBER = "number"
    ADDRESS = "address"
    SITE = "site"
    CELL = "cell"
    VILLAGE = "village"
    TESTER = "tester"
    SPOT = "spot"


@dataclass(frozen=True, slots=True)
class Tie:
    """One value that an order shares with others, and the time by which they are near.

    `near` holds the values under which neighbours stand, where those are more than the value itself.
    """

    kind: TieKind
    value: str
    time: datetime
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """Where an order is: degrees, WGS-84 when `sure`, else of an unknown datum."""

    lon: float
    lat: float
    sure: bool


_ONWARD = frozenset({TieKind.CELL, TieKind.VILLAGE})
_TESTER_SPAN = timedelta(days=2)


def span_of(kind: TieKind, limits: Parameters) -> timedelta | None:
    """How far apart in time two orders may be to bear on each other; None for any time."""
    if kind in (TieKind.SITE, TieKind.CELL, TieKind.VILLAGE):
        return timedelta(days=limits.cluster_days)
    return _TESTER_SPAN if kind is TieKind.TESTER else None


def is_onward(kind: TieKind) -> bool:
    """Whether the neighbours' neighbours count too, as in a density-connected cluster."""
    return kind in _ONWARD


def tie_keys(
    order: Order,
    rows: Mapping[str, Iterable[Any]],
    readings: OrderReadings,
    cell_m: float = CELL_M,
) -> tuple[Tie, ...]:
    """All ties of an order; `rows` are its rows by table, `cell_m` the parameter `cluster_m`."""
    time = order.dispatched_at
    tests: list[FieldTest] = list(rows.get("field_tests", ()))
    address = readings.address
    found = [Tie(TieKind.SITE, code, time) for code in codes(order.sites)]
    for kind, value in (
        (TieKind.NUMBER, number_value(order.phone)),
        (TieKind.ADDRESS, address_value(order, address)),
        (TieKind.VILLAGE, village_value(order, address)),
    ):
        if value:
            found.append(Tie(kind, value, time))
    if (point := point_of(order, tests)) is not None:
        mark = "" if point.sure else "?"
        near = neighbour_cells(point.lon, point.lat, cell_m)
        cell = cell_key(point.lon, point.lat, cell_m)
        found.append(Tie(TieKind.CELL, mark + cell, time, tuple(mark + name for name in near)))
    return (*found, *(tie for test in tests for tie in _test_ties(order, address, test)))


def neighbour_values(tie: Tie) -> tuple[str, ...]:
    """The values of the tie's kind under which its neighbours are found."""
    return tie.near or (tie.value,)


def number_value(phone: str | None) -> str | None:
    """The number that identifies a customer; None when it is blank or masked."""
    if phone is None or "*" in phone:
        return None
    digits = "".join(filter(str.isdigit, phone))
    return _CHINA.sub("", digits) if len(digits) >= _SHORTEST_NUMBER else None


def address_value(order: Order, address: AddressReading) -> str | None:
    """A grade-A address with the service complained of; None when one of them is not known."""
    service = (order.service or "").strip()
    if address.exact_key is None or not service:
        return None
    return f"{_in_region(order, address.exact_key)}|{service}"


def village_value(order: Order, address: AddressReading) -> str | None:
    """The village of the address."""
    return None if address.village_key is None else _in_region(order, address.village_key)


def _in_region(order: Order, key: str) -> str:
    """A key that names no county holds only within the order's 区域."""
    return f"{order.region or ''}{key}" if key.startswith("|") else key


def point_of(order: Order, tests: Iterable[FieldTest]) -> Point | None:
    """The order's coordinates, else those of its first field test that has usable ones."""
    rows: tuple[Order | FieldTest, ...] = (order, *tests)
    for row in rows:
        trouble, lon, lat = read_pair(row.lon, row.lat)
        if trouble is None:
            datum = next((known for known in _KNOWN if known == row.datum), None)
            return Point(*to_wgs84(lon, lat, datum), True) if datum else Point(lon, lat, False)
    return None


def test_time(test: FieldTest) -> datetime | None:
    """When a field test took place: its first given time."""
    return test.arrived_at or test.finished_at


def _test_ties(order: Order, address: AddressReading, test: FieldTest) -> Iterable[Tie]:
    time = test_time(test)
    spot = spot_of(order, address, test)
    if time is not None and spot is not None:
        if spot.tester:
            yield Tie(TieKind.TESTER, spot.tester, time)
        yield Tie(TieKind.SPOT, f"{spot.lon!r},{spot.lat!r}", time)
