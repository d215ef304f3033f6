"""The office's settings as the rules see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from desk.reading.phrases import Lexicon, shipped_forbidden, shipped_sensitive
from desk.records import Meeting, T2Switch
from desk.rules.parameters import Parameters
from desk.worktime import Calendar, QuietWindows, parse_quiet_windows, shipped_calendar


@dataclass(frozen=True)
class Office:
    """Parameters, lexicons, calendar and tables in force; `version` names them in every verdict."""

    parameters: Parameters = field(default_factory=Parameters)
    sensitive: Lexicon = field(default_factory=shipped_sensitive)
    forbidden: Lexicon = field(default_factory=shipped_forbidden)
    calendar: Calendar = field(default_factory=shipped_calendar)
    regions: Mapping[str, frozenset[str]] = field(default_factory=dict)  # region -> county codes
    departments: Mapping[str, str] = field(default_factory=dict)  # department -> its class
    t2_switches: Mapping[str, tuple[T2Switch, ...]] = field(default_factory=dict)  # by branch
    meetings: tuple[Meeting, ...] = ()

    @cached_property
    def quiet(self) -> QuietWindows:
        """The hours in which customers rest."""
        return parse_quiet_windows(self.parameters.quiet_windows)

    @cached_property
    def counties(self) -> Mapping[str, frozenset[str]]:
        """County code -> the regions that answer for it."""
        found: dict[str, set[str]] = {}
        for region, codes in self.regions.items():
            for code in codes:
                found.setdefault(code, set()).add(region)
        return {code: frozenset(names) for code, names in found.items()}
