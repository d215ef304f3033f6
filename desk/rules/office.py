"""The office's settings as the rules see them."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from desk.errors import InputError
from desk.reading.address import county_code
from desk.reading.phrases import Lexicon, in_force, shipped_forbidden, shipped_sensitive
from desk.records import CalendarDay, CalendarYear, Meeting, T2Switch
from desk.rules.parameter_values import parameters_from
from desk.rules.parameters import Parameters
from desk.rules.rule import RULES_VERSION, Rule
from desk.vocabulary import DayKind, LexiconName, YesNo
from desk.worktime import Calendar, QuietWindows, quiet_windows, shipped_calendar
from desk.worktime import Meeting as Review


@dataclass(frozen=True)
class Office:
    """Parameters, lexicons, calendar and tables in force; `version` names them."""

    parameters: Parameters = field(default_factory=Parameters)
    sensitive: Lexicon = field(default_factory=shipped_sensitive)
    forbidden: Lexicon = field(default_factory=shipped_forbidden)
    calendar: Calendar = field(default_factory=shipped_calendar)
    regions: Mapping[str, frozenset[str]] = field(default_factory=dict)  # region -> county codes
    departments: Mapping[str, str] = field(default_factory=dict)  # department -> its class
    t2_switches: Mapping[str, tuple[T2Switch, ...]] = field(default_factory=dict)  # by branch
    meetings: tuple[Meeting, ...] = ()
    step_names: Mapping[int, str] = field(default_factory=dict)  # those that the office has named

    @cached_property
    def version(self) -> str:
        """The rules' version and a digest of all settings, wherever they stand; named by every check."""
        return _version((self.parameters, *_lexicons(self), *self._tables.values()))

    def version_for(self, rule: Rule) -> str:
        """The same of the settings that a rule reads, lexicons included; kept with its findings."""
        if rule.code not in self._versions:
            read = (getattr(self.parameters, name) for name in rule.parameters)
            tables = (self._tables[name] for name in rule.settings)
            self._versions[rule.code] = _version((*_lexicons(self), *read, *tables))
        return self._versions[rule.code]

    @cached_property
    def _versions(self) -> dict[str, str]:
        return {}

    @cached_property
    def _tables(self) -> Mapping[str, object]:
        """What each table says, without the keys under which its rows are kept."""
        return {
            "calendar": self.calendar,
            "regions": sorted((region, sorted(codes)) for region, codes in self.regions.items()),
            "departments": sorted(self.departments.items()),
            "t2_switches": [
                (branch, [(row.enabled, row.since) for row in rows])
                for branch, rows in sorted(self.t2_switches.items())
            ],
            "meetings": [(meeting.time, meeting.cancelled) for meeting in self.meetings],
            "step_names": sorted(self.step_names.items()),
        }

    @cached_property
    def quiet(self) -> QuietWindows:
        """The hours in which customers rest."""
        return quiet_windows(";".join(self.parameters.quiet_windows))

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """The review meetings that are entered, by time."""
        return tuple(Review(row.time, row.cancelled == YesNo.YES) for row in self.meetings)

    @cached_property
    def counties(self) -> Mapping[str, frozenset[str]]:
        """County code -> the regions that answer for it."""
        found: dict[str, set[str]] = {}
        for region, codes in self.regions.items():
            for code in codes:
                found.setdefault(code, set()).add(region)
        return {code: frozenset(names) for code, names in found.items()}


def _lexicons(office: Office) -> tuple[str, str]:
    return office.sensitive.version, office.forbidden.version


def _version(settings: tuple[object, ...]) -> str:
    digest = hashlib.blake2b(repr(settings).encode(), digest_size=4).hexdigest()
    return f"{RULES_VERSION}+{digest}"


def office_from(rows: Mapping[str, Iterable[Any]], parameters: Iterable[tuple[str, str]] = ()) -> Office:
    """The office's settings from the rows of its tables; an empty table leaves the shipped default.

    `parameters` are (name, value) over those of the table.
    """
    switches: dict[str, list[T2Switch]] = {}
    for row in rows.get("t2_switches", ()):
        switches.setdefault(row.branch.strip(), []).append(row)
    regions: dict[str, set[str]] = {}
    for row in rows.get("regions", ()):
        code = county_code(row.county)
        if code is not None:
            regions.setdefault(row.region.strip(), set()).add(code)
    phrases = tuple(rows.get("phrases", ()))
    return Office(
        parameters=parameters_from(
            [*((row.name, row.value) for row in rows.get("parameters", ())), *parameters]
        ),
        sensitive=in_force(LexiconName.SENSITIVE, phrases),
        forbidden=in_force(LexiconName.FORBIDDEN, phrases),
        calendar=calendar_from(rows.get("calendar_years", ()), rows.get("calendar_days", ())),
        regions={region: frozenset(codes) for region, codes in regions.items()},
        departments={row.department.strip(): row.category for row in rows.get("departments", ())},
        t2_switches={branch: tuple(found) for branch, found in switches.items()},
        meetings=tuple(sorted(rows.get("meetings", ()), key=lambda row: row.time)),
        step_names={row.number: row.name for row in rows.get("step_names", ())},
    )


def calendar_from(years: Iterable[CalendarYear], days: Iterable[CalendarDay]) -> Calendar:
    """The shipped calendar with the office's years and days over it."""
    known = {row.year: row.covered != YesNo.NO for row in years}
    own = {row.day: (_kind(row), row.name) for row in days}
    return shipped_calendar().with_days(known, own) if known or own else shipped_calendar()


def _kind(row: CalendarDay) -> DayKind:
    if row.kind and row.kind not in tuple(DayKind):
        raise InputError(f"日历 {row.day} 的“类型”不能是“{row.kind}”，应为 {'、'.join(DayKind)} 之一")
    return DayKind(row.kind or DayKind.OFF)
