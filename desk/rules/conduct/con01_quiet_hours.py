"""CON01: customers are left in peace while they rest, unless it is urgent."""

from collections.abc import Iterator

from desk.records import Contact
from desk.rules.case import Case, place
from desk.rules.kinds import clock
from desk.rules.rule import NA, PASS, Example, Judgement, Rule
from desk.rules.shapes import SPOKEN, blank, spoken_to
from desk.vocabulary import Urgency, Verdict, YesNo
from desk.worktime import Window, next_allowed, quiet_window, window_text


def check(case: Case) -> Iterator[Judgement]:
    """Each call or visit; an urgent one with its reason is excepted by the clause itself."""
    for contact in case.contacts:
        if contact.means in SPOKEN:
            window = quiet_window(contact.time, case.office.quiet)
            yield PASS if window is None else _judge(case, contact, window)
        else:
            yield NA


def _judge(case: Case, contact: Contact, window: Window) -> Judgement:
    rest, then = window_text(window), clock(next_allowed(contact.time, case.office.quiet))
    said = f"{clock(contact.time)} {contact.means}联系客户，在休息时段 {rest}，{then} 起可以联系"
    if not _urgent(case, contact):
        return Judgement(Verdict.WARN, said, (place(contact, "time"),))
    reason = (place(contact, "time"), place(contact, "urgent_reason"))
    if blank(contact.urgent_reason):
        return Judgement(Verdict.WARN, f"{said}，标为紧急却没有写紧急原因", reason, remedy="补填紧急原因")
    return Judgement(Verdict.WAIVED, f"{said}，紧急原因：{contact.urgent_reason}", reason)


def _urgent(case: Case, contact: Contact) -> bool:
    if blank(contact.urgent):
        return case.order.urgency == Urgency.URGENT
    return contact.urgent == YesNo.YES


def _call(time: str, **more: str) -> dict[str, list[dict[str, str]]]:
    return {"联系记录": [{"时间": time, "方式": "电话", "目的": "沟通", "结果": "接通", **more}]}


RULE = Rule(
    code="CON01",
    name="休息时间联系客户",
    clause="1.1.1",
    gate=False,
    reason="休息时段打扰客户会加重不满，除紧急情况外应当避开。",
    remedy="改在非休息时段联系；确属紧急的登记紧急和原因",
    fields=("紧急程度", "联系记录.时间", "联系记录.方式", "联系记录.紧急", "联系记录.紧急原因"),
    applies=spoken_to,
    check=check,
    parameters=("quiet_windows",),
    examples=(
        Example(Verdict.PASS, _call("2026-10-10 11:59"), title="午休之前"),
        Example(Verdict.PASS, _call("2026-10-10 14:30"), title="午休结束时"),
        Example(Verdict.PASS, _call("2026-10-10 08:30"), title="早上八点半"),
        Example(Verdict.WARN, _call("2026-10-10 12:00"), title="午休开始时"),
        Example(Verdict.WARN, _call("2026-10-10 02:10"), title="夜里"),
        Example(Verdict.WARN, _call("2026-10-10 21:30", 紧急="是"), title="紧急但没有原因"),
        Example(
            Verdict.WAIVED,
            _call("2026-10-10 21:30", 紧急="是", 紧急原因="基站断电，用户家中有老人"),
            title="紧急并有原因",
        ),
        Example(Verdict.NA, {"联系记录": [{"时间": "2026-10-10 22:00", "方式": "短信"}]}, title="短信"),
    ),
)
