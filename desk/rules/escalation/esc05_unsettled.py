"""ESC05: an order is replied after its escalation has a result."""

from typing import Any

from desk.records import Escalation
from desk.rules.case import Case, missing_field, place
from desk.rules.kinds import clock
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank, replied
from desk.vocabulary import Verdict


def check(case: Case) -> list[Judgement] | Judgement:
    """Each escalation."""
    if not case.records_known and not case.escalations:
        return missing_field(
            "没有升级数据，不知道是否有未闭环的升级", "升级", evidence=(place(case.order, "replied_at"),)
        )
    return [_judge(case, row) for row in case.escalations]


def _judge(case: Case, row: Escalation) -> Judgement:
    if not blank(row.result):
        return PASS
    told = f"{clock(row.time)} 的升级还没有结果，工单已回单"
    return Judgement(Verdict.FAIL, told, (place(row, "result"), place(case.order, "replied_at")))


def _raised(*results: str) -> dict[str, Any]:
    return {
        "升级": [
            {
                "时间": f"2026-10-1{at} 10:00",
                "原因": "敏感",
                "受理时间": f"2026-10-1{at} 11:00",
                "结果": result,
            }
            for at, result in enumerate(results)
        ]
    }


RULE = Rule(
    code="ESC05",
    name="升级未闭环即回单",
    clause="2.7",
    gate=True,
    reason="升级的投诉要有处理结果才算协调完成，不能先回单。",
    remedy="登记升级的处理结果；还没有回单的登记后再回单",
    fields=("回单时间", "升级.时间", "升级.结果"),
    applies=replied,
    check=check,
    examples=(
        Example(Verdict.PASS, _raised("已协调分公司处理"), title="有结果"),
        Example(Verdict.PASS, title="没有升级过"),
        Example(Verdict.FAIL, _raised(""), title="没有结果"),
        Example(Verdict.FAIL, _raised("已协调分公司处理", ""), title="有一次没有结果"),
        Example(Verdict.NA, {**_raised(""), "工单": {"回单时间": ""}}, title="还没有回单"),
    ),
)
