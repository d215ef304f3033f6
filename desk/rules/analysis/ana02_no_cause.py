"""ANA02: the cause must be classed before the reply."""

from desk.rules.kinds import order_of, required
from desk.rules.rule import Example, Rule
from desk.rules.shapes import replied
from desk.vocabulary import Verdict

RULE = Rule(
    code="ANA02",
    name="原因未定性",
    clause="2.2",
    gate=True,
    reason="不定性就无法分类转到责任部门，也说不清问题是怎么解决的。",
    remedy="按分析结果选择原因分类",
    fields=("原因分类", "回单时间"),
    applies=replied,
    check=required(order_of, "cause"),
    examples=(
        Example(Verdict.PASS, title="已定性"),
        Example(Verdict.PASS, {"工单": {"原因分类": "其他"}}, title="其他也是定性"),
        Example(Verdict.FAIL, {"工单": {"原因分类": ""}}, title="没有定性"),
        Example(Verdict.FAIL, {"工单": {"原因分类": "", "解决情况": "未解决"}}, title="未解决也要定性"),
        Example(Verdict.NA, {"工单": {"原因分类": "", "回单时间": ""}}, title="还没有回单"),
    ),
)
