"""FLD04: after the test the customer's most urgent need is confirmed."""

from desk.rules.kinds import order_of, required
from desk.rules.rule import Example, Rule
from desk.rules.shapes import tested
from desk.vocabulary import Verdict

RULE = Rule(
    code="FLD04",
    name="未确认最紧迫需求",
    clause="1.2.2 B",
    gate=True,
    reason="测完要与客户沟通，确认最紧迫的需求，方案才对得上。",
    remedy="与客户确认最紧迫的需求并填写",
    fields=("最紧迫需求", "现场测试.完成时间"),
    applies=tested,
    check=required(order_of, "need"),
    examples=(
        Example(Verdict.PASS, title="已确认"),
        Example(Verdict.PASS, {"工单": {"最紧迫需求": "无"}}, title="客户没有特别要求"),
        Example(Verdict.FAIL, {"工单": {"最紧迫需求": ""}}, title="没有填写"),
        Example(Verdict.FAIL, {"工单": {"最紧迫需求": "  "}}, title="空白"),
        Example(Verdict.NA, {"工单": {"最紧迫需求": ""}, "现场测试": []}, title="没有现场测试"),
    ),
)
