"""ESC04: an escalation is accepted and brought to a result."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from desk.records import Escalation
from desk.rules.case import Case, place
from desk.rules.kinds import clock
from desk.rules.moment import shift
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank
from desk.vocabulary import Verdict


def applies(case: Case) -> bool:
    """An escalation is not finished."""
    return any(row.finished_at is None for row in case.escalations)


def check(case: Case) -> Iterator[Judgement]:
    """Each unfinished escalation: accepted in time, and with a result in time."""
    for row in case.escalations:
        if row.finished_at is None:
            yield _accepted(case, row)
            yield _settled(case, row)


def _accepted(case: Case, row: Escalation) -> Judgement:
    hours = case.office.parameters.escalation_ack_hours
    limit = shift(row.time, timedelta(hours=hours))
    late = case.moment.passed(limit) if row.accepted_at is None else row.accepted_at > limit
    if not late:
        return PASS
    then = "" if row.accepted_at is None else f"（{clock(row.accepted_at)} 才受理）"
    told = f"{clock(row.time)} 的升级没有在 {hours:g} 小时内受理{then}"
    return Judgement(Verdict.FAIL, told, (place(row, "time"), place(row, "accepted_at")))


def _settled(case: Case, row: Escalation) -> Judgement:
    days = case.office.parameters.escalation_days
    if not blank(row.result) or not case.moment.passed(shift(row.time, timedelta(days=days))):
        return PASS
    told = f"{clock(row.time)} 的升级超过 {days:g} 天没有结果"
    return Judgement(Verdict.WARN, told, (place(row, "time"), place(row, "result")))


def _raised(time: str, accepted: str = "", result: str = "", finished: str = "") -> dict[str, Any]:
    row = {"时间": time, "原因": "敏感", "受理时间": accepted, "结果": result, "完成时间": finished}
    return {"升级": [row]}


RULE = Rule(
    code="ESC04",
    name="升级未受理/停滞",
    clause="2.7",
    gate=False,
    reason="升级是为了协调处理，没有人受理或没有结果等于没有升级。",
    remedy="催办受理人，登记受理时间、结果和完成时间",
    fields=("升级.时间", "升级.受理时间", "升级.结果", "升级.完成时间"),
    applies=applies,
    check=check,
    parameters=("escalation_ack_hours", "escalation_days"),
    examples=(
        Example(Verdict.PASS, _raised("2026-10-30 10:00", "2026-10-30 15:00"), title="已受理，在处理"),
        Example(Verdict.PASS, _raised("2026-10-31 10:00"), title="八小时前升级"),
        Example(Verdict.FAIL, _raised("2026-10-30 10:00"), title="三十二小时没有受理"),
        Example(Verdict.FAIL, _raised("2026-10-30 10:00", "2026-10-31 12:00"), title="受理晚了"),
        Example(Verdict.FAIL, _raised("2026-10-20 10:00", result="已协调"), title="没有受理却有结果"),
        Example(Verdict.WARN, _raised("2026-10-27 10:00", "2026-10-27 15:00"), title="四天没有结果"),
        Example(
            Verdict.NA,
            _raised("2026-10-10 10:00", result="已协调", finished="2026-10-12 10:00"),
            title="已完成",
        ),
        Example(Verdict.NA, title="没有升级"),
    ),
)
