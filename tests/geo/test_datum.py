from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.geo import distance_m, to_bd09, to_gcj02, to_wgs84
from desk.vocabulary import Datum

longitudes = st.floats(73.5, 135.0)
latitudes = st.floats(3.5, 53.5)


@given(longitudes, latitudes)
def test_wgs84_comes_back_from_gcj02(lon, lat):
    back = to_wgs84(*to_gcj02(lon, lat, Datum.WGS84), Datum.GCJ02)
    assert distance_m(lon, lat, *back) < 0.2


@given(longitudes, latitudes)
def test_wgs84_comes_back_from_bd09(lon, lat):
    back = to_wgs84(*to_bd09(lon, lat, Datum.WGS84), Datum.BD09)
    assert distance_m(lon, lat, *back) < 0.2


@given(longitudes, latitudes)
def test_gcj02_comes_back_from_wgs84_and_bd09(lon, lat):
    assert distance_m(lon, lat, *to_gcj02(*to_wgs84(lon, lat, Datum.GCJ02), Datum.WGS84)) < 0.2
    assert distance_m(lon, lat, *to_gcj02(*to_bd09(lon, lat, Datum.GCJ02), Datum.BD09)) < 0.01


@given(longitudes, latitudes)
def test_the_datums_differ_by_some_hundred_metres(lon, lat):
    assert 50 < distance_m(lon, lat, *to_gcj02(lon, lat, Datum.WGS84)) < 1500
    assert 300 < distance_m(lon, lat, *to_bd09(lon, lat, Datum.GCJ02)) < 1500


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [((110.46759, 19.14787), (110.47195, 19.146246)), ((112.34064, 16.83912), (112.345556, 16.837496))],
    ids=["中原", "永兴岛"],
)
def test_agrees_with_published_pairs(wgs84, gcj02):
    assert distance_m(*to_gcj02(*wgs84, Datum.WGS84), *gcj02) < 0.2


def test_baidu_agrees_with_a_published_pair():
    assert distance_m(*to_bd09(116.404, 39.915, Datum.GCJ02), 116.41036949371, 39.92133699351) < 0.05


@pytest.mark.parametrize(("lon", "lat"), [(0.0, 0.0), (-110.0, 19.0), (139.7, 35.7), (110.0, -19.0)])
def test_nothing_is_shifted_outside_china(lon, lat):
    assert to_gcj02(lon, lat, Datum.WGS84) == (lon, lat)
    assert to_wgs84(lon, lat, Datum.GCJ02) == (lon, lat)


@pytest.mark.parametrize("convert", [to_wgs84, to_gcj02, to_bd09])
def test_an_unknown_datum_is_refused(convert):
    with pytest.raises(ValueError, match="datum"):
        convert(110.3, 19.9, Datum.UNKNOWN)


def test_the_own_datum_is_left_alone():
    for convert, datum in ((to_wgs84, Datum.WGS84), (to_gcj02, Datum.GCJ02), (to_bd09, Datum.BD09)):
        assert convert(110.3, 19.9, datum) == (110.3, 19.9)


@given(longitudes, latitudes, longitudes, latitudes)
def test_distance_is_symmetric_and_never_negative(lon1, lat1, lon2, lat2):
    there, back = distance_m(lon1, lat1, lon2, lat2), distance_m(lon2, lat2, lon1, lat1)
    assert there == pytest.approx(back)
    assert there >= 0
    assert distance_m(lon1, lat1, lon1, lat1) == 0


@given(st.lists(st.tuples(longitudes, latitudes), min_size=3, max_size=3))
def test_no_detour_is_shorter(points):
    for a, b, c in permutations(points):
        assert distance_m(*a, *c) <= distance_m(*a, *b) + distance_m(*b, *c) + 1e-3


def test_known_distances():
    assert distance_m(110, 19, 110, 20) == pytest.approx(111_195, abs=1)
    assert distance_m(110, 60, 111, 60) == pytest.approx(55_597, abs=5)
    assert distance_m(0, 0, 180, 0) == pytest.approx(20_015_115, abs=1)
    assert distance_m(116.40, 39.90, 110.33, 20.03) == pytest.approx(2_285_000, rel=0.005)  # 北京 to 海口
