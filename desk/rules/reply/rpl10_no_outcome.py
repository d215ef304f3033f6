"""RPL10: a reply says whether the problem is solved."""

from desk.rules.case import Case, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank, replied
from desk.vocabulary import Verdict


def check(case: Case) -> Judgement:
    """已解决 or 未解决, nothing else."""
    if case.solved or case.unsolved:
        return PASS
    given = case.order.outcome
    told = "已回单，没有填写解决情况" if blank(given) else f"已回单，解决情况“{given}”不是已解决或未解决"
    places = (place(case.order, "outcome"), place(case.order, "replied_at"))
    return Judgement(Verdict.FAIL, told, places, missing=("解决情况",) if blank(given) else ())


RULE = Rule(
    code="RPL10",
    name="解决情况缺失",
    clause="2.3",
    gate=True,
    reason="回单要选择已解决或未解决，后面的回访和跟踪都由它决定。",
    remedy="补选解决情况：已解决或未解决",
    fields=("解决情况", "回单时间"),
    applies=replied,
    check=check,
    examples=(
        Example(Verdict.PASS, title="已解决"),
        Example(Verdict.PASS, {"工单": {"解决情况": "未解决"}}, title="未解决"),
        Example(Verdict.FAIL, {"工单": {"解决情况": ""}}, title="空白"),
        Example(Verdict.FAIL, {"工单": {"解决情况": "处理完毕"}}, title="别的说法"),
        Example(Verdict.NA, {"工单": {"解决情况": "", "回单时间": ""}}, title="还没有回单"),
    ),
)
