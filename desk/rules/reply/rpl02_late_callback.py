"""RPL02: the callback comes before the reply, and after the work."""

from datetime import datetime
from typing import Any

from desk.records import Contact
from desk.rules.case import Case, place
from desk.rules.kinds import Spot, clock
from desk.rules.rule import NA, PASS, Example, Judgement, Rule
from desk.rules.shapes import confirmed_by_call
from desk.vocabulary import Restored, StepState, Verdict


def check(case: Case) -> Judgement:
    """Every callback after the reply is a fail; a confirmation older than the last work is a warn."""
    replied = case.order.replied_at
    if replied is None:
        return NA
    before = [call for call in case.reached_callbacks if call.time <= replied]
    if not before:
        calls = tuple(place(call, "time") for call in case.reached_callbacks)
        told = f"{clock(replied)} 已按已解决回单，回访在回单之后"
        return Judgement(Verdict.FAIL, told, (place(case.order, "replied_at"), *calls))
    return _before_work(case, _confirming(before))


def _confirming(calls: list[Contact]) -> Contact:
    """The last one that confirmed, else the last one."""
    confirmed = [call for call in calls if call.restored == Restored.YES]
    return (confirmed or calls)[-1]


def _before_work(case: Case, call: Contact) -> Judgement:
    ended = _last_work(case)
    if ended is None or call.time >= ended[0]:
        return PASS
    told = f"确认恢复的回访（{clock(call.time)}）早于最后一次处理（{clock(ended[0])}），不能证明处理后已恢复"
    return Judgement(
        Verdict.WARN, told, (place(call, "time"), place(*ended[1])), remedy="处理完成后再回访一次并登记结果"
    )


def _last_work(case: Case) -> tuple[datetime, Spot] | None:
    work: list[tuple[datetime, Spot]] = [
        (row.finished_at, (row, "finished_at")) for row in case.transfers if row.finished_at is not None
    ]
    work += [
        (row.time, (row, "time"))
        for row in case.steps
        if row.time is not None and row.state not in (StepState.OPEN, StepState.NA)
    ]
    return max(work, key=lambda one: one[0], default=None)


def _call(time: str) -> dict[str, str]:
    return {"时间": time, "方式": "电话", "目的": "回访", "结果": "接通", "确认恢复": "是"}


def _transfer(finished: str) -> dict[str, Any]:
    return {"转派": [{"类型": "故障", "接收部门": "澄迈维护室", "完成时间": finished}]}


RULE = Rule(
    code="RPL02",
    name="回访晚于回单",
    clause="2.4",
    gate=True,
    burden=True,
    reason="先回访、确认恢复正常使用后才能答复工单，次序不能颠倒。",
    remedy="先回访确认再回单；已经回单的补做回访并说明",
    fields=(
        "解决情况",
        "回单时间",
        "联系记录.目的",
        "联系记录.结果",
        "联系记录.时间",
        "联系记录.确认恢复",
        "转派.完成时间",
        "处理步骤.状态",
        "处理步骤.时间",
    ),
    applies=confirmed_by_call,
    check=check,
    examples=(
        Example(Verdict.PASS, title="回访后回单"),
        Example(
            Verdict.PASS,
            {"联系记录": [_call("2026-10-13 10:00"), _call("2026-10-15 10:00")]},
            title="回单后又回访一次",
        ),
        Example(Verdict.PASS, {"联系记录": [_call("2026-10-13 15:00")]}, title="与回单同时"),
        Example(Verdict.FAIL, {"联系记录": [_call("2026-10-13 15:20")]}, title="回单后二十分钟才回访"),
        Example(Verdict.FAIL, {"联系记录": [_call("2026-10-20 10:00")]}, title="一周后才回访"),
        Example(Verdict.WARN, {"联系记录": [_call("2026-10-12 10:00")]}, title="回访之后又做了步骤"),
        Example(Verdict.WARN, _transfer("2026-10-13 14:00"), title="回访之后转派才完成"),
        Example(Verdict.NA, {"联系记录": []}, title="没有接通的回访，由 RPL01 判"),
        Example(Verdict.NA, {"工单": {"回单时间": ""}}, title="还没有回单"),
    ),
)
