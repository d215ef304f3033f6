"""Runs the rules over cases. A rule that raises becomes a finding and the others go on."""

import dataclasses
import logging
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from desk.rules.case import Case
from desk.rules.filling import to_fill
from desk.rules.rule import NA, PASS, Due, Finding, Judgement, Place, Rule
from desk.rules.unread import doubted, undecided
from desk.rules.waiving import last_word
from desk.vocabulary import Verdict, WaiverKind

log = logging.getLogger(__name__)

Applies = Callable[[Case], bool]

RANK = {
    Verdict.FAIL: 0,
    Verdict.WARN: 1,
    Verdict.UNKNOWN: 2,
    Verdict.WAIVED: 3,
    Verdict.PASS: 4,
    Verdict.NA: 5,
}
_READABLE = 120  # characters of a message
_ENDLESS = re.compile(r"(“[^”]{40})[^”]{20,}(?=”)|([^，。；、：（）“”\s]{40})[^，。；、：（）“”\s]{20,}")
QUIET = frozenset({Verdict.PASS, Verdict.NA})
# looked up once: an enum's member takes Python 3.11 five times as long as a name does
_FAIL, _NA = Verdict.FAIL, Verdict.NA


def check(case: Case, rules: Sequence[Rule], *, quiet: bool = False) -> list[Finding]:
    """The findings of one order in the order of the rules; pass and n/a are left out unless `quiet` asks."""
    found: list[tuple[int, Finding]] = []
    for applies, group in _by_precondition(tuple(rules)):
        try:
            asked = None if applies(case) else undecided(case, applies) if case.unread else NA
        except Exception as error:
            asked = _internal(case, applies.__name__, error)
        if asked is NA and not quiet:
            continue
        for place, rule in group:
            judgement = asked or _judge(case, rule)
            if quiet or not (judgement is PASS or judgement is NA or judgement.verdict in QUIET):
                found.append((place, _finding(case, rule, judgement)))
    found.sort(key=_place_of)
    return [finding for _, finding in found]


def _place_of(pair: tuple[int, Finding]) -> int:
    return pair[0]


@lru_cache(maxsize=8)
def _by_precondition(rules: tuple[Rule, ...]) -> tuple[tuple[Applies, tuple[tuple[int, Rule], ...]], ...]:
    """The rules grouped by what they apply to, which is asked once an order; each with its place."""
    groups: dict[Applies, list[tuple[int, Rule]]] = {}
    for place, rule in enumerate(rules):
        groups.setdefault(rule.applies, []).append((place, rule))
    return tuple((applies, tuple(group)) for applies, group in groups.items())


def _internal(case: Case, what: str, error: Exception) -> Judgement:
    log.exception("%s failed on %s", what, case.order.order_no)
    return Judgement(Verdict.UNKNOWN, f"规则内部错误（{type(error).__name__}），请把本单报给维护人员")


def _judge(case: Case, rule: Rule) -> Judgement:
    try:
        answer = rule.check(case)
        if case.unread:
            answer = doubted(case, rule, answer)
        if answer is PASS:
            return PASS  # the usual case
        judgement = answer if type(answer) is Judgement else combine(answer, rule)  # type: ignore[arg-type]
    except Exception as error:
        return _internal(case, rule.code, error)
    return _waived(case, rule, judgement) if judgement.verdict is _FAIL else judgement


def combine(judgements: Iterable[Judgement], rule: Rule) -> Judgement:
    """One judgement of many rows: fail before warn before unknown before pass, all places in the evidence."""
    every = list(judgements)
    for row in every:
        if row is not PASS:
            break
    else:
        return PASS  # the usual case
    rows = [row for row in every if row is not PASS]
    if len(rows) > 1:
        rows.sort(key=lambda row: (not row.replaces, RANK[row.verdict]))
    worst_row = rows[0]
    if worst_row.verdict is _NA and len(rows) < len(every):
        return PASS
    if len(rows) == 1 or worst_row.verdict in QUIET:
        return worst_row
    told = [row for row in rows if row.verdict not in QUIET]
    same = [row for row in told if row.verdict is worst_row.verdict]
    return dataclasses.replace(
        worst_row,
        message="；".join(dict.fromkeys(row.message for row in same)),
        evidence=tuple(dict.fromkeys(place for row in told for place in row.evidence)),
        missing=tuple(dict.fromkeys(name for row in same for name in row.missing)),
        remedy=_together(rule, same),
    )


def _waived(case: Case, rule: Rule, judgement: Judgement) -> Judgement:
    waiver = last_word(case.waivers, rule.code) if case.waivers else None
    if waiver is None or waiver.conclusion != WaiverKind.WAIVE:
        return judgement
    text = f"已由{waiver.person}豁免：{waiver.reason}（原判：{judgement.message}）"
    place = Place("豁免", "原因", waiver.reason, waiver.key)
    return dataclasses.replace(
        judgement, verdict=Verdict.WAIVED, message=text, evidence=(*judgement.evidence, place)
    )


def _finding(case: Case, rule: Rule, judgement: Judgement) -> Finding:
    values = {name: getattr(case.office.parameters, name) for name in rule.parameters}
    return Finding(
        order_no=case.order.order_no,
        rule=rule.code,
        verdict=judgement.verdict,
        clause=rule.clause,
        gate=rule.gate,
        message=_brief(judgement.message),
        remedy=judgement.remedy or _remedy(rule, judgement),
        fields=rule.fields,
        missing=judgement.missing,
        parameters=values,
        due=judgement.due or Due(),
        evidence=judgement.evidence,
        version=case.office.version_for(rule),
    )


def _together(rule: Rule, rows: Sequence[Judgement]) -> str:
    """The remedies of rows of one verdict; "" where none has one of its own."""
    if not any(row.remedy for row in rows):
        return ""
    return "；".join(dict.fromkeys(row.remedy or _remedy(rule, row) for row in rows))


def _remedy(rule: Rule, judgement: Judgement) -> str:
    """What to fill in where that is lacking; the rule's own remedy too where the gate waits for it."""
    filling = to_fill(judgement.missing) if judgement.verdict is Verdict.UNKNOWN else ""
    if not filling:
        return rule.remedy
    return f"{filling}；{rule.remedy}" if rule.burden else filling


def _brief(message: str) -> str:
    """The message with what it quotes cut to a readable length; the evidence holds the whole."""
    if len(message) <= _READABLE:
        return message
    return _ENDLESS.sub(r"\1\2…", message)


def worst(findings: Iterable[Finding]) -> Verdict:
    """The worst verdict among the findings; pass when there is none."""
    return min((finding.verdict for finding in findings), key=RANK.__getitem__, default=Verdict.PASS)
