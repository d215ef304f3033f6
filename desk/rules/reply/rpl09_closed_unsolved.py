"""RPL09: a 跟踪单 is closed when the problem is solved and the customer says so."""

from typing import Any

from desk.records import FollowUp
from desk.rules.case import Case, place
from desk.rules.kinds import clock
from desk.rules.reply.follow_ups import closed, closed_follow_ups
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.vocabulary import Restored, Verdict


def check(case: Case) -> list[Judgement]:
    """Each closed ticket."""
    return [_judge(case, row) for row in closed_follow_ups(case)]


def _judge(case: Case, row: FollowUp) -> Judgement:
    if row.solved_at is None:
        told = f"跟踪单 {row.number} 已关闭，没有解决时间"
        return Judgement(Verdict.FAIL, told, (place(row, "state"), place(row, "solved_at")))
    since = min(row.tracked_at or row.opened_at, row.solved_at)
    if any(call.restored == Restored.YES and call.time >= since for call in case.reached_callbacks):
        return PASS
    calls = tuple(place(call, "restored") for call in case.reached_callbacks)
    told = f"跟踪单 {row.number} 已关闭，{clock(since)} 以后没有确认恢复的回访"
    places = (place(row, "tracked_at"), place(row, "solved_at"), *calls)
    return Judgement(Verdict.WARN, told, places, remedy="回访客户，确认恢复后登记")


def _closed(solved: str, called: str = "2026-10-22 10:00", restored: str = "是") -> dict[str, Any]:
    row = {
        "跟踪单号": "GZ1",
        "建立时间": "2026-10-13 15:00",
        "状态": "已关闭",
        "最近跟踪时间": "2026-10-20 10:00",
        "解决时间": solved,
    }
    call = {"时间": called, "方式": "电话", "目的": "回访", "结果": "接通", "确认恢复": restored}
    return {"工单": {"解决情况": "未解决"}, "跟踪单": [row], "联系记录": [call]}


RULE = Rule(
    code="RPL09",
    name="跟踪单未解决即关闭",
    clause="2.3",
    gate=False,
    closing=True,
    reason="跟踪单要跟踪到问题解决，客户确认恢复后才能关闭。",
    remedy="补登解决时间，或重新打开跟踪单继续跟踪",
    fields=(
        "跟踪单.状态",
        "跟踪单.建立时间",
        "跟踪单.最近跟踪时间",
        "跟踪单.解决时间",
        "联系记录.目的",
        "联系记录.结果",
        "联系记录.时间",
        "联系记录.确认恢复",
    ),
    applies=closed,
    check=check,
    examples=(
        Example(Verdict.PASS, _closed("2026-10-23 10:00"), title="跟踪后回访确认，再关闭"),
        Example(Verdict.PASS, _closed("2026-10-21 10:00"), title="解决后回访确认"),
        Example(Verdict.FAIL, _closed(""), title="没有解决时间"),
        Example(Verdict.FAIL, _closed("", restored="否"), title="客户说没有恢复，也没有解决时间"),
        Example(Verdict.WARN, _closed("2026-10-23 10:00", "2026-10-19 10:00"), title="回访在最近跟踪之前"),
        Example(Verdict.WARN, _closed("2026-10-23 10:00", restored="未知"), title="回访没有确认"),
        Example(Verdict.NA, title="没有跟踪单"),
    ),
)
