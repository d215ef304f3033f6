import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.geo import Trouble, pair_in, pair_trouble, parse_coordinate

HALF_MINUTE = 110 + 12 / 60 + 30 / 3600


@pytest.mark.parametrize(
    ("written", "degrees"),
    [
        (110.25, 110.25),
        (110, 110.0),
        (Decimal("19.5"), 19.5),
        ("110.123", 110.123),
        (" 110.123 ", 110.123),
        ("110.", 110.0),
        ("110.123E", 110.123),
        ("E110.2", 110.2),
        ("n 19.5", 19.5),
        ("东经110.2", 110.2),
        ("北纬19.5度", 19.5),
        ("经度：110.2", 110.2),
        ("110.2°", 110.2),
        ("１１０．５", 110.5),
        ("1.1025E+02", 110.25),
        ("-110.5", -110.5),
        ("110.5W", -110.5),
        ("南纬3.5", -3.5),
        ("110°12′30″", HALF_MINUTE),
        ("110度12分30秒", HALF_MINUTE),
        ("110º12’30”E", HALF_MINUTE),
        ("110°12'30''", HALF_MINUTE),
        ("E 110° 12′ 30″", HALF_MINUTE),
        ("110:12:30", HALF_MINUTE),
        ("110 12 30", HALF_MINUTE),
        ("１１０°１２′３０″", HALF_MINUTE),
        ("110°12.5′", HALF_MINUTE),
        ("110度12分", 110.2),
        ("110-12-30", HALF_MINUTE),
        ("110d12m30s", HALF_MINUTE),
        ("110°12′30″东", HALF_MINUTE),
        ("19.5北", 19.5),
        ("\ufeff110.5\u200b", 110.5),
        ("'110.5", 110.5),
        ("“110.5”", 110.5),
        ("110.5，", 110.5),
        ("lng:110.5", 110.5),
        ("Latitude = 19.5", 19.5),
        ("-110°12′", -110.2),
        ("−110.5", -110.5),
        ("–3.5", -3.5),
        ("（110.5）", 110.5),
        ("110。5", 110.5),
        ("110. 5", 110.5),
        ("東經110.5", 110.5),
        ("北緯19度30分", 19.5),
        ("110deg12min30sec", HALF_MINUTE),
        ("110.5 degrees", 110.5),
        ("110°12´30˝", HALF_MINUTE),
        ("110–12–30", HALF_MINUTE),
        ("19°31′12″N", 19.52),
        ("N19.52", 19.52),
        ("东经109度34分", 109 + 34 / 60),
    ],
)
def test_reads_what_people_write(written, degrees):
    assert parse_coordinate(written) == pytest.approx(degrees, abs=1e-12)


@pytest.mark.parametrize(
    "written",
    [
        *("见附件", "弱", "无", "", "   ", "nan", "inf", "-inf", "°", "E", "1_0", "0x10", "110.1.2"),
        *(
            "110.2,19.5",
            "110.2/19.5",
            "E110.2E",
            "-110W",
            "110°60′",
            "110°12′60″",
            "110.5°30′",
            "110°12.5′30″",
        ),
        *(None, True, False, math.nan, math.inf, Decimal("NaN"), Decimal("sNaN"), 10**400, b"110", [110], {}),
        *("9" * 400, "1E+999"),
    ],
)
def test_is_none_for_what_is_no_number(written):
    assert parse_coordinate(written) is None


@pytest.mark.parametrize(
    "written", ["1" * 1_000_000, "(" * 1_000_000, "1" + " " * 1_000_000 + "E", "1-" * 500_000]
)
def test_a_long_text_is_no_coordinate_and_takes_no_time(written):
    assert parse_coordinate(written) is None
    assert pair_in(written) is None


@pytest.mark.parametrize(
    "written",
    [
        *("109.57,19.52", "109.57，19.52", "109.57 19.52", "109.57/19.52", "(109.57, 19.52)", "19.52;109.57"),
        *("19.52N 109.57E", "E109.57N19.52", "东经109.57北纬19.52", "东经109度34分12秒，北纬19度31分12秒"),
        *("109 34 12 19 31 12", "109-34-12,19-31-12"),
        *("经度：109.57 纬度：19.52", "109°34′12″E 19°31′12″N", "１０９．５７，１９．５２"),
    ],
)
def test_finds_both_coordinates_in_one_text(written):
    point = pair_in(written)
    assert (point.lon, point.lat) == pytest.approx((109.57, 19.52))


@pytest.mark.parametrize(
    "written", ["109 30 19 30", "109.57", "109 34 12", "见附件", "109.57,200", "1,2", "", None, 109.57]
)
def test_one_coordinate_or_none_is_no_pair(written):
    assert pair_in(written) is None


@given(st.text(alphabet="0123456789.,-°′″度分秒EWNS 经纬东西北", max_size=40))
def test_a_pair_found_is_always_a_place_in_china(text):
    point = pair_in(text)
    assert point is None or pair_trouble(point.lon, point.lat) is None


@given(st.one_of(st.text(), st.floats(), st.integers(), st.decimals(), st.binary(), st.none()))
def test_junk_never_raises_and_never_gives_an_infinite_number(junk):
    value = parse_coordinate(junk)
    assert value is None or math.isfinite(value)
    assert pair_trouble(junk, junk) in {Trouble.NOT_A_NUMBER, Trouble.OUT_OF_RANGE}


@given(st.text(alphabet="0123456789.+-°′″'\"度分秒EWNS:： 经纬东西", max_size=16))
def test_near_misses_never_raise(text):
    value = parse_coordinate(text)
    assert value is None or math.isfinite(value)


@given(st.floats(-180, 180).map(lambda number: round(number, 6)))
def test_reads_back_a_written_number(degrees):
    assert parse_coordinate(f"{degrees:.6f}") == pytest.approx(degrees, abs=1e-9)


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 59))
def test_reads_back_degrees_minutes_seconds(degrees, minutes, seconds):
    expected = degrees + minutes / 60 + seconds / 3600
    assert parse_coordinate(f"{degrees}°{minutes}′{seconds}″") == pytest.approx(expected)
    assert parse_coordinate(f"{degrees}度{minutes}分{seconds}秒") == pytest.approx(expected)


@pytest.mark.parametrize(
    ("lon", "lat", "trouble"),
    [
        (110.3, 19.9, None),
        ("110°12′30″", "19.9N", None),
        (112.27, 3.9, None),  # 曾母暗沙
        (19.9, 110.3, Trouble.SWAPPED),
        ("19.9", "110.3E", Trouble.SWAPPED),
        (60.0, 110.3, Trouble.SWAPPED),
        (30.0, 80.0, Trouble.SWAPPED),
        ("弱", 19.9, Trouble.NOT_A_NUMBER),
        (110.3, "见附件", Trouble.NOT_A_NUMBER),
        (110.3, None, Trouble.NOT_A_NUMBER),
        (0, 0, Trouble.OUT_OF_RANGE),
        (110.3, 110.3, Trouble.OUT_OF_RANGE),
        (1103000, 199000, Trouble.OUT_OF_RANGE),
        (110.3, -19.9, Trouble.OUT_OF_RANGE),
        (-110.3, 19.9, Trouble.OUT_OF_RANGE),
        (110.3, 181, Trouble.OUT_OF_RANGE),
    ],
)
def test_says_what_is_wrong_with_a_pair(lon, lat, trouble):
    assert pair_trouble(lon, lat) is trouble
