"""TRF03: nothing is sent to a T2 interface that is not in use."""

from typing import Any

from desk.records import Transfer
from desk.rules.case import Case, missing_field, place
from desk.rules.departments import class_of
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.transfer.branches import switched_on
from desk.vocabulary import DepartmentClass, TransferKind, Verdict


def applies(case: Case) -> bool:
    """There is a transfer of type T2."""
    return any(row.kind == TransferKind.T2 for row in case.transfers)


def check(case: Case) -> list[Judgement]:
    """Each transfer of type T2."""
    return [_judge(case, row) for row in case.transfers if row.kind == TransferKind.T2]


def _judge(case: Case, row: Transfer) -> Judgement:
    on = switched_on(case, row)
    if on:
        return PASS
    places = (place(row, "kind"), place(row, "department"), place(row, "handed_at"))
    if on is None:
        told = f"没有传递时间，不知道当时{row.department}的 T2 接口是否启用"
        return missing_field(told, "转派.传递时间", evidence=places)
    known = class_of(case.office, row.department)
    if known not in (None, DepartmentClass.BRANCH):
        told = f"类型是 T2，接收部门“{row.department}”是{known}，不是分公司"
        return Judgement(Verdict.FAIL, told, places, remedy="改正转派的类型或接收部门")
    return Judgement(Verdict.FAIL, f"{row.department}的 T2 接口当时没有启用", places)


def _sent(enabled: str, since: str = "", time: str = "2026-10-12 10:00") -> dict[str, Any]:
    return {
        "转派": [{"类型": "T2", "接收部门": "澄迈分公司", "传递时间": time}],
        "T2开关": [{"分公司": "澄迈分公司", "启用": enabled, "生效时间": since}],
    }


RULE = Rule(
    code="TRF03",
    name="T2接口未启用",
    clause="2.5",
    gate=False,
    reason="分公司接口添加完成后才可启用直转，之前转去会无人接收。",
    remedy="改由客服转派，或在设置里登记该分公司接口的启用和生效时间",
    fields=(
        "转派.类型",
        "转派.接收部门",
        "转派.传递时间",
        "部门.类别",
        "T2开关.启用",
        "T2开关.生效时间",
    ),
    applies=applies,
    check=check,
    settings=("departments", "t2_switches"),
    examples=(
        Example(Verdict.PASS, _sent("是"), title="已启用"),
        Example(Verdict.PASS, _sent("是", "2026-10-12 10:00"), title="生效的那一刻"),
        Example(Verdict.FAIL, _sent("否"), title="没有启用"),
        Example(Verdict.FAIL, _sent("是", "2026-10-13 00:00"), title="第二天才生效"),
        Example(Verdict.FAIL, {**_sent("是"), "T2开关": []}, title="没有登记开关"),
        Example(Verdict.UNKNOWN, _sent("是", "2026-10-01 00:00", time=""), title="没有传递时间"),
        Example(Verdict.NA, title="没有 T2 转派"),
    ),
)
