"""Rows as they stood at a moment: what is dated later has not happened."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from desk.records import BY_TABLE, Escalation, FollowUp, Kind, Order, SheetSpec, Transfer
from desk.rules.moment import Moment
from desk.vocabulary import FollowUpState

T = TypeVar("T")

# times that are plans: a later one is no event that has not happened yet
PLANS = frozenset({"due_at", "agreed_at", "next_at", "planned_at"})

# times that date a row though they may be blank
_DATING = frozenset({"time", "handed_at", "opened_at"})

# what a time brings with it: before it, these fields had another value
_BROUGHT: dict[object, tuple[str, dict[str, str | None]]] = {
    Order: ("replied_at", {"outcome": None, "reply": None}),
    Escalation: ("finished_at", {"result": None}),
    FollowUp: ("solved_at", {"state": FollowUpState.OPEN.value}),
    Transfer: ("answered_at", {"answer": None}),
}


@dataclass(frozen=True, slots=True)
class _Times:
    """The time fields of a record: the one that dates the row, and those that may lie ahead."""

    dating: str | None
    events: tuple[str, ...]


def _times(sheet: SheetSpec) -> _Times:
    times = [f for f in sheet.fields if f.kind is Kind.TIME and f.name not in PLANS]
    dating = None
    if sheet.record is not Order:
        dating = next((f.name for f in times if f.required or f.name in _DATING), None)
    return _Times(dating, tuple(f.name for f in times if f.name != dating and not f.required))


_TIMES: dict[object, _Times] = {sheet.record: _times(sheet) for sheet in BY_TABLE.values()}


def as_of(row: T, moment: Moment) -> T | None:
    """The row as it stood: None when it is dated later; its later times blank, with what they brought."""
    times = _TIMES[type(row)]
    if times.dating is not None:
        dated = getattr(row, times.dating)
        if dated is not None and not moment.reached(dated):
            return None
    later: dict[str, Any] = {
        name: None
        for name in times.events
        if (time := getattr(row, name)) is not None and not moment.reached(time)
    }
    if not later:
        return row
    bringing, brought = _BROUGHT.get(type(row), ("", {}))
    if bringing in later:
        later.update(brought)
    return dataclasses.replace(row, **later)  # type: ignore[type-var]


def by_time(row: Any) -> tuple[datetime, int]:
    """Sorts rows by their first given time, those without one last."""
    times = _TIMES[type(row)]
    for name in (times.dating, *times.events):
        if name is not None and (time := getattr(row, name)) is not None:
            return time, row.key
    return datetime.max, row.key
