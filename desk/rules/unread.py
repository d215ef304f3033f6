"""Verdicts on what a file says in values that cannot be read: unknown, with the value named."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from desk.records import SHEETS, Kind, Order, SheetSpec, by_title
from desk.rules.case import Case, place
from desk.rules.rule import NA, Judgement, Place, Rule
from desk.vocabulary import Verdict

_KEPT = (Verdict.PASS, Verdict.NA)
_TABLES = {"orders", *(field.name for field in dataclasses.fields(Case))}  # that a case holds rows of
_TIMES = tuple(
    (sheet, tuple(field for field in sheet.fields if field.kind is Kind.TIME))
    for sheet in SHEETS
    if sheet.table in _TABLES
)


def doubted(case: Case, rule: Rule, answer: Judgement | Iterable[Judgement]) -> Judgement | list[Judgement]:
    """What a rule answered, so far as it does not rest on a blank that is in truth an unreadable value.

    A pass does where the rule reads a field of the order that could not be read, or where a time of any sheet
    that could not be read would make it another verdict.
    """
    rows = [_told(case, row) for row in _rows(answer)]
    if rows and all(row.verdict is Verdict.NA for row in rows):
        return rows
    named = {name for row in rows for name in row.missing}
    titles = by_title(Order)
    asked = [titles[name].name for name in rule.fields if name in titles and name not in named]
    blanks = [at for name in asked if (at := place(case.order, name)).spot in case.unread]
    if not blanks and all(row.verdict in _KEPT for row in rows):
        blanks = [at for at, tried in _with_each_time(case) if _broken(rule, tried)]
    return rows + [_told(case, Judgement(Verdict.WARN, evidence=(at,))) for at in blanks]


def _rows(answer: Judgement | Iterable[Judgement]) -> Iterable[Judgement]:
    return (answer,) if isinstance(answer, Judgement) else answer


def _broken(rule: Rule, case: Case) -> bool:
    return any(row.verdict not in _KEPT for row in _rows(rule.check(case)))


def undecided(case: Case, applies: Callable[[Case], bool]) -> Judgement:
    """Of a rule that does not apply: n/a, or unknown when a time that cannot be read decides it."""
    places = tuple(at for at, tried in _with_each_time(case) if applies(tried))
    return _told(case, Judgement(Verdict.WARN, evidence=places)) if places else NA


def _with_each_time(case: Case) -> Iterator[tuple[Place, Case]]:
    """Each time of the order and its rows that cannot be read, and the case as if it said now."""
    for spec, record, name in case.once(_unread_times):
        told = dataclasses.replace(record, **{name: case.moment.now})
        yield place(record, name), _with(case, spec, record, told)


def _unread_times(case: Case) -> tuple[tuple[SheetSpec, Any, str], ...]:
    return tuple(
        (spec, record, field.name)
        for spec, times in _TIMES
        for record in ((case.order,) if spec.record is Order else getattr(case, spec.table))
        for field in times
        if getattr(record, field.name) is None and (spec.title, record.key, field.title) in case.unread
    )


def _with(case: Case, spec: SheetSpec, record: Any, told: Any) -> Case:
    if spec.record is Order:
        return dataclasses.replace(case, order=told, _answers={})
    rows = tuple(told if row is record else row for row in getattr(case, spec.table))
    changed: dict[str, Any] = {spec.table: rows}
    return dataclasses.replace(case, **changed, _answers={})


def _told(case: Case, judgement: Judgement) -> Judgement:
    blanks = [at for at in judgement.evidence if at.value is None]
    unread = [at for at in blanks if at.spot in case.unread]
    if not unread:
        return judgement
    told = "；".join(f"{at.name}的原值“{case.unread[at.spot]}”无法读取" for at in unread)
    if judgement.verdict is Verdict.UNKNOWN:
        return dataclasses.replace(judgement, message=f"{judgement.message}；{told}")
    if len(unread) < len(blanks):
        return judgement
    names = tuple(dict.fromkeys(at.name for at in unread))
    return dataclasses.replace(judgement, verdict=Verdict.UNKNOWN, message=f"{told}，无法判定", missing=names)
