import pickle
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import InputError
from desk.vocabulary import DayKind
from desk.worktime import (
    Calendar,
    YearTable,
    calendar_from_toml,
    deadline,
    explain_deadline,
    shipped_calendar,
    year_toml,
)
from desk.worktime.seed import packaged_calendar, write_years

MADE_UP = """
[2031.holidays]
"元旦" = [2031-01-01]
[2031.workdays]
"元旦" = [2031-01-04]
"""


@pytest.mark.parametrize(
    ("day", "working", "kind"),
    [
        (date(2026, 9, 30), True, "工作日"),
        (date(2026, 10, 1), False, "国庆节"),
        (date(2026, 10, 3), False, "国庆节"),
        (date(2026, 10, 10), True, "国庆节调休上班"),
        (date(2026, 10, 11), False, "周末"),
        (date(2026, 2, 14), True, "春节调休上班"),
        (date(2026, 2, 17), False, "春节"),
        (date(2020, 1, 31), False, "春节"),
        (date(2004, 1, 1), False, "元旦"),
        (date(2026, 12, 31), True, "工作日"),
        (date(2027, 1, 1), None, None),
        (date(2003, 12, 31), None, None),
        (date.max, None, None),
        (date.min, None, None),
    ],
)
def test_knows_what_a_day_is(day, working, kind):
    assert shipped_calendar().is_working(day) is working
    assert shipped_calendar().kind(day) == kind


def test_the_shipped_files_are_what_the_package_knows(tmp_path):
    packaged, shipped = packaged_calendar(), shipped_calendar()
    assert set(range(2004, 2027)) <= set(shipped.years)
    assert all(shipped.years[year] == packaged.years[year] for year in range(2004, 2027))
    write_years(tmp_path)
    assert len(list(tmp_path.glob("*.toml"))) == len(packaged.years) >= 23


def test_agrees_with_the_package_on_every_day():
    from chinese_calendar import is_workday

    calendar, day = shipped_calendar(), date(2004, 1, 1)
    while day <= date(2026, 12, 31):
        assert calendar.is_working(day) == is_workday(day), day
        day += timedelta(days=1)


def test_a_year_is_read_from_text_and_laid_over():
    own = calendar_from_toml(MADE_UP)
    assert own.is_working(date(2031, 1, 1)) is False
    assert own.is_working(date(2031, 1, 4)) is True
    both = shipped_calendar().with_years(own)
    assert both.is_working(date(2031, 1, 2)) is True
    assert both.is_working(date(2026, 10, 1)) is False
    shorter = calendar_from_toml('[2026.holidays]\n"元旦" = [2026-01-01]\n')
    assert both.with_years(shorter).is_working(date(2026, 10, 1)) is True


def test_a_calendar_travels_to_another_process():
    assert pickle.loads(pickle.dumps(shipped_calendar())) == shipped_calendar()


@given(st.sets(st.dates(date(2031, 1, 1), date(2031, 12, 31)), min_size=1), st.booleans())
def test_written_text_reads_back(days, opened):
    weekend = {day for day in days if day.weekday() >= 5} if opened else set()
    holidays = dict.fromkeys(days - weekend, '节"日\\') or {date(2031, 1, 1): "元旦"}
    table = YearTable(holidays, dict.fromkeys(weekend - set(holidays), "元旦"))
    assert calendar_from_toml(year_toml(2031, table)) == Calendar({2031: table})


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[2031.holidays]\n"元旦" = 2031-01-01]', "第 2 行"),
        ('[2031.holidays]\n"元旦" = [2031-02-30]', "第 2 行的日期或时间不存在"),
        ('[2031.holidays]\n"元旦" = [', "没有写完"),
        ("x = " + "[" * 100_000, "嵌套过深"),
        ("x = " + "9" * 10_000, "有误"),
        ("[二〇三一.holidays]", "第 1 行"),
        ('["31".holidays]\n"元旦" = []', "31"),
        ('holidays = "x"', "holidays"),
        ("2031 = 1", "2031"),
        ('[2031.festival]\n"元旦" = [2031-01-01]', "2031"),
        ("[2031.workdays]", "2031.holidays"),
        ("2031.holidays = [2031-01-01]", "2031.holidays"),
        ('[2031.holidays]\n"元旦" = ["2031-01-01"]', "2031.holidays.元旦"),
        ('[2031.holidays]\n"元旦" = [2031-01-01T00:00:00]', "2031.holidays.元旦"),
        ('[2031.holidays]\n"元旦" = [2030-12-31]', "2030-12-31"),
        ('[2031.holidays]\n"元旦" = [2031-01-01]\n"春节" = [2031-01-01]', "2031-01-01"),
        ('[2031.holidays]\n"元旦" = [2031-01-04]\n[2031.workdays]\n"元旦" = [2031-01-04]', "2031-01-04"),
        ('[2031.holidays]\n"元旦" = [2031-01-01]\n[2031.workdays]\n"元旦" = [2031-01-02]', "2031-01-02"),
    ],
)
def test_a_wrong_text_is_refused_with_its_place(text, place):
    with pytest.raises(InputError) as refused:
        calendar_from_toml(text)
    assert place in str(refused.value)
    assert str(refused.value).endswith("。")


@given(st.text(alphabet='[]"=.-,2031holidaysw元旦\n #', max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        calendar = calendar_from_toml(text)
    except InputError as refused:
        assert str(refused)
    else:
        assert all(table.holidays for table in calendar.years.values())


YEARS = st.dictionaries(st.sampled_from((2025, 2026, 2027)), st.booleans())
DAYS = st.dictionaries(
    st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    st.tuples(st.sampled_from(DayKind), st.none() | st.just("台风")),
    max_size=12,
)


@given(YEARS, DAYS, st.dates(date(2024, 12, 1), date(2029, 1, 31)))
def test_the_days_of_the_office_stand_over_the_shipped_ones(years, days, day):
    shipped, own = shipped_calendar(), shipped_calendar().with_days(years, days)
    if not years.get(day.year, day.year in shipped.years):
        assert own.is_working(day) is None and own.kind(day) is None
    elif day not in days:
        usual = day.weekday() < 5 if day.year not in shipped.years else shipped.is_working(day)
        assert own.is_working(day) is usual
    else:
        kind = days[day][0]
        assert own.is_working(day) is (
            kind is DayKind.OPENED or (kind is DayKind.PLAIN and day.weekday() < 5)
        )
        assert own.kind(day)


@given(YEARS, DAYS, st.datetimes(datetime(2025, 1, 1), datetime(2028, 6, 1)), st.integers(1, 5))
def test_a_deadline_counts_the_days_of_the_office(years, days, start, number):
    calendar = shipped_calendar().with_days(years, days)
    ends = deadline(start, number, calendar)
    if ends.lenient is not None:
        span = (ends.lenient.date() - start.date()).days
        worked = [calendar.is_working(start.date() + timedelta(days=step)) for step in range(1, span)]
        assert sum(worked) == number and worked[-1]
    told = explain_deadline(start, number, calendar)
    assert ("日历未录入" in "".join(told)) is (ends.lenient is None)


def test_a_typhoon_day_gives_one_day_more():
    start = datetime(2026, 9, 8, 10)
    own = shipped_calendar().with_days({}, {date(2026, 9, 9): (DayKind.OFF, "台风停工")})
    assert deadline(start, 2, shipped_calendar()).lenient == datetime(2026, 9, 11)
    assert deadline(start, 2, own).lenient == datetime(2026, 9, 12)
    assert "2026年9月9日 周三 台风停工 不计" in explain_deadline(start, 2, own)
