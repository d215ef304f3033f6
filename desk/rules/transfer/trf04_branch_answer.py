"""TRF04: a branch answers in time and clearly; else the customer service may ask it directly."""

import re
from datetime import timedelta
from typing import Any

from desk.records import Transfer
from desk.rules.case import Case, missing_field, place
from desk.rules.kinds import clock
from desk.rules.moment import shift
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank
from desk.rules.transfer.branches import handed_time, to_branches
from desk.vocabulary import Verdict

_SHORTEST = 8
_EMPTY = re.compile(r"已处理|已知悉|[\W_]")
_ASK = "可由客服直接咨询分公司"


def applies(case: Case) -> bool:
    """There is a transfer to a 分公司."""
    return bool(case.transfers) and bool(to_branches(case))


def check(case: Case) -> list[Judgement]:
    """Each transfer to a 分公司."""
    return [_judge(case, row) for row in to_branches(case)]


def _judge(case: Case, row: Transfer) -> Judgement:
    if row.answered_at is None and blank(row.answer):
        return _unanswered(case, row)
    answer = (row.answer or "").strip()
    if len(answer) >= _SHORTEST and _EMPTY.sub("", answer):
        return PASS
    said = f"只有“{answer}”" if answer else "没有内容"
    told = f"{row.department}答复不明确（{said}），{_ASK}"
    return Judgement(Verdict.WARN, told, (place(row, "answer"), place(row, "answered_at")))


def _unanswered(case: Case, row: Transfer) -> Judgement:
    places = (place(row, "handed_at"), place(row, "answered_at"))
    handed = handed_time(row)
    if handed is None:
        told = f"转给{row.department}没有传递时间，不能判断是否按时回复"
        return missing_field(told, "转派.传递时间", evidence=places)
    hours = case.office.parameters.branch_reply_hours
    if not case.moment.passed(shift(handed, timedelta(hours=hours))):
        return PASS
    told = f"{row.department}自 {clock(handed)} 起超过 {hours:g} 小时没有回复，{_ASK}"
    return Judgement(Verdict.WARN, told, places)


def _sent(answered: str, answer: str, time: str = "2026-10-12 10:00") -> dict[str, Any]:
    row = {
        "类型": "技改",
        "接收部门": "澄迈分公司",
        "传递时间": time,
        "回复时间": answered,
        "回复内容": answer,
    }
    return {"转派": [row]}


RULE = Rule(
    code="TRF04",
    name="分公司未回复或不明确",
    clause="2.6",
    gate=False,
    reason="已确认责任部门是分公司而未回复或答复不明确时，客服可直接咨询分公司。",
    remedy="由客服直接咨询分公司，登记明确的回复",
    fields=("转派.接收部门", "转派.传递时间", "转派.发单时间", "转派.回复时间", "转派.回复内容", "部门.类别"),
    applies=applies,
    check=check,
    parameters=("branch_reply_hours",),
    settings=("departments", "t2_switches"),
    examples=(
        Example(Verdict.PASS, _sent("2026-10-13 10:00", "计划10月20日前完成扩容"), title="明确的回复"),
        Example(Verdict.PASS, _sent("", ""), at="2026-10-14 10:00", title="正好四十八小时"),
        Example(Verdict.WARN, _sent("", ""), title="没有回复"),
        Example(Verdict.WARN, _sent("2026-10-13 10:00", "已处理"), title="已处理"),
        Example(Verdict.WARN, _sent("2026-10-13 10:00", "已知悉，已处理。"), title="已知悉"),
        Example(Verdict.WARN, _sent("2026-10-13 10:00", ""), title="回复没有内容"),
        Example(Verdict.UNKNOWN, _sent("", "", time=""), title="没有传递时间"),
        Example(Verdict.NA, title="没有转分公司"),
    ),
)
