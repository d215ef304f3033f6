"""DLN04: a fault reaches the 维护室 within two days."""

from dataclasses import replace
from datetime import datetime

from desk.records import Transfer
from desk.rules.case import Case, missing_field, place
from desk.rules.deadline.limits import classed, days_task, earliest, no_start
from desk.rules.departments import class_of
from desk.rules.kinds import in_time
from desk.rules.rule import Example, Judgement, Rule
from desk.vocabulary import Cause, DepartmentClass, TransferKind, Verdict

DAYS = 2
_NAME = "故障传递维护室超时"


def applies(case: Case) -> bool:
    """原因分类 is 故障."""
    return case.order.cause == Cause.FAULT


def check(case: Case) -> Judgement:
    """Only the 维护室 satisfies the clause; a 代维单位 alone is a warn in time and a fail later."""
    received = _received(case, DepartmentClass.MAINTENANCE)
    done = earliest(received, "handed_at")
    agents = _received(case, DepartmentClass.AGENT)
    agent_done = earliest(agents, "handed_at")
    if done is None and agent_done is not None:
        return _agent_only(case, agents, agent_done, received)
    start = classed(case, done)
    if start is None:
        return no_start(case)
    unclassed = [
        row for row in case.transfers if row.handed_at and class_of(case.office, row.department) is None
    ]
    if done is None and unclassed:
        name = unclassed[0].department
        evidence = (place(*start[1]), *(place(row, "department") for row in unclassed))
        return missing_field(f"不知道“{name}”是不是维护室，不能判断", "部门.类别", evidence=evidence)
    shown = tuple((row, "handed_at") for row in received)
    return in_time(case, days_task(case, _NAME, DAYS, start, done, shown))


def _received(case: Case, wanted: DepartmentClass) -> list[Transfer]:
    return [
        row
        for row in case.transfers
        if row.kind != TransferKind.FIELD_TEST and class_of(case.office, row.department) == wanted
    ]


def _agent_only(case: Case, agents: list[Transfer], done: datetime, undated: list[Transfer]) -> Judgement:
    start = classed(case, done)
    if start is None:
        return no_start(case)
    shown = tuple((row, name) for row in (*agents, *undated) for name in ("department", "handed_at"))
    judgement = in_time(case, days_task(case, _NAME, DAYS, start, done, shown))
    if judgement.verdict in (Verdict.FAIL, Verdict.UNKNOWN):
        return replace(judgement, message=f"{judgement.message}，且只传递到代维单位")
    rest = "给维护室的转派没有传递时间" if undated else "没有传递维护室"
    told = f"故障只传递到代维单位，{rest}"
    return replace(
        judgement,
        verdict=Verdict.WARN,
        message=told,
        evidence=tuple(place(*spot) for spot in (start[1], *shown)),
    )


def _fault(*transfers: tuple[str, str], **order: str) -> dict[str, object]:
    rows = [{"类型": "故障", "接收部门": to, "传递时间": time} for to, time in transfers]
    return {"工单": {"原因分类": "故障", **order}, "转派": rows}


RULE = Rule(
    code="DLN04",
    name="故障传递超时",
    clause="1.2.2 C",
    gate=False,
    reason="故障类问题 2 天内传递维护室，才能尽快抢修。",
    remedy="立即把故障传递维护室，并登记传递时间",
    fields=("原因分类", "定性时间", "现场测试.完成时间", "转派.接收部门", "转派.传递时间", "部门.类别"),
    applies=applies,
    check=check,
    parameters=("soon_hours",),
    settings=("calendar", "departments"),
    examples=(
        Example(Verdict.PASS, _fault(("澄迈维护室", "2026-10-12 10:00")), title="次日传递"),
        Example(
            Verdict.PASS,
            _fault(("澄迈维护室", "2026-10-13 15:00"), 定性时间=""),
            title="没有定性时间，从测试完成起算",
        ),
        Example(Verdict.FAIL, _fault(("澄迈维护室", "2026-10-15 10:00")), title="第四天才传递"),
        Example(Verdict.FAIL, _fault(), title="至今没有传递"),
        Example(Verdict.FAIL, _fault(("海南代维一队", "2026-10-15 10:00")), title="只给代维单位，而且晚了"),
        Example(
            Verdict.WARN, _fault(("澄迈维护室", "2026-10-13 20:00")), title="临界：48 小时已过，工作日未过"
        ),
        Example(Verdict.WARN, _fault(("海南代维一队", "2026-10-12 10:00")), title="只给了代维单位"),
        Example(Verdict.WARN, _fault(), at="2026-10-13 10:00", title="一天内到期"),
        Example(
            Verdict.UNKNOWN,
            {**_fault(定性时间=""), "现场测试": []},
            title="没有起算时间",
        ),
        Example(Verdict.UNKNOWN, _fault(("网络保障中心", "2026-10-12 10:00")), title="部门类别未知"),
        Example(Verdict.NA, title="不是故障"),
    ),
)
