"""FLT01: whoever goes on site has reached the customer before."""

from datetime import datetime

from desk.records import FieldTest, Transfer
from desk.rules.case import Case, missing_field, missing_record, place
from desk.rules.fault.visits import visited, visits
from desk.rules.kinds import clock, field_name
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import odd_words, unsaid
from desk.vocabulary import Reach, Verdict

_REACHED = Reach.REACHED


def check(case: Case) -> list[Judgement]:
    """Each visit needs a contact that reached the customer before it."""
    return [_judge(case, row, name, arrived) for row, name, arrived in visits(case)]


def _judge(case: Case, row: FieldTest | Transfer, name: str, arrived: datetime | None) -> Judgement:
    first = next((contact.time for contact in case.contacts if contact.result == _REACHED), None)
    if first is not None and arrived is not None and first < arrived:
        return PASS
    at = place(row, name)
    if first is not None and arrived is None:
        told = "没有登记到达时间，不能判断上门前是否联系过客户"
        return missing_field(told, field_name(row, name), evidence=(at,))
    before = [contact for contact in case.contacts if arrived is None or contact.time < arrived]
    if untold := [contact for contact in before if unsaid(contact, "result")]:
        places = (at, *(place(contact, "result") for contact in untold))
        told = f"上门之前的联系没有登记是否接通{odd_words(untold, 'result')}"
        return missing_field(told, "联系记录.结果", evidence=places)
    if first is None or arrived is None:
        when = "" if arrived is None else f"{clock(arrived)} "
        return missing_record(case, "联系记录", f"{when}上门之前没有接通的联系记录", (at,))
    told = f"{clock(arrived)} 上门，之前没有接通的联系（最早 {clock(first)}）"
    times = tuple(place(contact, "time") for contact in case.contacts)
    return Judgement(Verdict.FAIL, told, (at, *times))


def _call(time: str, result: str = "接通") -> list[dict[str, str]]:
    return [{"时间": time, "方式": "电话", "目的": "预约", "结果": result}]


_FAULT_VISIT = [
    {
        "类型": "故障",
        "接收部门": "澄迈维护室",
        "传递时间": "2026-10-11 09:00",
        "上门时间": "2026-10-12 10:00",
    }
]

RULE = Rule(
    code="FLT01",
    name="上门前未联系客户",
    clause="3.3",
    gate=False,
    reason="测试和处理故障的人员到现场要先联系客户。",
    remedy="上门前电话联系客户并登记结果",
    fields=("联系记录.时间", "联系记录.结果", "现场测试.到达时间", "转派.上门时间"),
    applies=visited,
    check=check,
    examples=(
        Example(Verdict.PASS, title="前一天电话预约"),
        Example(
            Verdict.PASS,
            {"现场测试": [], "转派": _FAULT_VISIT, "联系记录": _call("2026-10-12 09:00")},
            title="处理故障前联系",
        ),
        Example(Verdict.FAIL, {"联系记录": []}, title="没有联系"),
        Example(Verdict.FAIL, {"联系记录": _call("2026-10-11 16:00")}, title="测完才联系"),
        Example(Verdict.FAIL, {"联系记录": _call("2026-10-10 09:00", "未接通")}, title="没有接通"),
        Example(Verdict.UNKNOWN, {"联系记录": _call("2026-10-10 09:00", "")}, title="没有登记是否接通"),
        Example(Verdict.UNKNOWN, {"现场测试": [{"完成时间": "2026-10-11 15:40"}]}, title="没有到达时间"),
        Example(Verdict.NA, {"现场测试": [], "联系记录": []}, title="没有上门"),
    ),
)
