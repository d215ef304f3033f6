"""The weekly 资源需求评审会, before which a need for new resources has to be handed in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from desk.errors import InputError


@dataclass(frozen=True, slots=True)
class Meeting:
    """One review meeting by its start."""

    time: datetime
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """Until when a need has to be handed in.

    Both None: no meeting of that week is known. Lenient None: it is cancelled and no later one is known.
    """

    strict: datetime | None
    lenient: datetime | None


@dataclass(frozen=True, slots=True)
class WeeklyRule:
    """The usual meeting: ISO weekday (1 = Monday) and time of day; InputError for any other weekday."""

    weekday: int
    at: time

    def __post_init__(self) -> None:
        if self.weekday not in range(1, 8):
            raise InputError(f"评审会的星期“{self.weekday}”无效，请填 1（周一）至 7（周日）。")


_WEEKLY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])\s*(\d{1,2})[:：](\d{2})")


@lru_cache(maxsize=16)  # asked with the same setting for every order
def weekly_rule(text: str) -> WeeklyRule | None:
    """The usual meeting as written in a setting, "周四 09:00"; None when blank, else InputError."""
    if not text.strip():
        return None
    found = _WEEKLY.fullmatch(text.strip())
    if found is None or int(found[2]) > 23 or int(found[3]) > 59:
        raise InputError(f"“{text.strip()}”不是每周的时间，请写成 周四 09:00 的样子")
    weekday = "一二三四五六日".index(found[1].replace("天", "日")) + 1
    return WeeklyRule(weekday, time(int(found[2]), int(found[3])))


def next_review(replied: datetime, meetings: Sequence[Meeting]) -> ReviewDue:
    """The meeting that counts for a complaint done at `replied`: the first of the calendar week after.

    When that one is cancelled, the strict reading keeps its time and the lenient one takes the next meeting
    that is held.
    """
    try:
        opens = _monday(replied.date()) + timedelta(days=7)
    except OverflowError:
        return ReviewDue(None, None)
    week = [meeting for meeting in meetings if _in_week(meeting, opens)]
    if not week:
        return ReviewDue(None, None)
    first = min(week, key=lambda meeting: (meeting.time, not meeting.cancelled))
    if not first.cancelled:
        return ReviewDue(first.time, first.time)
    held = (meeting.time for meeting in meetings if meeting.time > first.time and not meeting.cancelled)
    return ReviewDue(first.time, min(held, default=None))


def explain_review(replied: datetime, meetings: Sequence[Meeting]) -> tuple[str, ...]:
    """The way to the meeting in Chinese, a line each."""
    due = next_review(replied, meetings)
    lines = [f"处理完成：{_told(replied)}"]
    try:
        opens = _monday(replied.date()) + timedelta(days=7)
        closes = opens + timedelta(days=6)
    except OverflowError:
        return (*lines, "下一周超出日期范围")
    lines.append(f"下一周：{opens.month}月{opens.day}日 周一 至 {closes.month}月{closes.day}日 周日")
    if due.strict is None:
        return (*lines, "这一周没有登记评审会，无法计算；请在设置里登记，或设置每周评审会")
    if due.lenient == due.strict:
        return (*lines, f"这一周的评审会：{_told(due.strict)}，在它开始前完成")
    lines.append(f"这一周的评审会：{_told(due.strict)}，已取消（严格口径仍以它为准）")
    held = f"顺延到 {_told(due.lenient)}" if due.lenient else "没有登记后来的评审会，宽松口径无法计算"
    return (*lines, held)


def _told(moment: datetime) -> str:
    weekday = "一二三四五六日"[moment.weekday()]
    return f"{moment.year}年{moment.month}月{moment.day}日 周{weekday} {moment:%H:%M}"


def with_weekly(
    rule: WeeklyRule | None, listed: Sequence[Meeting], since: date, until: date
) -> tuple[Meeting, ...]:
    """The listed meetings and, for each week from `since` to `until` without a listed one, the usual one."""
    if rule is None:
        return tuple(listed)
    taken = {_monday(meeting.time.date()) for meeting in listed}
    usual = (Meeting(start) for monday, start in _usual(rule, since, until) if monday not in taken)
    return tuple(sorted((*listed, *usual), key=lambda meeting: meeting.time))


def _usual(rule: WeeklyRule, since: date, until: date) -> Iterator[tuple[date, datetime]]:
    first = _monday(since).toordinal()
    for ordinal in range(first, min(until, date.max - timedelta(days=7)).toordinal() + 1, 7):
        day = date.fromordinal(ordinal + rule.weekday - 1)
        yield date.fromordinal(ordinal), datetime.combine(day, rule.at)


def _in_week(meeting: Meeting, monday: date) -> bool:
    return 0 <= meeting.time.date().toordinal() - monday.toordinal() < 7


def _monday(day: date) -> date:
    return date.fromordinal(max(day.toordinal() - day.weekday(), 1))
