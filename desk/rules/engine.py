"""Runs the rules over cases. A rule that raises becomes a finding and the others go on."""

import dataclasses
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from desk.rules.case import Case
from desk.rules.rule import NA, PASS, Due, Finding, Judgement, Place, Rule
from desk.vocabulary import Verdict, WaiverKind

log = logging.getLogger(__name__)

RANK = {
    Verdict.FAIL: 0,
    Verdict.WARN: 1,
    Verdict.UNKNOWN: 2,
    Verdict.WAIVED: 3,
    Verdict.PASS: 4,
    Verdict.NA: 5,
}
QUIET = frozenset({Verdict.PASS, Verdict.NA})


def check(case: Case, rules: Sequence[Rule], *, quiet: bool = False) -> list[Finding]:
    """The findings of one order; pass and n/a are left out unless `quiet` asks for them."""
    found = []
    applies: dict[Callable[[Case], bool], bool] = {}
    for rule in rules:
        judgement = _judge(case, rule, applies)
        if quiet or judgement.verdict not in QUIET:
            found.append(_finding(case, rule, judgement))
    return found


def recheck_at(case: Case) -> datetime | None:
    """The first moment at which time alone can change a verdict of the checks made on this case."""
    return case.moment.until


def _judge(case: Case, rule: Rule, applies: dict[Callable[[Case], bool], bool]) -> Judgement:
    try:
        asked = applies.get(rule.applies)
        if asked is None:
            asked = applies[rule.applies] = rule.applies(case)
        if not asked:
            return NA
        answer = rule.check(case)
        judgement = answer if isinstance(answer, Judgement) else combine(answer)
    except Exception as error:
        log.exception("rule %s failed on %s", rule.code, case.order.order_no)
        return Judgement(Verdict.UNKNOWN, f"规则内部错误（{type(error).__name__}），请把本单报给维护人员")
    if judgement.verdict is Verdict.FAIL:
        return _waived(case, rule, judgement)
    if judgement.verdict is Verdict.UNKNOWN and case.unread:
        return _name_unread(case, judgement)
    return judgement


def combine(judgements: Iterable[Judgement]) -> Judgement:
    """One judgement of many rows: fail before warn before unknown before pass, all places in the evidence."""
    rows = list(judgements)
    if all(row is PASS for row in rows):  # the usual case, without sorting
        return PASS
    rows.sort(key=lambda row: (not row.replaces, RANK[row.verdict]))
    worst_row = rows[0]
    if worst_row.verdict in QUIET or len(rows) == 1:
        return worst_row
    told = [row for row in rows if row.verdict not in QUIET]
    same = [row for row in told if row.verdict is worst_row.verdict]
    return dataclasses.replace(
        worst_row,
        message="；".join(dict.fromkeys(row.message for row in same)),
        evidence=tuple(dict.fromkeys(place for row in told for place in row.evidence)),
        missing=tuple(dict.fromkeys(name for row in same for name in row.missing)),
    )


def _waived(case: Case, rule: Rule, judgement: Judgement) -> Judgement:
    for waiver in reversed(case.waivers):
        if waiver.rule == rule.code and waiver.conclusion == WaiverKind.WAIVE:
            text = f"已由{waiver.person}豁免：{waiver.reason}（原判：{judgement.message}）"
            place = Place("豁免", "原因", waiver.reason, waiver.key)
            return dataclasses.replace(
                judgement, verdict=Verdict.WAIVED, message=text, evidence=(*judgement.evidence, place)
            )
    return judgement


def _name_unread(case: Case, judgement: Judgement) -> Judgement:
    named = [
        f"{name}的原值“{case.unread[name]}”无法读取" for name in judgement.missing if name in case.unread
    ]
    if not named:
        return judgement
    return dataclasses.replace(judgement, message="；".join((judgement.message, *named)))


def _finding(case: Case, rule: Rule, judgement: Judgement) -> Finding:
    values = {name: getattr(case.office.parameters, name) for name in rule.parameters}
    return Finding(
        order_no=case.order.order_no,
        rule=rule.code,
        verdict=judgement.verdict,
        clause=rule.clause,
        gate=rule.gate,
        message=judgement.message,
        remedy=judgement.remedy or rule.remedy,
        fields=rule.fields,
        missing=judgement.missing,
        parameters=values,
        due=judgement.due or Due(),
        evidence=judgement.evidence,
        version=case.office.version,
    )


def worst(findings: Iterable[Finding]) -> Verdict:
    """The worst verdict among the findings; pass when there is none."""
    return min((finding.verdict for finding in findings), key=RANK.__getitem__, default=Verdict.PASS)
