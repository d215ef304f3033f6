"""ANA01: what the analysis rests on must be written down before the reply."""

from desk.rules.kinds import order_of, required
from desk.rules.rule import Example, Rule
from desk.rules.shapes import replied
from desk.vocabulary import Verdict

RULE = Rule(
    code="ANA01",
    name="分析要素缺失",
    clause="2.1",
    gate=True,
    reason="投诉问题、出现周期和周边用户情况是定位分析的依据。",
    remedy="补填投诉内容、出现周期和周边用户使用情况，确实不知道的填“未知”",
    fields=("投诉内容", "出现周期", "周边用户使用情况", "回单时间"),
    applies=replied,
    check=required(order_of, "complaint", "cycle", "nearby"),
    examples=(
        Example(Verdict.PASS, title="三项都有"),
        Example(Verdict.PASS, {"工单": {"周边用户使用情况": "未知"}}, title="写明未知"),
        Example(Verdict.FAIL, {"工单": {"出现周期": ""}}, title="没有出现周期"),
        Example(Verdict.FAIL, {"工单": {"周边用户使用情况": " "}}, title="没有周边用户情况"),
        Example(Verdict.NA, {"工单": {"回单时间": "", "出现周期": ""}}, title="还没有回单"),
    ),
)
