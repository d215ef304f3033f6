"""RPL07: an unsolved order is kept in sight by a 跟踪单."""

from desk.rules.case import Case, missing_record, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.vocabulary import Verdict


def applies(case: Case) -> bool:
    """解决情况 is 未解决."""
    return case.unsolved


def check(case: Case) -> Judgement:
    """Any 跟踪单 will do."""
    if case.follow_ups:
        return PASS
    return missing_record(case, "跟踪单", "按未解决回单，没有建跟踪单", (place(case.order, "outcome"),))


_UNSOLVED = {"解决情况": "未解决"}
_TICKET = {"跟踪单号": "GZ1", "建立时间": "2026-10-13 15:00", "状态": "跟踪中"}

RULE = Rule(
    code="RPL07",
    name="未解决未建跟踪单",
    clause="2.3",
    gate=True,
    reason="没有解决的问题要生成投诉跟踪单，后期继续跟踪直至解决。",
    remedy="为本单建立跟踪单",
    fields=("解决情况", "跟踪单.跟踪单号"),
    applies=applies,
    check=check,
    examples=(
        Example(Verdict.PASS, {"工单": _UNSOLVED, "跟踪单": [_TICKET]}, title="有跟踪单"),
        Example(
            Verdict.PASS, {"工单": _UNSOLVED, "跟踪单": [{**_TICKET, "状态": "已关闭"}]}, title="已经跟踪完"
        ),
        Example(Verdict.FAIL, {"工单": _UNSOLVED, "跟踪单": []}, title="没有跟踪单"),
        Example(
            Verdict.FAIL, {"工单": {**_UNSOLVED, "回单时间": ""}, "跟踪单": []}, title="准备按未解决回单"
        ),
        Example(Verdict.NA, title="已解决"),
    ),
)
