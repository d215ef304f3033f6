"""RPL05: 已解决 means that nothing of the order was left to do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from desk.records import FollowUp, Transfer
from desk.rules.case import Case, missing_field, place
from desk.rules.field_test.ladder import numbers, own_names
from desk.rules.kinds import clock
from desk.rules.outages import is_out, unlisted_sites
from desk.rules.reply.follow_ups import is_open
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import solved
from desk.rules.signal import is_after
from desk.vocabulary import StepState, Verdict

_CLOSE = "问题解决后登记解决时间、关闭跟踪单，再按已解决回单"


def check(case: Case) -> Iterator[Judgement]:
    """As it was at 回单时间; before a reply as it is now."""
    replied = case.order.replied_at
    at = place(case.order, "outcome" if replied is None else "replied_at")
    for found in _unfinished(case, replied, replied or case.moment.now):
        yield found if found is PASS else replace(found, evidence=(at, *found.evidence))


def _unfinished(case: Case, replied: datetime | None, end: datetime) -> Iterator[Judgement]:
    for transfer in case.transfers:
        yield _transfer(transfer, end)
    for row in case.follow_ups:
        yield _follow_up(row, end)
    for rows in case.kin.sites.values():
        for site in rows:
            if is_out(site, end):
                told = f"站点 {site.code} 断站尚未恢复"
                yield _fail(told, place(site, "out_from"), place(site, "out_until"))
    if replied is not None:
        yield from _later_work(case, replied)
    if not case.records_known:
        yield _no_records(case)


def _fail(told: str, *places: Any, remedy: str = "") -> Judgement:
    return Judgement(Verdict.FAIL, f"按已解决回单时{told}", places, remedy=remedy)


def _transfer(row: Transfer, end: datetime) -> Judgement:
    places = (place(row, "department"), place(row, "finished_at"))
    if row.finished_at is None:
        return _fail(f"转给{row.department}的处理没有完成", *places)
    if row.finished_at > end:
        told = f"转给{row.department}的处理还没有完成（{clock(row.finished_at)} 才完成）"
        return _fail(told, *places)
    return PASS


def _follow_up(row: FollowUp, end: datetime) -> Judgement:
    late = row.solved_at is not None and row.solved_at > end
    if not is_open(row) and not late:
        return PASS
    places = (place(row, "state"), place(row, "solved_at"), place(row, "opened_at"))
    if row.opened_at > end:
        told = f"按已解决回单后又建了跟踪单 {row.number}"
        return Judgement(Verdict.WARN, told, places)
    return _fail(f"跟踪单 {row.number} 还没有关闭", *places, remedy=_CLOSE if is_open(row) else "")


def _later_work(case: Case, replied: datetime) -> Iterator[Judgement]:
    names = own_names(case.steps, case.office.step_names)
    for step in case.steps:
        done = step.state not in (StepState.OPEN, StepState.NA)
        if done and step.time is not None and step.time > replied:
            told = f"{numbers((step.number,), names)}在回单之后（{clock(step.time)}）才实施"
            yield Judgement(Verdict.WARN, told, (place(step, "time"),))
    for row in case.measurements:
        if is_after(row) and row.time is not None and row.time > replied:
            told = f"处理后的测试在回单之后（{clock(row.time)}）才做"
            yield Judgement(Verdict.WARN, told, (place(row, "time"),))


def _no_records(case: Case) -> Judgement:
    lacking = ("转派", "跟踪单", *(("站点",) if unlisted_sites(case) else ()))
    told = f"没有{'、'.join(lacking)}数据，不能判断是否有未完事项"
    return missing_field(told, *lacking)


def _handed(finished: str) -> dict[str, Any]:
    row = {"类型": "故障", "接收部门": "澄迈维护室", "传递时间": "2026-10-11 18:00", "完成时间": finished}
    return {"转派": [row]}


def _site(until: str) -> dict[str, Any]:
    row = {"站点编号": "CM001", "断站开始": "2026-10-09 20:00", "断站恢复": until}
    return {"工单": {"涉及站点": "CM001"}, "站点": [row]}


def _ticket(state: str, solved_at: str = "", opened: str = "2026-10-12 09:00") -> dict[str, Any]:
    row = {"跟踪单号": "GZ1", "建立时间": opened, "状态": state, "解决时间": solved_at}
    return {"跟踪单": [row]}


RULE = Rule(
    code="RPL05",
    name="仍有未完事项",
    clause="2.4",
    gate=True,
    burden=True,
    reason="还有没做完的事就按已解决回单，是名为解决、实未解决。",
    remedy="等转派完成、站点恢复并关闭跟踪单后再按已解决回单，或改按未解决回单",
    fields=(
        "解决情况",
        "回单时间",
        "涉及站点",
        "转派.接收部门",
        "转派.完成时间",
        "跟踪单.状态",
        "跟踪单.建立时间",
        "跟踪单.解决时间",
        "站点.断站开始",
        "站点.断站恢复",
        "处理步骤.时间",
        "三网测试.测试时间",
    ),
    applies=solved,
    check=check,
    settings=("step_names",),
    examples=(
        Example(Verdict.PASS, title="没有未完事项"),
        Example(Verdict.PASS, _handed("2026-10-13 14:00"), title="转派在回单前完成"),
        Example(Verdict.PASS, _site("2026-10-12 08:00"), title="站点已恢复"),
        Example(Verdict.PASS, _ticket("已关闭", "2026-10-13 11:00"), title="跟踪单已关闭"),
        Example(Verdict.FAIL, _handed(""), title="转派没有完成"),
        Example(Verdict.FAIL, _handed("2026-10-14 09:00"), title="转派在回单后才完成"),
        Example(Verdict.FAIL, _ticket("跟踪中"), title="跟踪单还开着"),
        Example(Verdict.FAIL, _ticket("已关闭", "2026-10-15 11:00"), title="跟踪单在回单后才关闭"),
        Example(Verdict.FAIL, _site(""), title="站点还在断站"),
        Example(Verdict.FAIL, _site("2026-10-13 20:00"), title="回单时站点没有恢复"),
        Example(
            Verdict.WARN,
            {"处理步骤": [{"步骤": "2", "类型": "优化", "状态": "已实施", "时间": "2026-10-14 10:00"}]},
            title="回单后又做了步骤",
        ),
        Example(
            Verdict.WARN, _ticket("跟踪中", opened="2026-10-20 09:00"), title="回单后又建跟踪单，当时没有"
        ),
        Example(Verdict.NA, {"工单": {"解决情况": "未解决"}}, title="未解决"),
    ),
)
