"""Verdicts on what a file says in values that cannot be read: unknown, with the value named."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from desk.records import BY_TITLE, Kind, Order, SheetSpec, by_name, by_title
from desk.rules.case import Case, place
from desk.rules.rule import NA, Judgement, Place, Rule
from desk.vocabulary import Verdict


def doubted(case: Case, rule: Rule, answer: Judgement | Iterable[Judgement]) -> Judgement | list[Judgement]:
    """What a rule answered, so far as it does not rest on a blank that is in truth an unreadable value.

    A pass does where the rule reads a field of the order that could not be read; rows of other sheets that
    can be read decide beside those that cannot.
    """
    rows = [_told(case, row) for row in ((answer,) if isinstance(answer, Judgement) else answer)]
    if rows and all(row.verdict is Verdict.NA for row in rows):
        return rows
    named = {name for row in rows for name in row.missing}
    titles = by_title(Order)
    asked = [titles[name].name for name in rule.fields if name in titles and name not in named]
    blanks = [at for name in asked if (at := place(case.order, name)).spot in case.unread]
    return rows + [_told(case, Judgement(Verdict.WARN, evidence=(at,))) for at in blanks]


def undecided(case: Case, applies: Callable[[Case], bool]) -> Judgement:
    """Of a rule that does not apply: n/a, or unknown when a time that cannot be read decides it."""
    places = tuple(at for at, tried in _with_each_time(case) if applies(tried))
    return _told(case, Judgement(Verdict.WARN, evidence=places)) if places else NA


def _with_each_time(case: Case) -> Iterator[tuple[Place, Case]]:
    """Each time that cannot be read, and the case as if it said now."""
    for sheet, row, title in case.unread:
        spec = BY_TITLE[sheet]
        name = next(field.name for field in spec.fields if field.title == title)
        if by_name(spec.record)[name].kind is not Kind.TIME:
            continue
        rows = (case.order,) if spec.record is Order else getattr(case, spec.table)
        for record in rows:
            if record.key == row and getattr(record, name) is None:
                told = dataclasses.replace(record, **{name: case.moment.now})
                yield place(record, name), _with(case, spec, record, told)


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
