"""FLD06: a lasting plan follows from the test, and is more than the quick one."""

from desk.rules.case import Case, place
from desk.rules.kinds import filled
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import tested
from desk.vocabulary import Verdict

_MARKS = str.maketrans("", "", " \t\r\n\u3000，。；、,.;!！")


def check(case: Case) -> Judgement:
    """Blank breaks the clause; the same words as the short plan are asked about."""
    order = case.order
    given = filled(order, "long_plan")
    if given is not PASS:
        return given
    if _bare(order.long_plan) != _bare(order.short_plan):
        return PASS
    return Judgement(
        Verdict.WARN, "长期方案与短期方案相同", (place(order, "long_plan"), place(order, "short_plan"))
    )


def _bare(text: str | None) -> str:
    return (text or "").translate(_MARKS)


RULE = Rule(
    code="FLD06",
    name="无长期方案",
    clause="1.2.2 B",
    gate=False,
    reason="短期方案只能应急，还要根据现场测试情况制定长期方案。",
    remedy="填写与短期方案不同的长期方案",
    fields=("长期方案", "短期方案", "现场测试.完成时间"),
    applies=tested,
    check=check,
    examples=(
        Example(Verdict.PASS, title="有长期方案"),
        Example(Verdict.PASS, {"工单": {"长期方案": "无"}}, title="写明没有"),
        Example(Verdict.FAIL, {"工单": {"长期方案": ""}}, title="没有填写"),
        Example(Verdict.FAIL, {"工单": {"长期方案": " "}}, title="空白"),
        Example(Verdict.WARN, {"工单": {"长期方案": "调整天线下倾角，并优化邻区。"}}, title="照抄短期方案"),
        Example(Verdict.NA, {"现场测试": []}, title="没有现场测试"),
    ),
)
