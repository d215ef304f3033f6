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
from sys import intern
from typing import Any

from desk.geo import cell_key, neighbour_cells
from desk.reading.address import AddressReading
from desk.reading.order_texts import OrderReadings
from desk.records import FieldTest, Order, Tie, TieKind
from desk.rules.kin import TestSpot
from desk.rules.outages import codes
from desk.rules.parameters import Parameters
from desk.rules.spots import Point, read_point, spot_of

CELL_M = 500
_UNSURE = "?"  # marks the cell of a point of unknown datum
_SHORTEST_NUMBER = 5
_CHINA = re.compile(r"^(?:00)?86(?=1\d{10}$)")


@dataclass(frozen=True, slots=True)
class Near:
    """Where a tie's neighbours stand: under these values of its kind, within `span` (None: at any time).

    `onward`: the neighbours' neighbours count too, until no new one is met. `to_reply`: the span lies around
    the whole time from an order's dispatch to its reply.
    """

    values: tuple[str, ...]
    span: timedelta | None
    onward: bool = False
    to_reply: bool = False


_TESTER_SPAN = timedelta(days=2)


def near_of(tie: Tie, limits: Parameters) -> Near:
    """Where the neighbours of a tie stand under these parameters."""
    days = timedelta(days=limits.cluster_days)
    if tie.kind == TieKind.CELL and tie.lon is not None and tie.lat is not None:
        mark = "" if is_sure(tie) else _UNSURE
        cells = neighbour_cells(tie.lon, tie.lat, limits.cluster_m)
        return Near(tuple(mark + cell for cell in cells), days, onward=True)
    if tie.kind in (TieKind.SITE, TieKind.VILLAGE):
        return Near((tie.value,), days, onward=tie.kind == TieKind.VILLAGE)
    if tie.kind in (TieKind.NUMBER, TieKind.ADDRESS):
        return Near((tie.value,), timedelta(days=limits.repeat_days), to_reply=True)
    return Near((tie.value,), _TESTER_SPAN if tie.kind == TieKind.TESTER else None)


def ties_of(
    order: Order,
    rows: Mapping[str, Iterable[Any]],
    readings: OrderReadings,
    cell_m: float = CELL_M,
) -> tuple[Tie, ...]:
    """All ties of an order; `rows` are its rows by table, `cell_m` the parameter `cluster_m`."""
    own = (order.dispatched_at, order.order_no, order.key)
    found = [Tie(TieKind.SITE, code, *own) for code in codes(order.sites)]
    if village := village_value(order, readings.address):
        found.append(Tie(TieKind.VILLAGE, village, *own))
    if (point := point_of(order, rows.get("field_tests", ()))) is not None:
        cell = cell_key(point.lon, point.lat, cell_m)
        value = cell if point.sure else _UNSURE + cell
        found.append(Tie(TieKind.CELL, value, *own, lon=point.lon, lat=point.lat))
    return (*found, *pairing_ties(order, rows, readings))


def pairing_ties(order: Order, rows: Mapping[str, Iterable[Any]], readings: OrderReadings) -> tuple[Tie, ...]:
    """The ties by which single others are kin: the same number, address, tester or spot."""
    own = (order.dispatched_at, order.order_no, order.key)
    found = []
    if number := number_value(order.phone):
        found.append(Tie(TieKind.NUMBER, number, *own, channel=order.channel))
    if exact := address_value(order, readings.address):
        found.append(Tie(TieKind.ADDRESS, exact, *own))
    tests = rows.get("field_tests", ())
    return (*found, *(tie for test in tests for tie in _test_ties(order, readings.address, test)))


def is_sure(tie: Tie) -> bool:
    """Whether the place of a cell's tie is of a known datum."""
    return not tie.value.startswith(_UNSURE)


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
    points = (read_point(row.lon, row.lat, row.datum) for row in rows)
    return next((point for point in points if point is not None), None)


def test_time(test: FieldTest) -> datetime | None:
    """When a field test took place: its first given time."""
    return test.arrived_at or test.finished_at


def _test_ties(order: Order, address: AddressReading, test: FieldTest) -> Iterable[Tie]:
    time = test_time(test)
    spot = spot_of(order, address, test)
    if time is None or spot is None:
        return
    for kind, value in ((TieKind.TESTER, spot.tester), (TieKind.SPOT, f"{spot.lon!r},{spot.lat!r}")):
        if value:
            yield Tie(
                kind,
                value,
                time,
                order.order_no,
                order.key,
                lon=spot.lon,
                lat=spot.lat,
                test_key=spot.key,
                tester=spot.tester,
                address=spot.address_key,
                arrived_at=spot.arrived_at,
                finished_at=spot.finished_at,
            )


def shared(text: str | None) -> str | None:
    """One text for all that say the same: thousands of ties do."""
    return text and intern(text)


def spot_from(tie: Tie) -> TestSpot:
    """The field test that a tie names; its address where another at the same spot is asked for it."""
    return TestSpot(
        tie.order_no,
        shared(tie.tester),
        tie.arrived_at,
        tie.finished_at,
        tie.lon or 0.0,
        tie.lat or 0.0,
        tie.address if tie.kind == TieKind.SPOT else None,
        tie.test_key or 0,
    )
