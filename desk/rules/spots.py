"""Where and when a field test took place, to be compared with other tests."""

from desk.geo import pair_trouble, parse_coordinate, to_wgs84
from desk.reading.address import AddressReading
from desk.records import FieldTest, Order
from desk.rules.kin import TestSpot
from desk.rules.shapes import blank
from desk.vocabulary import Datum

_KNOWN = (Datum.WGS84, Datum.GCJ02, Datum.BD09)


def address_key(reading: AddressReading) -> str | None:
    """What two addresses share when they are the same place: road and number, else village, else the text."""
    return reading.exact_key or reading.village_key or reading.text.strip() or None


def spot_of(order: Order, reading: AddressReading, test: FieldTest) -> TestSpot | None:
    """The test's spot by its own coordinates, else the order's; None without a usable pair.

    Degrees are WGS-84; a pair of unknown datum is taken as it is.
    """
    row: Order | FieldTest = order if blank(test.lon) or blank(test.lat) else test
    if pair_trouble(row.lon, row.lat) is not None:
        return None
    lon, lat = parse_coordinate(row.lon), parse_coordinate(row.lat)
    if lon is None or lat is None:
        return None
    for datum in _KNOWN:
        if datum == row.datum:
            lon, lat = to_wgs84(lon, lat, datum)
    return TestSpot(
        order.order_no,
        test.tester,
        test.arrived_at,
        test.finished_at,
        lon,
        lat,
        address_key(reading),
    )
