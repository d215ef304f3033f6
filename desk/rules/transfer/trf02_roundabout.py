"""TRF02: where the T2 interface is in use, orders go there directly."""

from typing import Any

from desk.records import Transfer
from desk.rules.case import Case, missing_field, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.transfer.branches import switched_on, to_branches
from desk.vocabulary import TransferKind, Verdict


def applies(case: Case) -> bool:
    """A transfer to a 分公司 whose switch was, or may have been, on."""
    return any(switched_on(case, row) is not False for row in to_branches(case))


def check(case: Case) -> list[Judgement]:
    """Each transfer to a 分公司."""
    return [_judge(case, row) for row in to_branches(case) if row.kind == TransferKind.SERVICE]


def _judge(case: Case, row: Transfer) -> Judgement:
    on = switched_on(case, row)
    if on is False:
        return PASS
    places = (place(row, "kind"), place(row, "department"), place(row, "handed_at"))
    if on is None:
        told = f"没有传递时间，不知道当时{row.department}的 T2 接口是否启用"
        return missing_field(told, "转派.传递时间", evidence=places)
    told = f"{row.department}的 T2 接口已启用，仍经客服转派"
    return Judgement(Verdict.FAIL, told, places)


def _sent(
    kind: str, to: str = "澄迈分公司", time: str = "2026-10-12 10:00", since: str = "2026-10-01 00:00"
) -> dict[str, Any]:
    return {
        "转派": [{"类型": kind, "接收部门": to, "传递时间": time}],
        "T2开关": [{"分公司": "澄迈分公司", "启用": "是", "生效时间": since}],
    }


RULE = Rule(
    code="TRF02",
    name="应直转T2",
    clause="2.5",
    gate=False,
    reason="分公司接口启用后直接转至 T2 分公司账号，不再回单给客服由客服转派。",
    remedy="在 EOMS 中按口径直接转至 T2 分公司账号",
    fields=("转派.类型", "转派.接收部门", "转派.传递时间", "T2开关.启用", "T2开关.生效时间"),
    applies=applies,
    check=check,
    settings=("departments", "t2_switches"),
    examples=(
        Example(Verdict.PASS, _sent("T2"), title="直接转 T2"),
        Example(Verdict.PASS, _sent("技改"), title="直接转分公司"),
        Example(Verdict.FAIL, _sent("客服转派"), title="经客服转派"),
        Example(Verdict.FAIL, _sent("客服转派", since=""), title="开关没有写生效时间，一直启用"),
        Example(Verdict.FAIL, _sent("客服转派", since="2026-10-12 10:00"), title="生效的那一刻"),
        Example(Verdict.UNKNOWN, _sent("客服转派", time=""), title="没有传递时间"),
        Example(Verdict.NA, _sent("客服转派", since="2026-10-20 00:00"), title="当时还没有启用"),
        Example(Verdict.NA, _sent("客服转派", "琼海分公司"), title="该分公司没有开关"),
    ),
)
