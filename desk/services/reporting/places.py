"""The small map of an order: the county's outline and the known points, all in GCJ-02."""

from collections.abc import Sequence

from desk.geo import county_outlines, parse_coordinate, to_gcj02
from desk.paper.field_test import Mark, MarkKind, Sketch
from desk.records import FieldTest, Order
from desk.services.standing import Standing
from desk.vocabulary import Datum


def sketch_of(standing: Standing, tests: Sequence[FieldTest]) -> Sketch | None:
    """The map of the order and its tests; None without a point in a known datum or without an outline."""
    reading = standing.address
    rings = tuple(
        tuple((lon, lat) for lon, lat in ring)
        for code in (reading.counties if reading else ())
        for ring in county_outlines(code)
    )
    found = [_mark(standing.order, MarkKind.ORDER, "投诉")]
    found += [_mark(test, MarkKind.TEST, "测试") for test in tests]
    marks = [mark for mark in found if mark is not None]
    if not marks or not rings:
        return None
    title = next((part.text for part in reading.parts if part.kind.value == "county"), None)
    return Sketch(rings, tuple(marks), title, Datum.GCJ02.value)


def _mark(row: Order | FieldTest, kind: MarkKind, label: str) -> Mark | None:
    lon, lat = parse_coordinate(row.lon), parse_coordinate(row.lat)
    if lon is None or lat is None or row.datum not in tuple(Datum) or row.datum == Datum.UNKNOWN:
        return None
    return Mark(*to_gcj02(lon, lat, Datum(row.datum)), kind, label)
