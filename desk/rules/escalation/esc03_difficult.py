"""ESC03: a difficult complaint must be escalated."""

from datetime import timedelta
from typing import Any

from desk.rules.case import Case, missing_record, place
from desk.rules.escalation.repeats import earlier
from desk.rules.kin import last_of
from desk.rules.moment import shift
from desk.rules.rule import NA, PASS, Example, Judgement, Place, Rule
from desk.rules.shapes import always
from desk.vocabulary import Verdict, YesNo


def check(case: Case) -> Judgement:
    """Any escalation record counts."""
    why = [*_repeated(case), *_long(case), *_handed_round(case), *_marked(case)]
    if not why:
        return NA
    if case.escalations:
        return PASS
    told = f"疑难投诉（{'；'.join(said for said, _ in why)}）没有升级记录"
    return missing_record(case, "升级", told, tuple(spot for _, places in why for spot in places))


Signs = list[tuple[str, tuple[Place, ...]]]


def _repeated(case: Case) -> Signs:
    before = last_of(earlier(case))
    if before.total + 1 < case.office.parameters.difficult_repeats:
        return []
    told = f"同一号码第 {before.total + 1} 次投诉"
    if before:
        told = f"{told}，此前：{before.names}"
    return [(told, (place(case.order, "phone"), *before.places))]


def _long(case: Case) -> Signs:
    start, end = case.order.dispatched_at, case.order.replied_at
    days = case.office.parameters.difficult_days
    limit = shift(start, timedelta(days=days))
    if not (case.moment.passed(limit) if end is None else end > limit):
        return []
    return [(f"处理超过 {days:g} 天", (place(case.order, "dispatched_at"), place(case.order, "replied_at")))]


def _handed_round(case: Case) -> Signs:
    if len(case.transfers) < case.office.parameters.difficult_transfers:
        return []
    places = tuple(place(row, "department") for row in case.transfers)
    return [(f"已转派 {len(case.transfers)} 次", places)]


def _marked(case: Case) -> Signs:
    if case.order.difficult != YesNo.YES:
        return []
    return [("标为疑难", (place(case.order, "difficult"),))]


def _times(*times: str) -> list[dict[str, Any]]:
    others = [
        {
            "工单号": f"HI-052-260900-0000{at}",
            "派单时间": time,
            "用户号码": "13800000001",
            "来源渠道": "10086",
        }
        for at, time in enumerate(times, 2)
    ]
    return [{}, *others]


_RAISED = [{"时间": "2026-10-11 10:00", "原因": "疑难"}]

RULE = Rule(
    code="ESC03",
    name="疑难投诉未升级",
    clause="2.7",
    gate=False,
    reason="疑难问题要高度重视，必要时升级协调处理。",
    remedy="登记升级：写明原因、受理人和结果",
    fields=("工单号", "用户号码", "派单时间", "回单时间", "疑难", "转派.接收部门", "升级.时间"),
    applies=always,
    check=check,
    parameters=("difficult_repeats", "repeat_days", "difficult_days", "difficult_transfers"),
    examples=(
        Example(Verdict.PASS, {"工单": {"疑难": "是"}, "升级": _RAISED}, title="标为疑难，已升级"),
        Example(
            Verdict.PASS,
            {"工单": _times("2026-09-01 09:00", "2026-09-20 09:00"), "升级": _RAISED},
            title="第三次投诉，已升级",
        ),
        Example(Verdict.FAIL, {"工单": {"疑难": "是"}, "升级": []}, title="标为疑难"),
        Example(
            Verdict.FAIL,
            {"工单": _times("2026-09-01 09:00", "2026-09-20 09:00"), "升级": []},
            title="回看期内第三次投诉",
        ),
        Example(Verdict.FAIL, {"工单": {"回单时间": "2026-10-25 09:00"}, "升级": []}, title="十五天后才回单"),
        Example(Verdict.FAIL, {"工单": {"回单时间": ""}, "升级": []}, title="十五天没有回单"),
        Example(
            Verdict.FAIL,
            {"转派": [{"类型": "故障", "接收部门": f"澄迈维护室{n}班"} for n in (1, 2, 3)], "升级": []},
            title="转派三次",
        ),
        Example(Verdict.NA, title="不是疑难投诉"),
        Example(
            Verdict.NA, {"工单": _times("2026-09-20 09:00", "2026-10-12 09:00")}, title="第三次在本单之后"
        ),
        Example(Verdict.NA, {"工单": {"回单时间": "2026-10-25 08:45"}}, title="正好十五天"),
    ),
)
