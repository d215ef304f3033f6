"""Where and when a field test took place, to be compared with other tests."""

import re
from dataclasses import dataclass
from functools import lru_cache

from desk.geo import Trouble, pair_trouble, parse_coordinate, to_wgs84
from desk.reading.address import AddressReading
from desk.records import FieldTest, Order
from desk.rules.kin import TestSpot
from desk.rules.shapes import blank
from desk.vocabulary import Datum

_KNOWN = (Datum.WGS84, Datum.GCJ02, Datum.BD09)
_PLAIN = re.compile(r"\d{1,3}(?:\.\d{1,15})?", re.ASCII)


@lru_cache(maxsize=512)
def read_pair(lon: str | None, lat: str | None) -> tuple[Trouble | None, float, float]:
    """(what is wrong with a pair, its degrees); zeros where it is no pair of numbers.

    An order and its field test mostly carry the same pair, so the last ones are kept.
    """
    x = float(lon) if lon and _PLAIN.fullmatch(lon) else parse_coordinate(lon)
    y = float(lat) if lat and _PLAIN.fullmatch(lat) else parse_coordinate(lat)
    if x is None or y is None:
        return Trouble.NOT_A_NUMBER, 0.0, 0.0
    return pair_trouble(x, y), x, y


@dataclass(frozen=True, slots=True)
class Point:
    """Where something is: degrees, WGS-84 when `sure`, else of an unknown datum, as they are given."""

    lon: float
    lat: float
    sure: bool


@lru_cache(maxsize=512)
def read_point(lon: str | None, lat: str | None, datum: str | None) -> Point | None:
    """Where a pair lies; None when it is no usable one."""
    trouble, x, y = read_pair(lon, lat)
    if trouble is not None:
        return None
    known = next((known for known in _KNOWN if known == datum), None)
    return Point(*to_wgs84(x, y, known), sure=True) if known else Point(x, y, sure=False)


def address_key(reading: AddressReading) -> str | None:
    """What two addresses share when they are the same place: road and number, else village, else the text."""
    return reading.exact_key or reading.village_key or reading.text.strip() or None


def located_by(order: Order, test: FieldTest) -> Order | FieldTest:
    """The row whose coordinates say where the test was: its own pair, else the order's."""
    return order if blank(test.lon) or blank(test.lat) else test


def spot_of(order: Order, reading: AddressReading, test: FieldTest) -> TestSpot | None:
    """The test's spot by its own coordinates, else the order's; None without a usable pair.

    Degrees are WGS-84; a pair of unknown datum is taken as it is.
    """
    row = located_by(order, test)
    point = read_point(row.lon, row.lat, row.datum)
    if point is None:
        return None
    return TestSpot(
        order.order_no,
        test.tester,
        test.arrived_at,
        test.finished_at,
        point.lon,
        point.lat,
        address_key(reading),
        test.key,
    )
