"""RPL08: an open 跟踪单 is tracked when it says, and not forgotten."""

from datetime import timedelta
from typing import Any

from desk.records import FollowUp
from desk.rules.case import Case, missing_field, place
from desk.rules.kinds import clock
from desk.rules.moment import shift
from desk.rules.reply.follow_ups import followed, open_follow_ups
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.vocabulary import Verdict


def check(case: Case) -> list[Judgement]:
    """Each open ticket."""
    return [_judge(case, row) for row in open_follow_ups(case)]


def _judge(case: Case, row: FollowUp) -> Judgement:
    places = (place(row, "tracked_at"), place(row, "next_at"))
    tracked, planned = row.tracked_at, row.next_at
    if tracked is None and planned is None:
        told = f"跟踪单 {row.number} 没有最近跟踪时间，也没有下次跟踪时间"
        return missing_field(told, "跟踪单.最近跟踪时间", "跟踪单.下次跟踪时间", evidence=places)
    if planned is not None and (tracked is None or tracked < planned) and case.moment.passed(planned):
        told = f"跟踪单 {row.number} 应在 {clock(planned)} 跟踪，至今没有跟踪"
        return Judgement(Verdict.FAIL, told, places)
    days = case.office.parameters.follow_up_days
    last = tracked or row.opened_at
    if case.moment.passed(shift(last, timedelta(days=days))):
        told = f"跟踪单 {row.number} 超过 {days:g} 天没有跟踪（最近 {clock(last)}）"
        return Judgement(Verdict.WARN, told, (place(row, "opened_at"), *places))
    return PASS


def _ticket(tracked: str, planned: str = "", state: str = "跟踪中") -> dict[str, Any]:
    row = {
        "跟踪单号": "GZ1",
        "建立时间": "2026-10-13 15:00",
        "状态": state,
        "最近跟踪时间": tracked,
        "下次跟踪时间": planned,
    }
    return {"工单": {"解决情况": "未解决"}, "跟踪单": [row]}


RULE = Rule(
    code="RPL08",
    name="跟踪单停滞",
    clause="2.3",
    gate=False,
    reason="跟踪单要持续跟踪，直至问题解决。",
    remedy="跟踪一次，登记最近跟踪时间和下次跟踪时间",
    fields=("跟踪单.状态", "跟踪单.建立时间", "跟踪单.最近跟踪时间", "跟踪单.下次跟踪时间"),
    applies=followed,
    check=check,
    parameters=("follow_up_days",),
    examples=(
        Example(Verdict.PASS, _ticket("2026-10-28 10:00", "2026-11-04 10:00"), title="按期跟踪"),
        Example(Verdict.PASS, _ticket("2026-10-28 10:00"), title="三天前跟踪过"),
        Example(
            Verdict.PASS, _ticket("2026-10-28 10:00", "2026-10-27 10:00"), title="过了预定时间，但跟踪过了"
        ),
        Example(Verdict.FAIL, _ticket("2026-10-26 10:00", "2026-10-29 10:00"), title="到期没有跟踪"),
        Example(Verdict.FAIL, _ticket("", "2026-10-29 10:00"), title="从未跟踪，已到期"),
        Example(Verdict.WARN, _ticket("2026-10-20 10:00", "2026-11-04 10:00"), title="十一天没有跟踪"),
        Example(Verdict.UNKNOWN, _ticket(""), title="没有任何时间"),
        Example(Verdict.NA, _ticket("2026-10-14 10:00", state="已关闭"), title="已关闭"),
    ),
)
