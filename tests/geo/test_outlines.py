import csv
import math
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.geo import county_outlines, deep_inside, distance_m, offset_from_counties, outlined_counties
from desk.geo.distance import METRES_PER_DEGREE
from desk.vocabulary import Datum

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
TOWNS = DATA / "hainan_town_points.csv"
CHENGMAI, DANZHOU = "469023", "460400"
HAIKOU = ("460105", "460106", "460107", "460108")
SANYA = ("460202", "460203", "460204", "460205")
SANSHA = ("460321", "460322", "460323")


def brute_force_m(lon, lat, codes):
    """Metres to the nearest edge, each edge alone in a plane around the point."""
    narrow = math.cos(math.radians(lat))

    def to_edge(start, end):
        (x1, y1), (x2, y2) = (((x - lon) * narrow, y - lat) for x, y in (start, end))
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2
        along = 0.0 if length == 0 else max(0.0, min(1.0, -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length))
        return math.hypot(x1 + along * (x2 - x1), y1 + along * (y2 - y1))

    rings = [ring for code in codes for ring in county_outlines(code)]
    return METRES_PER_DEGREE * min(to_edge(start, end) for ring in rings for start, end in pairwise(ring))


def crossings(lon, lat, codes):
    """Whether a ray to the east leaves some ring an odd number of times."""

    def inside(ring):
        odd = False
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
                odd = not odd
        return odd

    return any(inside(ring) for code in codes for ring in county_outlines(code))


def test_the_program_starts_without_the_geometry_library():
    code = "import sys, desk.geo; sys.exit('shapely' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_county_of_hainan_has_closed_rings():
    assert len(outlined_counties()) == 27
    assert outlined_counties()[CHENGMAI] == "澄迈县"
    for code in outlined_counties():
        rings = county_outlines(code)
        assert rings
        assert all(len(ring) >= 4 and ring[0] == ring[-1] for ring in rings)
        assert all(108 < lon < 119 and 3 < lat < 21 for ring in rings for lon, lat in ring)


def test_inside_is_zero_and_outside_is_kilometres():
    inside = offset_from_counties(110.007, 19.738, Datum.GCJ02, [CHENGMAI])
    assert inside is not None
    assert (inside.inside, inside.km) == (True, 0.0)
    outside = offset_from_counties(109.512, 18.252, Datum.GCJ02, [CHENGMAI])  # 三亚
    assert outside is not None
    assert not outside.inside
    assert outside.km == pytest.approx(128, abs=1)


def test_a_city_is_the_union_of_its_districts():
    for code in HAIKOU:
        lon, lat = (sum(values) / len(values) for values in zip(*county_outlines(code)[0], strict=True))
        assert offset_from_counties(lon, lat, Datum.GCJ02, HAIKOU).inside


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [
        ("460321", 112.34, 16.83),
        ("460322", 112.89, 9.55),
        ("460322", 112.27, 3.96),
        ("460323", 117.76, 15.21),
    ],
    ids=["永兴岛", "永暑岛", "曾母暗沙", "黄岩岛北"],
)
def test_the_islands_of_sansha_are_known_apart(code, lon, lat):
    own = offset_from_counties(lon, lat, Datum.GCJ02, [code])
    assert own.inside
    others = offset_from_counties(lon, lat, Datum.GCJ02, [other for other in SANSHA if other != code])
    assert others.km > 50


def test_the_datum_decides_near_an_edge():
    east = max(county_outlines(CHENGMAI)[0])
    lon, lat = east[0] - 0.001, east[1]
    shifted = offset_from_counties(lon, lat, Datum.WGS84, [CHENGMAI])
    assert shifted.km > offset_from_counties(lon, lat, Datum.GCJ02, [CHENGMAI]).km
    with pytest.raises(ValueError, match="datum"):
        offset_from_counties(lon, lat, Datum.UNKNOWN, [CHENGMAI])


@pytest.mark.parametrize("codes", [[], ["110101"], ["", "见附件"]])
def test_none_when_no_outline_is_known(codes):
    assert offset_from_counties(110.0, 19.7, Datum.GCJ02, codes) is None


def test_an_unknown_county_among_known_ones_never_accuses():
    assert offset_from_counties(110.007, 19.738, Datum.GCJ02, [CHENGMAI, "110101"]).inside
    assert offset_from_counties(109.512, 18.252, Datum.GCJ02, [CHENGMAI, "110101"]) is None


@given(st.floats(), st.floats(), st.sampled_from([Datum.WGS84, Datum.GCJ02, Datum.BD09]))
def test_any_pair_of_floats_is_answered(lon, lat, datum):
    offset = offset_from_counties(lon, lat, datum, [DANZHOU])
    assert (offset is not None) == (abs(lon) <= 180 and abs(lat) <= 90)
    assert offset is None or offset.km >= 0


@settings(max_examples=60, deadline=None)
@given(
    st.floats(108.5, 111.2), st.floats(18.0, 20.3), st.sampled_from([(CHENGMAI,), (DANZHOU,), HAIKOU, SANYA])
)
def test_agrees_with_each_edge_measured_alone(lon, lat, codes):
    offset = offset_from_counties(lon, lat, Datum.GCJ02, codes)
    expected = brute_force_m(lon, lat, codes) / 1000
    if expected > 0.001:
        assert offset.inside == crossings(lon, lat, codes)
    if not offset.inside:
        assert offset.km == pytest.approx(expected, rel=0.02, abs=0.002)


def test_distance_is_exact_about_the_slack():
    north = max(county_outlines(CHENGMAI)[0], key=lambda point: point[1])
    for km in (0.5, 1.99, 2.01, 5.0):
        lat = north[1] + km * 1000 / METRES_PER_DEGREE
        offset = offset_from_counties(north[0], lat, Datum.GCJ02, [CHENGMAI])
        assert offset.km == pytest.approx(distance_m(*north, north[0], lat) / 1000, rel=0.01)


@pytest.mark.skipif(not TOWNS.is_file(), reason="缺少乡镇坐标测试数据")
def test_every_town_lies_in_its_county_or_within_the_slack():
    codes = {name: [code] for code, name in outlined_counties().items()} | {"三沙市": list(SANSHA)}
    with TOWNS.open(encoding="utf-8") as rows:
        towns = [row for row in csv.DictReader(rows) if row["county_expected_by_name"] in codes]
    assert len(towns) > 180
    for town in towns:
        lon, lat = float(town["lon_wgs84"]), float(town["lat_wgs84"])
        offset = offset_from_counties(lon, lat, Datum.WGS84, codes[town["county_expected_by_name"]])
        assert offset.km <= 2, town


@pytest.mark.skipif(not TOWNS.is_file(), reason="缺少乡镇坐标测试数据")
def test_a_town_far_inside_its_county_is_outside_every_other():
    names = outlined_counties()
    with TOWNS.open(encoding="utf-8") as rows:
        towns = list(csv.DictReader(rows))
    for town in towns:
        lon, lat = float(town["lon_gcj02"]), float(town["lat_gcj02"])
        holding = {code for code in names if offset_from_counties(lon, lat, Datum.GCJ02, [code]).inside}
        expected = {"三沙市"} if town["county_by_polygon"] == "三沙市" else {town["county_by_polygon"]}
        held = {"三沙市" if code in SANSHA else names[code] for code in holding}
        edge = brute_force_m(lon, lat, names)
        assert held == expected or edge < 100, town


@given(
    lon=st.floats(108.4, 111.2),
    lat=st.floats(18.0, 20.3),
    codes=st.sampled_from([(CHENGMAI,), (DANZHOU,), HAIKOU, ("469001",)]),
)
def test_what_lies_deep_inside_is_inside_in_every_datum(lon, lat, codes):
    if deep_inside(lon, lat, codes):
        known = (Datum.WGS84, Datum.GCJ02, Datum.BD09)
        assert all(offset_from_counties(lon, lat, datum, codes).inside for datum in known)


def test_the_middle_of_a_county_lies_deep_inside_and_its_edge_does_not():
    assert deep_inside(110.0073, 19.7384, (CHENGMAI,))
    assert not deep_inside(110.0073, 19.7384, (DANZHOU,))
    edge = county_outlines(CHENGMAI)[0][0]
    assert not deep_inside(*edge, (CHENGMAI,))
    assert not deep_inside(110.0073, 19.7384, ())
