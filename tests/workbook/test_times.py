from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.workbook import Bad, orders_of, to_time

NINE_FIVE = datetime(2026, 10, 8, 9, 5)
WITH_SECONDS = datetime(2026, 10, 8, 9, 5, 7)
AFTERNOON = datetime(2026, 10, 8, 15, 5)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-10-08 09:05", NINE_FIVE),
        ("2026-10-08 09:05:07", WITH_SECONDS),
        ("2026/10/8 9:05", NINE_FIVE),
        ("2026.10.8 9:05", NINE_FIVE),
        ("2026年10月8日 9时5分", NINE_FIVE),
        ("2026年10月8日9时5分7秒", WITH_SECONDS),
        ("2026年10月8日 9点", datetime(2026, 10, 8, 9)),
        ("20261008 090507", WITH_SECONDS),
        ("20261008090507", WITH_SECONDS),
        ("20261008", datetime(2026, 10, 8)),
        ("2026-10-08 09:05:07.0", WITH_SECONDS),
        ("2026-10-08T09:05:07", WITH_SECONDS),
        ("2026-10-08T01:05:07Z", WITH_SECONDS),
        ("2026-10-08T09:05:07.123+08:00", WITH_SECONDS),
        ("２０２６－１０－０８　０９：０５", NINE_FIVE),
        ("2026-10-08 下午 3:05", AFTERNOON),
        ("2026-10-08 03:05 下午", AFTERNOON),
        ("10/8/2026 3:05 PM", AFTERNOON),
        ("2026年10月8日 星期四 上午9:05", NINE_FIVE),
        ("2026-10-08 12:05 AM", datetime(2026, 10, 8, 0, 5)),
        ("10/13/2026", datetime(2026, 10, 13)),
        ("13/10/2026", datetime(2026, 10, 13)),
        ("22-Apr-15", datetime(2015, 4, 22)),
        ("22 April 2015 3:53:50 PM", datetime(2015, 4, 22, 15, 53, 50)),
        ("Wed, Apr 22nd, 2015", datetime(2015, 4, 22)),
        ("2026-10-08 24:00", datetime(2026, 10, 9)),
        ("9999-12-31 23:59:59", datetime(9999, 12, 31, 23, 59, 59)),
        (datetime(2026, 10, 8, 9, 5, 6, 999_600), WITH_SECONDS),
        (date(2026, 10, 8), datetime(2026, 10, 8)),
        (46303.5, datetime(2026, 10, 8, 12)),
        ("46303.5", datetime(2026, 10, 8, 12)),
        (20261008090507.0, WITH_SECONDS),
        (None, None),
        (" ", None),
        ("-", None),
    ],
)
def test_times_are_read_in_all_their_forms(value, expected):
    assert to_time(value) == expected


def test_serials_know_the_leap_bug_of_1900():
    assert to_time(1) == datetime(1900, 1, 1)
    assert to_time(59) == datetime(1900, 2, 28)
    assert isinstance(to_time(60), Bad)
    assert to_time(61) == datetime(1900, 3, 1)


def test_serials_of_the_1904_system():
    assert to_time(0, base1904=True) == datetime(1904, 1, 1)
    assert to_time(44841.5, base1904=True) == datetime(2026, 10, 8, 12)
    assert to_time("44841.5", base1904=True) == datetime(2026, 10, 8, 12)


@pytest.mark.parametrize(
    "value",
    [
        *("10/8/2026", "2026-13-01", "2026-02-30", "26-10-8", "下午3:05", "明天", "2026-10-08 25:00"),
        *("9999-12-31T23:59:59Z", "2026", 0.5, -5, 1e20, True, time(9, 5)),
    ],
)
def test_what_cannot_be_read_is_reported_with_a_remedy(value):
    result = to_time(value)
    assert isinstance(result, Bad)
    assert result.reason.endswith("请写成 2026-10-08 09:05 的样子。")


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        (["22-04-15", "04-08-15", "06-12-15", "24-06-15"], "04-08-15", datetime(2015, 8, 4)),
        (["26-10-01", "26-10-08", "26-10-30"], "26-10-08", datetime(2026, 10, 8)),
        (["10/8/2026 9:05", "10/31/2026 9:05"], "10/8/2026 9:05", NINE_FIVE),
        (["31.10.2026", "8.10.2026"], "8.10.2026", datetime(2026, 10, 8)),
    ],
)
def test_a_column_tells_the_order_that_a_date_leaves_open(column, text, expected):
    assert isinstance(to_time(text), Bad)
    assert to_time(text, orders=orders_of(column)) == expected


@pytest.mark.parametrize(
    "column", [["10/8/2026", "9/7/2026"], ["13/10/2026", "10/13/2026"], ["01-02-03"], []]
)
def test_a_column_that_tells_no_order_is_not_guessed(column):
    assert orders_of(column) == {}


@given(
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31, 23, 59, 59)).map(
        lambda t: t.replace(microsecond=0)
    )
)
def test_serial_numbers_give_the_second_back(moment):
    gone = moment - datetime(1899, 12, 30)
    assert to_time(gone.days + gone.seconds / 86_400) == moment


def test_a_long_text_is_no_time_and_takes_none():
    assert isinstance(to_time("2026-10-08" + " " * 32_000 + "x"), Bad)


@given(st.text(max_size=40))
def test_any_text_is_read_or_reported(text):
    assert to_time(text) is None or isinstance(to_time(text), datetime | Bad)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("22-Apr-15", datetime(2015, 4, 22)),
        ("22 April 2015 3:53 PM", datetime(2015, 4, 22, 15, 53)),
        ("Apr 22, 2015", datetime(2015, 4, 22)),
        ("Sept. 3, 2015", datetime(2015, 9, 3)),
    ],
)
def test_english_months_are_read(text, moment):
    assert to_time(text) == moment


@pytest.mark.parametrize("text", ["22-Abc-15", "31-Feb-2015", "April 2015"])
def test_a_month_that_is_none_is_bad(text):
    assert isinstance(to_time(text), Bad)
