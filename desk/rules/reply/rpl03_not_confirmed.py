"""RPL03: the callback must confirm that the service is back."""

from datetime import datetime

from desk.rules.case import Case, missing_field, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import confirmed_by_call, odd_words
from desk.vocabulary import Restored, Verdict


def check(case: Case) -> Judgement:
    """Looks at the last reached callback up to the reply (all of one time), and at all later ones."""
    end = case.order.replied_at or case.moment.now
    calls = case.reached_callbacks
    last = max((call.time for call in calls if call.time <= end), default=datetime.min)
    asked = [call for call in calls if call.time >= last]
    denied = [call for call in asked if call.restored == Restored.NO]
    if not denied and any(call.restored == Restored.YES for call in asked):
        return PASS
    evidence = (place(case.order, "outcome"), *(place(call, "restored") for call in denied or asked))
    if denied:
        return Judgement(Verdict.FAIL, "回访时客户表示没有恢复，却按已解决回单", evidence)
    told = f"回访接通了，但没有登记客户是否确认恢复{odd_words(asked, 'restored')}"
    return missing_field(told, "联系记录.确认恢复", evidence=evidence)


def _call(restored: str, time: str = "2026-10-13 10:00") -> dict[str, str]:
    return {"时间": time, "方式": "电话", "目的": "回访", "结果": "接通", "确认恢复": restored}


RULE = Rule(
    code="RPL03",
    name="回访未确认恢复",
    clause="2.4",
    gate=True,
    burden=True,
    reason="回访要确认客户恢复正常使用，接通不等于确认。",
    remedy="再次回访，确认恢复后登记；没有恢复的按未解决回单",
    fields=("解决情况", "回单时间", "联系记录.目的", "联系记录.结果", "联系记录.确认恢复"),
    applies=confirmed_by_call,
    check=check,
    examples=(
        Example(Verdict.PASS, {"联系记录": [_call("是")]}, title="确认恢复"),
        Example(
            Verdict.PASS,
            {"联系记录": [_call("否", "2026-10-12 10:00"), _call("是")]},
            title="先否后是，以最后一次为准",
        ),
        Example(Verdict.FAIL, {"联系记录": [_call("否")]}, title="客户否认"),
        Example(
            Verdict.FAIL,
            {"联系记录": [_call("是"), _call("否", "2026-10-15 10:00")]},
            title="回单后客户又说没有恢复",
        ),
        Example(Verdict.FAIL, {"联系记录": [_call("否"), _call("是")]}, title="同一时刻有一次说没有恢复"),
        Example(Verdict.PASS, {"联系记录": [_call("是"), _call("")]}, title="同一时刻有一次确认了"),
        Example(Verdict.UNKNOWN, {"联系记录": [_call("未知")]}, title="没有问到"),
        Example(Verdict.UNKNOWN, {"联系记录": [_call("已恢复")]}, title="写法不认识"),
        Example(Verdict.NA, {"联系记录": []}, title="没有接通的回访，由 RPL01 判"),
    ),
)
