"""Deadlines in days at their exact ends, over 春节, 国庆, midnight and years that nobody has entered."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.records import Meeting
from desk.rules.deadline.explained import explain_due, meetings_after
from desk.rules.office import Office, office_from
from desk.rules.parameters import Parameters
from desk.rules.scenes import book_of
from desk.vocabulary import Verdict
from desk.worktime import next_review, weekly_rule, with_weekly

SECOND = timedelta(seconds=1)
NEW_BUILD = {
    "工单": {"原因分类": "新建资源", "解决情况": "未解决"},
    "转派": [{"类型": "新建资源", "接收部门": "澄迈分公司", "传递时间": "2026-10-13 16:00"}],
    "评审会": [{"时间": "2026-10-22 09:00", "取消": "是"}, {"时间": "2026-10-29 09:00"}],
}


def handed(classed, done, **sheets):
    """A fault that was classed and handed on at these times."""
    row = {"类型": "故障", "接收部门": "澄迈维护室", "传递时间": f"{done}"}
    return {"工单": {"原因分类": "故障", "定性时间": f"{classed}"}, "转派": [row], **sheets}


@pytest.mark.parametrize(
    ("classed", "strict", "lenient"),
    [
        ("2026-09-30 10:00", "2026-10-02 10:00", "2026-10-10 00:00"),  # 国庆
        (
            "2026-10-09 00:00",
            "2026-10-11 00:00",
            "2026-10-13 00:00",
        ),  # the opened Saturday counts, Sunday not
        ("2026-02-13 18:00", "2026-02-15 18:00", "2026-02-25 00:00"),  # 春节
        ("2026-03-06 23:59:59", "2026-03-08 23:59:59", "2026-03-11 00:00"),  # Friday before midnight
        ("2025-12-31 10:00", "2026-01-02 10:00", "2026-01-06 00:00"),  # the turn of the year
    ],
)
def test_a_fault_is_in_time_to_the_second(judge, classed, strict, lenient):
    strict, lenient = datetime.fromisoformat(strict), datetime.fromisoformat(lenient)
    for done, verdict in (
        (strict, Verdict.PASS),
        (strict + SECOND, Verdict.WARN),
        (lenient, Verdict.WARN),
        (lenient + SECOND, Verdict.FAIL),
    ):
        found = judge("DLN04", handed(classed, done), at=f"{done + timedelta(days=1)}")
        assert (found.verdict, done) == (verdict, done)
        assert (found.due.strict, found.due.lenient) == (strict, lenient)


def test_a_year_that_nobody_entered_is_unknown_until_it_is_entered(judge):
    late = handed("2026-12-30 10:00", "2027-01-05 10:00")
    at = "2027-01-06 10:00"
    found = judge("DLN04", late, at=at)
    assert (found.verdict, found.missing) == (Verdict.UNKNOWN, ("工作日历",))
    assert judge("DLN04", handed("2026-12-30 10:00", "2027-01-01 10:00"), at=at).verdict is Verdict.PASS
    years = [{"年份": "2027", "已录入": "是"}]
    days = [{"日期": "2027-01-01", "类型": "放假", "名称": "元旦"}]
    assert judge("DLN04", {**late, "日历年份": years, "日历": days}, at=at).verdict is Verdict.FAIL
    found = judge(
        "DLN04", {**late, "日历年份": years, "日历": [*days, {"日期": "2027-01-04", "类型": "放假"}]}, at=at
    )
    assert (found.verdict, found.due.lenient) == (Verdict.WARN, datetime(2027, 1, 6))


def test_the_count_is_told_day_by_day(judge):
    found = judge("DLN04", handed("2026-09-30 10:00", "2026-10-10 10:00"))
    lines = explain_due(found.due, Office())
    assert lines[0] == "起算：2026年9月30日 周三 10:00，当天不计"
    assert lines[-2:] == (
        "严格口径（自然日）：2026年10月2日 周五 10:00",
        "宽松口径（工作日）：2026年10月9日 周五 24:00",
    )
    assert len(lines) == 12


def test_the_way_to_the_meeting_is_told(judge):
    office = office_from(book_of({"工单": [], "评审会": NEW_BUILD["评审会"]}).records)
    found = judge("DLN07", NEW_BUILD)
    assert explain_due(found.due, office)[-1] == "顺延到 2026年10月29日 周四 09:00"


def test_a_given_limit_needs_no_count(judge):
    assert explain_due(judge("DLN01").due, Office()) == ()


@given(
    held=st.dictionaries(st.integers(-30, 200), st.booleans(), max_size=12),
    weekly=st.sampled_from(["", "周四 09:00"]),
    hour=st.integers(0, 23),
)
def test_only_meetings_that_may_count_are_looked_at(held, weekly, hour):
    replied = datetime(2026, 3, 4, hour)
    rows = tuple(
        Meeting(time=datetime(2026, 3, 4, 9) + timedelta(days=day), cancelled="是" if off else "否")
        for day, off in sorted(held.items())
    )
    office = replace(Office(), meetings=rows, parameters=replace(Parameters(), review_weekly=weekly))
    every = with_weekly(
        weekly_rule(weekly), office.reviews, replied.date(), (replied + timedelta(weeks=10)).date()
    )
    assert next_review(replied, meetings_after(office, replied)) == next_review(replied, every)
