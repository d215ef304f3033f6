from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.worktime import Calendar, Deadline, deadline, explain_deadline, shipped_calendar

CALENDAR = shipped_calendar()
starts = st.datetimes(datetime(2004, 1, 1), datetime(2027, 12, 31))
awkward = st.sampled_from(
    [
        datetime.combine(day, moment)
        for day in (
            date(2026, 2, 13),
            date(2026, 9, 30),
            date(2026, 10, 7),
            date(2025, 12, 31),
            date(2026, 12, 30),
        )
        for moment in (time(0), time(23, 59, 59), time(12))
    ]
)


@pytest.mark.parametrize(
    ("start", "days", "strict", "lenient"),
    [
        ("2026-03-02 10:00", 2, "2026-03-04 10:00", "2026-03-05 00:00"),
        ("2026-03-06 10:00", 2, "2026-03-08 10:00", "2026-03-11 00:00"),  # Friday
        ("2026-03-07 10:00", 2, "2026-03-09 10:00", "2026-03-11 00:00"),  # Saturday
        ("2026-03-02 00:00", 2, "2026-03-04 00:00", "2026-03-05 00:00"),
        ("2026-03-02 23:59:59", 3, "2026-03-05 23:59:59", "2026-03-06 00:00"),
        ("2026-09-30 10:00", 2, "2026-10-02 10:00", "2026-10-10 00:00"),  # 国庆
        ("2026-09-30 10:00", 3, "2026-10-03 10:00", "2026-10-11 00:00"),  # the opened Saturday counts
        ("2026-02-13 18:00", 2, "2026-02-15 18:00", "2026-02-25 00:00"),  # 春节, after an opened Saturday
        ("2025-12-31 10:00", 2, "2026-01-02 10:00", "2026-01-06 00:00"),
        ("2026-12-29 10:00", 2, "2026-12-31 10:00", "2027-01-01 00:00"),
        ("2026-12-30 10:00", 2, "2027-01-01 10:00", None),
        ("2003-12-31 10:00", 2, "2004-01-02 10:00", "2004-01-06 00:00"),  # only counted days need a calendar
        ("2003-12-30 10:00", 2, "2004-01-01 10:00", None),
        ("2028-05-01 10:00", 3, "2028-05-04 10:00", None),
        ("2026-03-02 10:00", 0, "2026-03-02 10:00", "2026-03-02 10:00"),
    ],
)
def test_ends(start, days, strict, lenient):
    expected = Deadline(datetime.fromisoformat(strict), datetime.fromisoformat(lenient) if lenient else None)
    assert deadline(datetime.fromisoformat(start), days, CALENDAR) == expected


@given(starts | awkward, st.integers(0, 40))
def test_lenient_is_never_before_strict_and_counts_the_working_days(start, days):
    ends = deadline(start, days, CALENDAR)
    assert ends.strict - start == timedelta(days=days)
    if ends.lenient is None:
        return
    assert ends.lenient >= ends.strict
    if days:
        span = (ends.lenient.date() - start.date()).days
        counted = [start.date() + timedelta(days=step) for step in range(1, span)]
        assert sum(CALENDAR.is_working(day) for day in counted) == days
        assert CALENDAR.is_working(counted[-1])
        assert ends.lenient.time() == time(0)


@given(starts, st.integers(1, 10))
def test_none_exactly_when_an_uncovered_day_is_met(start, days):
    known = Calendar({year: table for year, table in CALENDAR.years.items() if year != 2010})
    expected = deadline(start, days, CALENDAR).lenient
    met = expected is None or any(
        (start.date() + timedelta(days=step)).year == 2010
        for step in range(1, (expected.date() - start.date()).days)
    )
    assert deadline(start, days, known).lenient == (None if met else expected)


@given(st.datetimes(), st.integers(-(10**12), 10**12))
def test_the_ends_of_time_never_raise(start, days):
    ends = deadline(start, days, CALENDAR)
    assert ends.lenient is None or ends.lenient >= ends.strict
    assert explain_deadline(start, min(days, 400), CALENDAR)


def test_the_last_day_of_time_is_capped():
    assert deadline(datetime(9999, 12, 31, 23), 2, CALENDAR) == Deadline(datetime.max, None)
    endless = Calendar({9999: CALENDAR.years[2026]})
    assert deadline(datetime(9999, 12, 30, 10), 1, endless) == Deadline(datetime(9999, 12, 31, 10), None)
    assert deadline(datetime(9999, 12, 31, 10), 0, endless).lenient == datetime(9999, 12, 31, 10)


def test_is_explained_day_by_day():
    assert explain_deadline(datetime(2026, 9, 30, 10), 3, CALENDAR) == (
        "起算：2026年9月30日 周三 10:00，当天不计",
        "2026年10月1日 周四 国庆节 不计",
        "2026年10月2日 周五 国庆节 不计",
        "2026年10月3日 周六 国庆节 不计",
        "2026年10月4日 周日 国庆节 不计",
        "2026年10月5日 周一 国庆节 不计",
        "2026年10月6日 周二 国庆节 不计",
        "2026年10月7日 周三 国庆节 不计",
        "2026年10月8日 周四 工作日 第1天",
        "2026年10月9日 周五 工作日 第2天",
        "2026年10月10日 周六 国庆节调休上班 第3天",
        "严格口径（自然日）：2026年10月3日 周六 10:00",
        "宽松口径（工作日）：2026年10月10日 周六 24:00",
    )


def test_an_uncovered_year_is_named():
    lines = explain_deadline(datetime(2026, 12, 30, 23, 59, 59), 2, CALENDAR)
    assert lines[0] == "起算：2026年12月30日 周三 23:59:59，当天不计"
    assert lines[2] == "2027年1月1日 周五 日历未录入2027年，无法继续"
    assert lines[-1] == "宽松口径（工作日）：无法计算，请在设置的工作日历中补录所缺年份"
