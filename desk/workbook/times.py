"""Turns cell values into times: real dates, serial numbers, and the many ways people write them."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from desk.workbook.coerce import Bad, folded, is_placeholder, not_a_value, to_text
from desk.workbook.dateorder import DMY, MDY, NO_ORDERS, NUMBERS, Orders, dated, shape_of

_REMEDY = "请写成 2026-10-08 09:05 的样子。"
_LONGEST = 60
_LAST_SERIAL = 2_958_466
_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_CHINA = timedelta(hours=8)

_HALF = r"(?P<half>上午|下午|中午|凌晨|早上|晚上|am|pm|a\.m\.|p\.m\.)"
_CLOCK = (
    rf"(?:{_HALF}?\s*(?P<h>\d{{1,2}})(?:[:时点](?:\s*(?P<m>\d{{1,2}})(?:[:分]\s*(?:(?P<s>\d{{1,2}})(?:[.,]\d+)?秒?)?)?)?)"
    rf"\s*(?P<half2>上午|下午|am|pm|a\.m\.|p\.m\.)?)"
)
_ZONE = r"\s*(?P<zone>z|[+-]\d{2}:?\d{2})?"
_ENGLISH_DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+)?"
_WEEKDAY = r"(?:\s*(?:\(?(?:星期|周)[一二三四五六日天]\)?))?"
_YMD = r"(?P<y>\d{4})\s*[-/.年]\s*(?P<mo>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日号]?"
_DAY_MONTH = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[-/.,\s]+(?P<name>[a-z]{3,9})\.?[-/.,\s]+(?P<y>\d{4}|\d{2})"
_MONTH_DAY = r"(?P<name>[a-z]{3,9})\.?\s*(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COMPACT = re.compile(
    r"(?P<y>\d{4})(?P<mo>\d{2})(?P<d>\d{2})(?:[\sT]*(?P<h>\d{2}):?(?P<m>\d{2}):?(?P<s>\d{2})?(?:\.\d+)?)?"
)
_FORMS = tuple(
    re.compile(rf"{day}{_WEEKDAY}(?:[\sT,]*{_CLOCK}{_ZONE})?", re.IGNORECASE)
    for day in (_YMD, NUMBERS.pattern, _ENGLISH_DAY + _DAY_MONTH, _ENGLISH_DAY + _MONTH_DAY)
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def to_time(value: object, *, base1904: bool = False, orders: Orders = NO_ORDERS) -> datetime | Bad | None:
    """A naive China time to the second, or None for a blank or a placeholder.

    Numbers are Excel serials (from 1904 on with `base1904`) or 20261008 forms; zones are converted. Numbers
    of a date that could be swapped (10/8/2026, 26-10-08) are Bad, unless a number over 12 or AM/PM tells the
    order, or `orders`, which the whole column has told (`orders_of`).
    """
    if bad := not_a_value(value):
        return bad
    if isinstance(value, date):
        return _of_date(value)
    if isinstance(value, bool | time):
        return Bad(f"“{to_text(value)}”没有日期，{_REMEDY}")
    if isinstance(value, int | float):
        return _of_number(float(value), base1904)
    text = folded(to_text(value))
    return None if is_placeholder(text) else _of_text(text, base1904, orders)


def _of_date(day: date) -> datetime:
    """To the second: serial numbers carry rounding errors of microseconds."""
    if not isinstance(day, datetime):
        return datetime(day.year, day.month, day.day)
    moment = day
    if moment.microsecond >= 500_000 and moment.year < 9999:
        moment += timedelta(seconds=1)
    return moment.replace(microsecond=0, tzinfo=None)


def _of_number(number: float, base1904: bool) -> datetime | Bad:
    if not 0 <= number < _LAST_SERIAL:
        return (
            _of_text(f"{number:.0f}", base1904, NO_ORDERS)
            if 1e7 <= number < 1e14
            else _unread(f"{number:.15g}")
        )
    days = timedelta(seconds=round(number * 86_400))
    if base1904:
        moment = _EPOCH_1904 + days if number < _LAST_SERIAL - 1462 else None
        return moment or _unread(f"{number:.15g}")
    if number < 1:
        return Bad(f"数字 {number:.15g} 只有时刻，没有日期，{_REMEDY}")
    if 60 <= number < 61:
        return Bad(f"数字 {number:.15g} 是不存在的 1900-02-29，{_REMEDY}")
    # Excel counts a 29 February 1900 that never was
    return _EPOCH_1900 + days + timedelta(days=1 if number < 60 else 0)


def _of_text(text: str, base1904: bool, orders: Orders) -> datetime | Bad:
    if len(text) > _LONGEST:  # no time is that long, and patterns may take ages over it
        return _unread(text)
    if _SERIAL.fullmatch(text):
        return _of_number(float(text), base1904)
    found = _COMPACT.fullmatch(text)
    for form in () if found else _FORMS:
        if found := form.fullmatch(text):
            break
    return _built(text, found, orders) if found else _unread(text)


def _built(text: str, found: re.Match[str], orders: Orders) -> datetime | Bad:
    parts = found.groupdict()
    half = (parts.get("half") or parts.get("half2") or "").lower().replace(".", "")
    try:
        day = _day(found, parts, half in {"am", "pm"}, orders)
        if day is None:
            return Bad(f"“{text}”分不清年、月、日，{_REMEDY}")
        hour = _hour(int(parts["h"] or 0), half)
        minute, second = int(parts["m"] or 0), int(parts["s"] or 0)
        if hour == 24 and minute == second == 0:
            return datetime(day.year, day.month, day.day) + timedelta(days=1)
        moment = datetime(day.year, day.month, day.day, hour, minute, second)
        return _in_china(moment, parts.get("zone"))
    except (ValueError, OverflowError):
        return Bad(f"“{text}”不是存在的时间，{_REMEDY}")


def _day(found: re.Match[str], parts: Mapping[str, Any], american: bool, orders: Orders) -> date | None:
    """The day, None where the numbers leave open which is which; ValueError when there is no such day."""
    if "a" in parts:
        return _numbered_day(found, american, orders)
    year = int(parts["y"])
    month = int(parts["mo"]) if "mo" in parts else _MONTHS.index(parts["name"][:3].lower()) + 1
    return date(year if year > 99 else 2000 + year, month, int(parts["d"]))


def _numbered_day(found: re.Match[str], american: bool, orders: Orders) -> date | None:
    told = orders.get(shape_of(found))
    if told is not None:
        fitting = [told]
    elif len(found["c"]) == 4:
        fitting = [MDY] if american else [DMY, MDY]
    else:
        return None
    days = {day for order in fitting if (day := dated(found, order)) is not None}
    if not days:
        raise ValueError(found[0])
    return days.pop() if len(days) == 1 else None


def _hour(hour: int, half: str) -> int:
    if half in {"下午", "晚上", "pm"} and hour < 12:
        return hour + 12
    if half == "中午" and hour < 3:
        return hour + 12
    return 0 if half in {"上午", "凌晨", "am"} and hour == 12 else hour


def _in_china(moment: datetime, zone: str | None) -> datetime:
    if not zone:
        return moment
    offset = timedelta(0)
    if zone.lower() != "z":
        digits = zone[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        offset = -offset if zone[0] == "-" else offset
    return moment - offset + _CHINA


def _unread(text: str) -> Bad:
    short = text if len(text) <= 30 else text[:30] + "…"
    return Bad(f"“{short}”不是能读懂的时间，{_REMEDY}")
