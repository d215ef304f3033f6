"""FLT02: what the customer says on the visit is written down."""

from desk.rules.case import Case, lost_rows, missing_field, place
from desk.rules.fault.visits import visited
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank
from desk.vocabulary import Verdict


def check(case: Case) -> Judgement:
    """A contact's text or the most urgent need will do."""
    if not blank(case.order.need) or any(not blank(contact.text) for contact in case.contacts):
        return PASS
    if "联系记录" in case.lost:
        return missing_field(lost_rows(case, "联系记录"), "联系记录", evidence=(place(case.order, "need"),))
    places = (place(case.order, "need"), *(place(contact, "text") for contact in case.contacts))
    return Judgement(Verdict.WARN, "上门后没有记录客户的话：联系内容和最紧迫需求都是空的", places)


_SILENT = [{"时间": "2026-10-10 09:30", "方式": "电话", "结果": "接通"}]

RULE = Rule(
    code="FLT02",
    name="未记录客户之声",
    clause="3.3",
    gate=False,
    reason="必须聆听客户之声，避免重复投诉和低满意度。",
    remedy="在联系记录的内容或最紧迫需求里写下客户说了什么",
    fields=("最紧迫需求", "联系记录.内容"),
    applies=visited,
    check=check,
    examples=(
        Example(Verdict.PASS, title="两处都有"),
        Example(Verdict.PASS, {"工单": {"最紧迫需求": ""}}, title="联系内容有"),
        Example(Verdict.PASS, {"联系记录": _SILENT}, title="最紧迫需求有"),
        Example(Verdict.WARN, {"工单": {"最紧迫需求": ""}, "联系记录": _SILENT}, title="都没有"),
        Example(Verdict.WARN, {"工单": {"最紧迫需求": " "}, "联系记录": []}, title="没有联系记录"),
        Example(Verdict.NA, {"工单": {"最紧迫需求": ""}, "联系记录": [], "现场测试": []}, title="没有上门"),
    ),
)
