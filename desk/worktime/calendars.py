"""Which days are worked: weekdays, less the holidays, plus the weekend days opened for them (调休).

Only years that somebody has entered are known; of any other year nothing is said.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from desk.assets import resource
from desk.errors import InputError
from desk.toml_text import UnreadableError, parse_toml
from desk.vocabulary import DayKind

_LISTS = ("holidays", "workdays")


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year's exceptions, each day with the holiday that it belongs to."""

    holidays: Mapping[date, str]
    workdays: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of the years that are known."""

    years: Mapping[int, YearTable]

    def is_working(self, day: date) -> bool | None:
        """Whether a day is worked; None when its year is not covered."""
        table = self.years.get(day.year)
        if table is None:
            return None
        if day in table.workdays:
            return True
        return day.weekday() < 5 and day not in table.holidays

    def kind(self, day: date) -> str | None:
        """What a day is: 工作日, 周末, 国庆节, 国庆节调休上班; None when its year is not covered."""
        table = self.years.get(day.year)
        if table is None:
            return None
        if day in table.workdays:
            return f"{table.workdays[day]}调休上班"
        return table.holidays.get(day) or ("工作日" if day.weekday() < 5 else "周末")

    def with_days(
        self, years: Mapping[int, bool], days: Mapping[date, tuple[DayKind, str | None]]
    ) -> "Calendar":
        """The calendar as the office works it: years known or not, and single days with their names.

        A day of a year that is not known says nothing.
        """
        tables = {year: table for year, table in self.years.items() if years.get(year, True)}
        tables |= {year: YearTable({}, {}) for year, known in years.items() if known and year not in tables}
        for year in {day.year for day in days} & tables.keys():
            own = {day: told for day, told in days.items() if day.year == year}
            tables[year] = _table_with(tables[year], own)
        return Calendar(tables)

    def with_years(self, other: "Calendar") -> "Calendar":
        """Both calendars; where both know a year, the other's."""
        return Calendar({**self.years, **other.years})


def _table_with(table: YearTable, days: Mapping[date, tuple[DayKind, str | None]]) -> YearTable:
    holidays = {day: name for day, name in table.holidays.items() if day not in days}
    workdays = {day: name for day, name in table.workdays.items() if day not in days}
    for day, (kind, name) in days.items():
        if kind is DayKind.OFF:
            holidays[day] = name or DayKind.OFF
        elif kind is DayKind.OPENED:
            workdays[day] = name or ""
    return YearTable(holidays, workdays)


@cache
def shipped_calendar() -> Calendar:
    """The years that come with the program."""
    calendar = Calendar({})
    for path in sorted(resource("calendar").glob("*.toml")):
        calendar = calendar.with_years(calendar_from_toml(path.read_text(encoding="utf-8")))
    return calendar


def calendar_from_toml(text: str) -> Calendar:
    """The years written in a text such as the shipped files; InputError names the line or the key."""
    try:
        content = parse_toml(text)
    except UnreadableError as error:
        raise InputError(f"日历{error}；日期写成 2026-10-01 的样子，不加引号。") from error
    return Calendar({_year(key): _table(key, value) for key, value in content.items()})


def year_toml(year: int, table: YearTable) -> str:
    """One year as text that `calendar_from_toml` reads and a person edits."""
    lines = [f"# {year}年：holidays 为放假日，workdays 为调休上班的周末；其余周末不必写。"]
    for heading, days in zip(_LISTS, (table.holidays, table.workdays), strict=True):
        lines += ["", f"[{year}.{heading}]"]
        for name in dict.fromkeys(days[day] for day in sorted(days)):
            listed = ", ".join(day.isoformat() for day in sorted(days) if days[day] == name)
            lines.append(f"{json.dumps(name, ensure_ascii=False)} = [{listed}]")
    return "\n".join(lines) + "\n"


def _year(key: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{3}", key):
        raise InputError(f"日历中的“{key}”不是年份，请写成四位数字，如 [2026.holidays]。")
    return int(key)


def _table(key: str, value: Any) -> YearTable:
    if not isinstance(value, dict) or set(value) - set(_LISTS):
        raise InputError(f"日历{key}年下只能有 holidays 和 workdays 两节，请删去或改正其他内容。")
    holidays, workdays = (_named_days(key, heading, value.get(heading, {})) for heading in _LISTS)
    if not holidays:
        raise InputError(f"日历{key}年没有任何放假日，请在 [{key}.holidays] 下补录。")
    for day in workdays:
        if day in holidays:
            raise InputError(
                f"日历中 {day} 既放假又上班，请在 [{key}.holidays] 与 [{key}.workdays] 中只留一处。"
            )
        if day.weekday() < 5:
            raise InputError(f"日历 [{key}.workdays] 中的 {day} 不是周末，请改正日期或删去。")
    return YearTable(holidays, workdays)


def _named_days(year: str, heading: str, value: Any) -> dict[date, str]:
    if not isinstance(value, dict):
        raise InputError(f"日历 {year}.{heading} 应为“节日名 = [日期, …]”的列表，请改正。")
    days: dict[date, str] = {}
    for name, listed in value.items():
        for day in _dates(f"{year}.{heading}.{name}", listed):
            if str(day.year) != year:
                raise InputError(
                    f"日历 {year}.{heading}.{name} 中的 {day} 不属于{year}年，请移到它的年份下。"
                )
            if day in days:
                raise InputError(f"日历 {year}.{heading} 中 {day} 写了两次，请只留一处。")
            days[day] = name
    return days


def _dates(place: str, listed: Any) -> Iterator[date]:
    for day in listed if isinstance(listed, list) else [listed]:
        if type(day) is not date:  # a datetime is a date too, but no day
            raise InputError(f"日历 {place} 中的“{day}”不是日期，请写成 2026-10-01 的样子，不加引号。")
        yield day
