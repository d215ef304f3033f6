"""The working calendar as TOML, a table a year, and the changes that put an edited file in force."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.records import CalendarDay, CalendarYear
from desk.rules.office import calendar_from
from desk.services.settings.texts import text_of
from desk.store import Change
from desk.vocabulary import DayKind, YesNo
from desk.worktime import YearTable, calendar_from_toml, shipped_calendar, year_toml

_HEAD = """# 工作日历。删去一年不会改动它；要停用某年，请在设置的工作日历里把它改为未录入。
"""
_NOTHING = YearTable({}, {})


def calendar_file(years: Iterable[CalendarYear], days: Iterable[CalendarDay]) -> str:
    """All years that are known, as an editable file."""
    calendar = calendar_from(years, days)
    tables = sorted(calendar.years.items())
    return "\n".join([_HEAD, *(year_toml(year, table) for year, table in tables)])


def calendar_changes(
    stored_years: Sequence[CalendarYear], stored_days: Sequence[CalendarDay], path: Path
) -> list[Change]:
    """What puts the years of a calendar file in force; years that it does not hold stay as they are."""
    text = text_of(path, "日历文件")
    try:
        wanted = calendar_from_toml(text)
    except InputError as error:
        raise InputError(f"“{path.name}”：{error}") from error
    changes: list[Change] = []
    known = {row.year: row for row in stored_years}
    for year, table in wanted.years.items():
        shipped = shipped_calendar().years.get(year)
        row = known.get(year)
        if shipped is not None:
            changes += [Change(row, None)] if row is not None else []
        elif row is None:
            changes.append(Change(None, CalendarYear(year=year, covered=YesNo.YES)))
        elif row.covered != YesNo.YES:
            changes.append(Change(row, replace(row, covered=YesNo.YES)))
        own = {day.day: day for day in stored_days if day.day.year == year}
        changes += _days(own, dict(_differing(shipped or _NOTHING, table)))
    return changes


def _days(stored: dict[date, CalendarDay], wanted: dict[date, CalendarDay]) -> list[Change]:
    gone = [Change(row, None) for day, row in stored.items() if day not in wanted]
    rows = ((stored.get(day), row) for day, row in wanted.items())
    kept = [Change(old, row if old is None else replace(row, key=old.key)) for old, row in rows]
    return gone + [change for change in kept if change.before != change.after]


def _differing(shipped: YearTable, wanted: YearTable) -> Iterable[tuple[date, CalendarDay]]:
    before, after = _told(shipped), _told(wanted)
    for day in sorted(before.keys() | after.keys()):
        if before.get(day) != after.get(day):
            kind, name = after.get(day, (DayKind.PLAIN, None))
            yield day, CalendarDay(day=day, kind=kind, name=name)


def _told(table: YearTable) -> dict[date, tuple[Any, str]]:
    off = {day: (DayKind.OFF, name) for day, name in table.holidays.items()}
    return off | {day: (DayKind.OPENED, name) for day, name in table.workdays.items()}
