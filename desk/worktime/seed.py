"""Writes the shipped year tables from the package chinesecalendar.

    python -m desk.worktime.seed resources/calendar

Run once a year when a new version of the package is out, never by the program.
"""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from desk.worktime.calendars import Calendar, YearTable, year_toml

_USUAL_NAMES = {
    "清明": "清明节",
    "端午": "端午节",
    "中秋": "中秋节",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "抗战胜利日",
}


def packaged_calendar() -> Calendar:
    """All years that the installed chinesecalendar knows."""
    from chinese_calendar.constants import Holiday, holidays, workdays

    chinese = {item.value: _USUAL_NAMES.get(item.chinese, item.chinese) for item in Holiday}

    def of(year: int, days: Mapping[date, str]) -> dict[date, str]:
        return {day: chinese[name] for day, name in days.items() if day.year == year}

    years = sorted({day.year for day in holidays})
    return Calendar({year: YearTable(of(year, holidays), of(year, workdays)) for year in years})


def write_years(folder: Path) -> None:
    """One file a year into a folder; files of the same years are replaced."""
    for year, table in packaged_calendar().years.items():
        (folder / f"{year}.toml").write_text(year_toml(year, table), encoding="utf-8")


if __name__ == "__main__":
    write_years(Path(sys.argv[1]))
