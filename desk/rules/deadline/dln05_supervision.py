"""DLN05: every fault transfer is supervised by the 质量管控组."""

from desk.records import Transfer
from desk.rules.case import Case, missing_field, place
from desk.rules.departments import class_of
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank
from desk.vocabulary import DepartmentClass, TransferKind, Verdict, YesNo


def applies(case: Case) -> bool:
    """A fault was transferred."""
    return any(row.kind == TransferKind.FAULT for row in case.transfers)


def check(case: Case) -> list[Judgement]:
    """Each fault transfer."""
    return [_judge(case, row) for row in case.transfers if row.kind == TransferKind.FAULT]


def _judge(case: Case, row: Transfer) -> Judgement:
    found = class_of(case.office, row.supervisor)
    if row.supervised == YesNo.YES and found == DepartmentClass.QUALITY:
        return PASS
    places = (place(row, "department"), place(row, "supervised"), place(row, "supervisor"))
    if row.supervised != YesNo.YES:
        return Judgement(Verdict.FAIL, f"转给{row.department}的故障没有督办", places)
    if blank(row.supervisor):
        return missing_field("故障已督办，但没有写由哪个组督办", "转派.督办组", evidence=places)
    if found is None:
        return missing_field(f"不知道“{row.supervisor}”是不是质量管控组", "部门.类别", evidence=places)
    return Judgement(Verdict.FAIL, f"故障由{row.supervisor}督办，不是质量管控组", places)


def _fault(supervised: str, by: str) -> dict[str, object]:
    row = {
        "类型": "故障",
        "接收部门": "澄迈维护室",
        "传递时间": "2026-10-12 10:00",
        "督办": supervised,
        "督办组": by,
    }
    return {"工单": {"原因分类": "故障"}, "转派": [row]}


RULE = Rule(
    code="DLN05",
    name="故障未督办",
    clause="1.2.2 C",
    gate=False,
    reason="故障类问题传递维护室后由质量管控组督办处理。",
    remedy="请质量管控组督办，并登记督办和督办组",
    fields=("转派.类型", "转派.接收部门", "转派.督办", "转派.督办组", "部门.类别"),
    applies=applies,
    check=check,
    settings=("departments",),
    examples=(
        Example(Verdict.PASS, _fault("是", "质量管控组"), title="质量管控组督办"),
        Example(
            Verdict.PASS,
            {**_fault("是", "网络质控班"), "部门": [{"部门": "网络质控班", "类别": "质量管控组"}]},
            title="设置里归为质量管控组",
        ),
        Example(Verdict.FAIL, _fault("否", ""), title="没有督办"),
        Example(Verdict.FAIL, _fault("", "质量管控组"), title="没有登记督办"),
        Example(Verdict.FAIL, _fault("是", "澄迈优化组"), title="别的组督办"),
        Example(Verdict.UNKNOWN, _fault("是", ""), title="没有写督办组"),
        Example(Verdict.NA, {"转派": []}, title="没有故障转派"),
    ),
)
