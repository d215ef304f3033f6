"""Rows as they stood at a moment: what is dated later has not happened."""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
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
    """The time fields of a record: the one that dates the row, and those that may lie ahead.

    `read` gives what all of them say, the dating one first.
    """

    dating: str | None
    events: tuple[str, ...]
    read: Callable[[Any], Iterable[datetime | None]]


def _times(sheet: SheetSpec) -> _Times:
    times = [f for f in sheet.fields if f.kind is Kind.TIME and f.name not in PLANS]
    dating = None
    if sheet.record is not Order:
        dating = next((f.name for f in times if f.required or f.name in _DATING), None)
    events = tuple(f.name for f in times if f.name != dating and not f.required)
    return _Times(dating, events, _reading((*filter(None, [dating]), *events)))


def _reading(names: tuple[str, ...]) -> Callable[[Any], Iterable[datetime | None]]:
    """Reads these fields of a row; `attrgetter` gives a tuple for two names and more."""
    if not names:
        return lambda row: ()
    return attrgetter(*names) if len(names) > 1 else attrgetter(*names, *names)


_TIMES: dict[object, _Times] = {sheet.record: _times(sheet) for sheet in BY_TABLE.values()}


def as_of(row: T, moment: Moment) -> T | None:
    """The row as it stood: None when it is dated later; its later times blank, with what they brought."""
    times, now = _TIMES[type(row)], moment.now
    for time in times.read(row):
        if time is not None and time > now:
            return _stood(row, times, moment)
    return row  # the usual case


def _stood(row: T, times: _Times, moment: Moment) -> T | None:
    if times.dating is not None:
        dated = getattr(row, times.dating)
        if dated is not None and not moment.reached(dated):
            return None
    later: dict[str, Any] = {
        name: None
        for name in times.events
        if (time := getattr(row, name)) is not None and not moment.reached(time)
    }
    bringing, brought = _BROUGHT.get(type(row), ("", {}))
    if bringing in later:
        later.update(brought)
    return dataclasses.replace(row, **later)  # type: ignore[type-var]


def by_time(row: Any) -> tuple[datetime, int]:
    """Sorts rows by their first given time, those without one last."""
    for time in _TIMES[type(row)].read(row):
        if time is not None:
            return time, row.key
    return datetime.max, row.key
