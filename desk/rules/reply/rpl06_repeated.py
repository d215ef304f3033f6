"""RPL06: a customer who complains again soon after 已解决 makes the reply suspect."""

from bisect import bisect_right
from datetime import datetime, timedelta
from typing import Any

from desk.records import Waiver
from desk.rules.case import Case, place
from desk.rules.kin import TIME, first_of
from desk.rules.moment import shift
from desk.rules.rule import NA, PASS, Example, Judgement, Place, Rule
from desk.rules.waiving import last_word
from desk.vocabulary import Verdict, WaiverKind


def applies(case: Case) -> bool:
    """已解决 with 回单时间."""
    return case.solved and case.replied


def check(case: Case) -> Judgement:
    """Suspected until a person confirms or dismisses it."""
    replied = case.order.replied_at
    if replied is None:
        return NA
    if not (case.kin.same_number or case.kin.same_address or case.order.redispatches):
        return PASS  # the usual case
    told, places = _signs(case, replied)
    if not told:
        return PASS
    suspicion = Judgement(Verdict.WARN, f"疑似虚假回单：{'；'.join(told)}", places)
    said = last_word(case.waivers, RULE.code)
    return suspicion if said is None else _concluded(suspicion, said)


def _signs(case: Case, replied: datetime) -> tuple[list[str], tuple[Place, ...]]:
    end = shift(replied, timedelta(days=case.office.parameters.repeat_days))
    told = []
    others: dict[Place, None] = {}  # each once
    for shared, orders in (("号码", case.kin.same_number), ("地址和业务", case.kin.same_address)):
        after = bisect_right(orders, replied, key=TIME)
        again = first_of(orders[after : bisect_right(orders, end, key=TIME)])
        if again:
            told.append(f"同一{shared}在按已解决回单后又投诉（{again.names}）")
            others.update(dict.fromkeys(again.places))
    places = (place(case.order, "order_no"), *others) if others else ()
    times = case.order.redispatches or 0
    if times > 0:
        told.append(f"重复派单 {times} 次")
        places += (place(case.order, "redispatches"),)
    return told, (*places, place(case.order, "replied_at"))


def _concluded(suspicion: Judgement, said: Waiver) -> Judgement:
    places = (*suspicion.evidence, place(said, "conclusion"))
    if said.conclusion == WaiverKind.CONFIRM:
        told = f"{said.person}已确认为虚假回单：{said.reason}（{suspicion.message}）"
        remedy = "重新处理并回访客户，真正解决后再回单；确认有误的由质检写明原因后豁免"
        return Judgement(Verdict.FAIL, told, places, remedy=remedy)
    told = f"{said.person}已{said.conclusion}：{said.reason}（{suspicion.message}）"
    return Judgement(Verdict.WAIVED, told, places)


def _again(time: str, **bend: str) -> list[dict[str, Any]]:
    return [{}, {"工单号": "HI-052-261020-00002", "派单时间": time, "用户号码": "13800000001", **bend}]


_PLACE = {"用户号码": "13800000002", "投诉地址": "澄迈县金江镇文明路227号", "业务类型": "数据"}


def _said(*conclusions: str) -> dict[str, Any]:
    rows = [
        {
            "规则": "RPL06",
            "结论": conclusion,
            "原因": "已回访核实",
            "经办人": "质检",
            "时间": f"2026-10-25 1{at}:00",
        }
        for at, conclusion in enumerate(conclusions)
    ]
    return {"工单": _again("2026-10-20 09:00"), "豁免": rows}


RULE = Rule(
    code="RPL06",
    name="疑似虚假回单（重复投诉）",
    clause="2.4",
    gate=False,
    reason="按已解决回单后客户又投诉，可能是实际未解决而按已解决回单。",
    remedy="由质检核实：确认为虚假回单，或写明原因后排除",
    fields=(
        "工单号",
        "解决情况",
        "回单时间",
        "用户号码",
        "投诉地址",
        "业务类型",
        "派单时间",
        "重复派单次数",
        "豁免.结论",
    ),
    applies=applies,
    check=check,
    suspicion=True,
    parameters=("repeat_days",),
    examples=(
        Example(Verdict.PASS, title="没有重复"),
        Example(Verdict.PASS, {"工单": _again("2026-10-12 09:00")}, title="另一单在回单之前"),
        Example(Verdict.PASS, {"工单": _again("2026-12-20 09:00")}, at="2026-12-31 18:00", title="六十天后"),
        Example(
            Verdict.PASS,
            {"工单": _again("2026-10-20 09:00", **{**_PLACE, "业务类型": "语音"})},
            title="同一地址，另一业务",
        ),
        Example(Verdict.WARN, {"工单": _again("2026-10-20 09:00")}, title="同一号码一周后又投诉"),
        Example(Verdict.WARN, {"工单": _again("2026-10-20 09:00", **_PLACE)}, title="同一地址和业务又投诉"),
        Example(Verdict.WARN, {"工单": {"重复派单次数": "1"}}, title="重复派单"),
        Example(Verdict.FAIL, _said("确认"), title="质检确认"),
        Example(Verdict.FAIL, _said("豁免", "确认"), title="先豁免，核实后又确认"),
        Example(Verdict.WAIVED, _said("排除"), title="质检排除"),
        Example(Verdict.NA, {"工单": {"解决情况": "未解决"}}, title="未解决"),
    ),
)
