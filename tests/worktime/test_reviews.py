from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import InputError
from desk.worktime import (
    Meeting,
    ReviewDue,
    WeeklyRule,
    explain_review,
    next_review,
    weekly_rule,
    with_weekly,
)

WEDNESDAY = datetime(2026, 3, 11, 15)  # 2026-03-09 is a Monday
WEEK = timedelta(days=7)
NOTHING = ReviewDue(None, None)


@pytest.mark.parametrize(
    "replied",
    [
        datetime(2026, 3, 2),
        datetime(2026, 3, 4, 15),
        datetime(2026, 3, 6, 18),
        datetime(2026, 3, 8, 23, 59, 59),
    ],
)
def test_counts_the_meeting_of_the_calendar_week_after(replied):
    meetings = [Meeting(WEDNESDAY - WEEK), Meeting(WEDNESDAY), Meeting(WEDNESDAY + WEEK)]
    assert next_review(replied, meetings) == ReviewDue(WEDNESDAY, WEDNESDAY)


def test_monday_belongs_to_its_own_week():
    meetings = [Meeting(WEDNESDAY), Meeting(WEDNESDAY + WEEK)]
    assert next_review(datetime(2026, 3, 9), meetings).strict == WEDNESDAY + WEEK


@pytest.mark.parametrize("start", [datetime(2026, 3, 9), datetime(2026, 3, 15, 23, 59, 59)])
def test_the_week_runs_from_monday_to_sunday(start):
    assert next_review(datetime(2026, 3, 4), [Meeting(start)]) == ReviewDue(start, start)


def test_the_first_of_several_counts():
    friday = WEDNESDAY + timedelta(days=2)
    assert next_review(datetime(2026, 3, 4), [Meeting(friday), Meeting(WEDNESDAY)]).lenient == WEDNESDAY


def test_a_cancelled_meeting_gives_way_to_the_next_one_held():
    meetings = [
        Meeting(WEDNESDAY + 2 * WEEK),
        Meeting(WEDNESDAY + WEEK, cancelled=True),
        Meeting(WEDNESDAY, cancelled=True),
        Meeting(WEDNESDAY - WEEK),
    ]
    assert next_review(datetime(2026, 3, 4), meetings) == ReviewDue(WEDNESDAY, WEDNESDAY + 2 * WEEK)
    friday = Meeting(WEDNESDAY + timedelta(days=2))
    assert next_review(datetime(2026, 3, 4), [*meetings, friday]).lenient == friday.time


def test_a_cancelled_meeting_without_a_next_one_never_ends_leniently():
    meetings = [Meeting(WEDNESDAY), Meeting(WEDNESDAY, cancelled=True)]
    assert next_review(datetime(2026, 3, 4), meetings) == ReviewDue(WEDNESDAY, None)


def test_nothing_is_said_of_a_week_without_a_meeting():
    assert next_review(datetime(2026, 3, 4), []) == NOTHING
    assert next_review(datetime(2026, 3, 4), [Meeting(WEDNESDAY + WEEK)]) == NOTHING


def test_crosses_the_year():
    meeting = Meeting(datetime(2027, 1, 6, 15))
    assert next_review(datetime(2026, 12, 31, 10), [meeting]).strict == meeting.time
    assert next_review(datetime(2027, 1, 3, 23, 59, 59), [meeting]).strict == meeting.time


@given(st.datetimes(), st.lists(st.builds(Meeting, st.datetimes(), st.booleans()), max_size=6))
def test_lenient_is_never_before_strict(replied, meetings):
    due = next_review(replied, meetings)
    assert due.strict is not None or due.lenient is None
    assert due.strict is None or due.strict > replied
    assert due.strict is None or due.lenient is None or due.lenient >= due.strict


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.integers(1, 7), st.times())
def test_a_weekly_rule_always_gives_a_meeting_of_the_week_after(replied, weekday, at):
    rule = WeeklyRule(weekday, at)
    due = next_review(replied, with_weekly(rule, [], replied.date(), replied.date() + 2 * WEEK))
    assert due.strict == due.lenient
    assert due.strict.isoweekday() == weekday
    assert due.strict.time() == at
    assert due.strict.isocalendar()[:2] == (replied + WEEK).isocalendar()[:2]


def test_a_listed_meeting_stands_for_the_usual_one_of_its_week():
    thursday = Meeting(WEDNESDAY + timedelta(days=1))
    off = Meeting(WEDNESDAY + WEEK, cancelled=True)
    made = with_weekly(WeeklyRule(3, time(15)), [off, thursday], date(2026, 3, 4), date(2026, 3, 27))
    assert made == (Meeting(WEDNESDAY - WEEK), thursday, off, Meeting(WEDNESDAY + 2 * WEEK))
    assert next_review(datetime(2026, 3, 10), made) == ReviewDue(off.time, WEDNESDAY + 2 * WEEK)


def test_without_a_rule_only_the_listed_are_known():
    assert with_weekly(None, [Meeting(WEDNESDAY)], date(2026, 3, 1), date(2026, 4, 1)) == (
        Meeting(WEDNESDAY),
    )


def test_the_ends_of_time_never_raise():
    assert next_review(datetime.max, [Meeting(datetime.max)]) == NOTHING
    last = with_weekly(WeeklyRule(7, time(15)), [], date(9999, 12, 20), date.max)
    assert all(isinstance(meeting.time, datetime) for meeting in last)
    assert with_weekly(WeeklyRule(1, time(15)), [], date.min, date(1, 1, 14))[0].time == datetime(1, 1, 1, 15)


@pytest.mark.parametrize("weekday", [0, 8, -1])
def test_a_wrong_weekday_is_refused(weekday):
    with pytest.raises(InputError, match=str(weekday)):
        WeeklyRule(weekday, time(15))


@pytest.mark.parametrize(
    ("meetings", "last"),
    [
        ([], "这一周没有登记评审会，无法计算；请在设置里登记，或设置每周评审会"),
        ([Meeting(WEDNESDAY)], "这一周的评审会：2026年3月11日 周三 15:00，在它开始前完成"),
        ([Meeting(WEDNESDAY, True), Meeting(WEDNESDAY + WEEK)], "顺延到 2026年3月18日 周三 15:00"),
        ([Meeting(WEDNESDAY, True)], "没有登记后来的评审会，宽松口径无法计算"),
    ],
)
def test_the_way_to_the_meeting_is_told(meetings, last):
    lines = explain_review(datetime(2026, 3, 8, 23, 59), meetings)
    assert lines[:2] == ("处理完成：2026年3月8日 周日 23:59", "下一周：3月9日 周一 至 3月15日 周日")
    assert lines[-1] == last


@given(st.datetimes(), st.lists(st.builds(Meeting, st.datetimes(), st.booleans()), max_size=4))
def test_telling_the_way_never_raises(replied, meetings):
    assert len(explain_review(replied, meetings)) >= 2


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("周四 09:00", WeeklyRule(4, time(9))),
        ("星期天14：30", WeeklyRule(7, time(14, 30))),
        (" ", None),
    ],
)
def test_a_weekly_meeting_is_read_from_a_setting(text, rule):
    assert weekly_rule(text) == rule


@pytest.mark.parametrize("text", ["周九 09:00", "周四", "周四 25:00", "周四 09:60", "每周"])
def test_what_is_no_weekly_time_is_refused(text):
    with pytest.raises(InputError, match=text):
        weekly_rule(text)
