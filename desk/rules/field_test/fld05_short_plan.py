"""FLD05: a quick plan follows from the test."""

from desk.rules.kinds import order_of, required
from desk.rules.rule import Example, Rule
from desk.rules.shapes import tested
from desk.vocabulary import Verdict

RULE = Rule(
    code="FLD05",
    name="无短期方案",
    clause="1.2.2 B",
    gate=True,
    reason="要根据客户的需求制定短期内能实施的快速有效的方案。",
    remedy="填写短期方案：做什么、谁做、什么时候完成",
    fields=("短期方案", "现场测试.完成时间"),
    applies=tested,
    check=required(order_of, "short_plan"),
    examples=(
        Example(Verdict.PASS, title="有短期方案"),
        Example(Verdict.PASS, {"工单": {"短期方案": "无"}}, title="写明没有"),
        Example(Verdict.FAIL, {"工单": {"短期方案": ""}}, title="没有填写"),
        Example(Verdict.FAIL, {"工单": {"短期方案": " "}}, title="空白"),
        Example(Verdict.NA, {"工单": {"短期方案": ""}, "现场测试": []}, title="没有现场测试"),
    ),
)
