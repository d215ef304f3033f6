"""Verdicts on what a file says in values that cannot be read: unknown, with the value named."""

import dataclasses
from collections.abc import Iterable

from desk.records import Order, by_title
from desk.rules.case import Case, place
from desk.rules.rule import Judgement, Rule
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
