"""TRF01: each cause goes to the department whose work it is."""

from collections.abc import Iterator
from typing import Any

from desk.records import Order, Transfer
from desk.rules.case import Case, missing_field, place
from desk.rules.departments import class_of, is_class
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank
from desk.vocabulary import Cause, DepartmentClass, TransferKind, Verdict

_BRANCH = frozenset({DepartmentClass.BRANCH})
_FITTING: dict[str, frozenset[DepartmentClass]] = {
    Cause.FAULT: frozenset({DepartmentClass.AGENT, DepartmentClass.MAINTENANCE}),
    Cause.REFIT: _BRANCH,
    Cause.NEW_ACTIVE: _BRANCH,
    Cause.NEW_BUILD: _BRANCH,
    Cause.OPTIMISE: frozenset({DepartmentClass.OPTIMISE}),
}
_UNJUDGED = frozenset({TransferKind.FIELD_TEST, TransferKind.SERVICE})


def applies(case: Case) -> bool:
    """原因分类 is given and not 其他, and somebody answers for the order."""
    cause = case.order.cause
    if blank(cause) or cause == Cause.OTHER:
        return False
    return bool(case.transfers) or not blank(case.order.department)


def check(case: Case) -> Iterator[Judgement]:
    """责任部门 by the cause; each transfer by its own type, T2 by the cause."""
    order = case.order
    if not blank(order.department):
        yield _judge(case, order, order.cause)
    for row in case.transfers:
        if row.kind not in _UNJUDGED:
            yield _judge(case, row, order.cause if row.kind == TransferKind.T2 else row.kind)
    yield _agents(case)


def _judge(case: Case, row: Order | Transfer, cause: str | None) -> Judgement:
    fitting = _FITTING.get(cause or "")
    found = class_of(case.office, row.department)
    if fitting is not None and found in fitting:
        return PASS
    own = isinstance(row, Transfer) and row.kind != TransferKind.T2
    places = (place(row, "kind") if own else place(case.order, "cause"), place(row, "department"))
    if fitting is None:
        return missing_field(f"“{cause}”不是已知的分类，不能核对部门", "原因分类", evidence=places)
    name = "转派的接收部门" if isinstance(row, Transfer) else "责任部门"
    if found is None:
        told = f"不知道{name}“{row.department}”是哪类部门"
        return missing_field(told, "部门.类别", evidence=places)
    wanted = "或".join(sorted(fitting))
    told = f"{cause}应转{wanted}，{name}“{row.department}”是{found}"
    return Judgement(Verdict.FAIL, told, places)


def _agents(case: Case) -> Judgement:
    """A fault with a 代维单位 and no 维护室: one clause is kept, the other is not."""
    faults: list[Order | Transfer] = [row for row in case.transfers if row.kind == TransferKind.FAULT]
    if case.order.cause == Cause.FAULT:
        faults = [case.order, *(row for row in case.transfers if row.kind not in _UNJUDGED)]
    if not faults:
        return PASS
    agents = [row for row in faults if is_class(case, row.department, DepartmentClass.AGENT)]
    if not agents or any(
        is_class(case, row.department, DepartmentClass.MAINTENANCE)
        for row in case.transfers
        if row.kind != TransferKind.FIELD_TEST
    ):
        return PASS
    places = tuple(place(row, "department") for row in agents)
    if not case.records_known and not case.transfers:
        return missing_field("没有转派数据，不知道故障是否也传递了维护室", "转派", evidence=places)
    told = "故障交给代维单位，没有传递维护室（2.2 写代维单位，1.2.2 写维护室）"
    return Judgement(Verdict.WARN, told, places, remedy="同时把故障传递维护室，并请质量管控组督办")


def _order(cause: str, department: str, *transfers: tuple[str, str], **more: Any) -> dict[str, Any]:
    rows = [{"类型": kind, "接收部门": to, "传递时间": "2026-10-12 10:00"} for kind, to in transfers]
    return {"工单": {"原因分类": cause, "责任部门": department}, "转派": rows, **more}


RULE = Rule(
    code="TRF01",
    name="责任部门不符",
    clause="2.2",
    gate=True,
    reason="分析结果要分类转至各责任部门，转错部门会耽误处理。",
    remedy="按原因分类改正责任部门或重新转派；部门没有归类的先在设置里归类",
    fields=("原因分类", "责任部门", "转派.类型", "转派.接收部门", "部门.类别"),
    applies=applies,
    check=check,
    settings=("departments",),
    examples=(
        Example(Verdict.PASS, title="优化归优化组"),
        Example(Verdict.PASS, _order("故障", "澄迈维护室", ("故障", "澄迈维护室")), title="故障归维护室"),
        Example(
            Verdict.PASS,
            _order("故障", "海南代维一队", ("故障", "海南代维一队"), ("故障", "澄迈维护室")),
            title="代维单位和维护室都有",
        ),
        Example(Verdict.PASS, _order("新建资源", "澄迈分公司", ("T2", "澄迈分公司")), title="建设归分公司"),
        Example(
            Verdict.PASS, _order("优化", "澄迈优化组", ("现场测试", "澄迈维护室")), title="现场测试转派不判"
        ),
        Example(Verdict.FAIL, _order("优化", "澄迈维护室"), title="优化归了维护室"),
        Example(Verdict.FAIL, _order("故障", "澄迈维护室", ("故障", "澄迈优化组")), title="故障转给优化组"),
        Example(Verdict.FAIL, _order("技改", "澄迈分公司", ("T2", "澄迈维护室")), title="技改经 T2 转维护室"),
        Example(
            Verdict.FAIL,
            _order("优化", "网络保障中心", 部门=[{"部门": "网络保障中心", "类别": "其他"}]),
            title="设置里归为其他",
        ),
        Example(
            Verdict.WARN, _order("故障", "海南代维一队", ("故障", "海南代维一队")), title="只给了代维单位"
        ),
        Example(Verdict.UNKNOWN, _order("优化", "网络保障中心"), title="部门没有归类"),
        Example(Verdict.NA, _order("其他", "澄迈维护室"), title="其他原因"),
        Example(Verdict.NA, _order("优化", ""), title="没有部门，也没有转派"),
    ),
)
