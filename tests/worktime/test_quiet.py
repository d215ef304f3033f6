from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import InputError
from desk.worktime import DEFAULT, QuietWindows, is_quiet, next_allowed, quiet_window, quiet_windows

NOON = (time(12), time(14, 30))
NIGHT = (time(21), time(8, 30))


@pytest.mark.parametrize(
    ("clock", "window", "allowed"),
    [
        ("11:59:59", None, "2026-03-04 11:59:59"),
        ("12:00:00", NOON, "2026-03-04 14:30"),
        ("14:29:59", NOON, "2026-03-04 14:30"),
        ("14:30:00", None, "2026-03-04 14:30"),
        ("20:59:59", None, "2026-03-04 20:59:59"),
        ("21:00:00", NIGHT, "2026-03-05 08:30"),
        ("23:59:59", NIGHT, "2026-03-05 08:30"),
        ("00:00:00", NIGHT, "2026-03-04 08:30"),
        ("08:29:59", NIGHT, "2026-03-04 08:30"),
        ("08:30:00", None, "2026-03-04 08:30"),
    ],
)
def test_the_two_windows_of_the_standard(clock, window, allowed):
    moment = datetime.fromisoformat(f"2026-03-04 {clock}")
    assert is_quiet(moment) is (window is not None)
    assert quiet_window(moment) == window
    assert next_allowed(moment) == datetime.fromisoformat(allowed)


def test_the_night_before_an_uncovered_year_and_the_end_of_time():
    assert next_allowed(datetime(2026, 12, 31, 23, 59, 59)) == datetime(2027, 1, 1, 8, 30)
    assert next_allowed(datetime(9999, 12, 31, 22)) == datetime.max


def test_windows_that_meet_are_passed_together():
    windows = QuietWindows((NOON, (time(14, 30), time(16)), (time(15), time(17))))
    assert next_allowed(datetime(2026, 3, 4, 12), windows) == datetime(2026, 3, 4, 17)


def test_no_window_allows_everything():
    assert not is_quiet(datetime(2026, 3, 4, 3), QuietWindows(()))


@given(st.datetimes(), st.lists(st.tuples(st.times(), st.times()), max_size=4))
def test_the_next_allowed_moment_is_the_first_one(moment, pairs):
    try:
        windows = QuietWindows(tuple(pairs))
    except InputError:
        return
    allowed = next_allowed(moment, windows)
    if allowed == datetime.max:
        return
    assert allowed >= moment
    assert not is_quiet(allowed, windows)
    assert allowed - moment < timedelta(days=2)
    if allowed > moment:
        assert is_quiet(moment, windows)
        assert is_quiet(moment + (allowed - moment) / 2, windows)
        assert is_quiet(allowed - timedelta(microseconds=1), windows)


@pytest.mark.parametrize(
    "windows",
    [
        (NOON, (time(9), time(9))),
        ((time(0), time(12)), (time(12), time(0))),
        ((time(8), time(20)), (time(19), time(9))),
    ],
)
def test_an_empty_window_or_a_whole_day_is_refused(windows):
    with pytest.raises(InputError):
        QuietWindows(windows)


@pytest.mark.parametrize(
    "text", ["12:00-14:30;21:00-08:30", " 12：00 - 14：30；21:00~8:30；", "12:00至14:30;21:00—08:30"]
)
def test_is_read_from_a_setting(text):
    assert quiet_windows(text) == DEFAULT
    assert str(quiet_windows(text)) == "12:00-14:30;21:00-08:30"


def test_midnight_may_be_written_as_24():
    assert quiet_windows("21:00-24:00").windows == ((time(21), time(0)),)
    assert quiet_windows("") == QuietWindows(())


@pytest.mark.parametrize(
    "text", ["中午", "12:00", "25:00-08:00", "12:61-14:00", "12:00-24:30", "12:00-14:30,21:00-22:00"]
)
def test_a_wrong_setting_is_refused_with_its_part(text):
    with pytest.raises(InputError, match=text[:5]):
        quiet_windows(text)
