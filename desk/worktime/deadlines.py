"""Deadlines in days: strict by the clock, lenient by working days, and the count day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desk.worktime.calendars import Calendar

_WEEKDAYS = "一二三四五六日"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Both readings of one limit; the lenient one is None when the calendar does not cover it."""

    strict: datetime
    lenient: datetime | None


def deadline(start: datetime, days: int, calendar: Calendar) -> Deadline:
    """The end of `days` days from a start.

    Strict: N x 24 h later. Lenient: 24:00 of the N-th working day after the start day, which is never before
    the strict end. Both end where time does.
    """
    strict = _later(start, days)
    if days <= 0:
        return Deadline(strict, strict)
    last = None
    for day, number in _counted(start.date(), days, calendar):
        last = day if number == days else None
    return Deadline(strict, _midnight_after(last) if last else None)


def explain_deadline(start: datetime, days: int, calendar: Calendar) -> tuple[str, ...]:
    """The count in Chinese, a line a day, and both ends."""
    ends = deadline(start, days, calendar)
    lines = [f"起算：{_day(start)} {_clock(start)}，当天不计"]
    for day, number in _counted(start.date(), days, calendar):
        kind = calendar.kind(day)
        if kind is None:
            lines.append(f"{_day(day)} 日历未录入{day.year}年，无法继续")
        else:
            lines.append(f"{_day(day)} {kind} {f'第{number}天' if number else '不计'}")
    lines.append(f"严格口径（自然日）：{_day(ends.strict)} {_clock(ends.strict)}")
    lines.append(f"宽松口径（工作日）：{_lenient(ends)}")
    return tuple(lines)


def _counted(start: date, days: int, calendar: Calendar) -> Iterator[tuple[date, int]]:
    """Each day after the start with its number among the working days, 0 for one that does not count.

    Ends with the last day wanted or with the first one that the calendar does not cover.
    """
    number, day = 0, start
    while number < days and day < date.max:
        day += _ONE_DAY
        working = calendar.is_working(day)
        number += bool(working)
        yield day, number if working else 0
        if working is None:
            return


def _later(start: datetime, days: int) -> datetime:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return datetime.max if days > 0 else datetime.min


def _midnight_after(day: date) -> datetime | None:
    return datetime.combine(day + _ONE_DAY, time()) if day < date.max else None


def _lenient(ends: Deadline) -> str:
    if ends.lenient is None:
        return "无法计算，请在设置的工作日历中补录所缺年份"
    if ends.lenient > ends.strict:
        return f"{_day(ends.lenient - _ONE_DAY)} 24:00"
    return f"{_day(ends.lenient)} {_clock(ends.lenient)}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
