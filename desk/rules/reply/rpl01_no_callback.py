"""RPL01: 已解决 needs a callback that reached the customer."""

from datetime import datetime

from desk.records import Contact
from desk.rules.case import Case, missing_field, missing_record, place
from desk.rules.rule import PASS, Example, Judgement, Place, Rule
from desk.rules.shapes import odd_words, quiet, solved, unsaid
from desk.vocabulary import Purpose, Reach, Verdict


def check(case: Case) -> Judgement | list[Judgement]:
    """Pass with a reached callback; enough tries at allowed hours turn the fail into a warn."""
    if case.reached_callbacks:
        return PASS
    outcome = place(case.order, "outcome")
    tries = tuple(place(contact, "result") for contact in case.callbacks)
    missed = [contact for contact in case.callbacks if not unsaid(contact, "result")]
    allowed = [contact.time for contact in missed if not quiet(case, contact.time)]
    if len(allowed) >= case.office.parameters.callback_attempts:
        return Judgement(
            Verdict.WARN,
            f"已在允许时段回访 {len(allowed)} 次均未接通（最近 {_minute(allowed[-1])}），客户尚未确认",
            (outcome, *tries),
            remedy="换时段继续回访；仍联系不上时由有权限的人说明原因后放行",
        )
    if untold := list(filter(None, map(_untold, case.contacts))):
        return [missing_field(told, missing, evidence=(outcome, at)) for told, missing, at in untold]
    tried = f"，回访 {len(tries)} 次均未接通" if tries else "，没有回访记录"
    return missing_record(case, "联系记录", f"按已解决回单{tried}", (outcome, *tries))


def _untold(contact: Contact) -> tuple[str, str, Place] | None:
    """What a contact leaves open that may be a reached callback: (sentence, missing field, its place)."""
    if contact.purpose == Purpose.CALLBACK and unsaid(contact, "result"):
        told = f"{_minute(contact.time)} 的回访没有登记是否接通{odd_words([contact], 'result')}"
        return told, "联系记录.结果", place(contact, "result")
    if unsaid(contact, "purpose") and contact.result == Reach.REACHED:
        told = f"{_minute(contact.time)} 接通的联系没有登记目的{odd_words([contact], 'purpose')}"
        return told, "联系记录.目的", place(contact, "purpose")
    return None


def _minute(time: datetime) -> str:
    return f"{time:%m-%d %H:%M}"


RULE = Rule(
    code="RPL01",
    name="未回访即已解决",
    clause="2.4",
    gate=True,
    burden=True,
    warn_blocks=True,
    reason="已解决的工单要先回访客户，未回访就回单属于虚假回单。",
    remedy="回访客户并登记结果，或改按未解决回单",
    fields=("解决情况", "联系记录.目的", "联系记录.结果", "联系记录.时间"),
    applies=solved,
    check=check,
    parameters=("callback_attempts", "quiet_windows"),
    examples=(
        Example(Verdict.PASS, title="回访接通"),
        Example(
            Verdict.PASS,
            {
                "联系记录": [
                    {"时间": "2026-10-13 09:30", "方式": "电话", "目的": "回访", "结果": "未接通"},
                    {
                        "时间": "2026-10-13 10:30",
                        "方式": "电话",
                        "目的": "回访",
                        "结果": "接通",
                        "确认恢复": "是",
                    },
                ]
            },
            title="第二次接通",
        ),
        Example(Verdict.FAIL, {"联系记录": []}, title="没有联系记录"),
        Example(
            Verdict.FAIL,
            {"联系记录": [{"时间": "2026-10-13 09:30", "方式": "电话", "目的": "沟通", "结果": "接通"}]},
            title="联系过但不是回访",
        ),
        Example(
            Verdict.WARN,
            {
                "联系记录": [
                    {"时间": f"2026-10-{day} 10:00", "方式": "电话", "目的": "回访", "结果": "未接通"}
                    for day in (11, 12, 13)
                ]
            },
            title="三次未接通",
        ),
        Example(
            Verdict.UNKNOWN,
            {"联系记录": [{"时间": "2026-10-13 09:30", "方式": "电话", "目的": "回访"}]},
            title="没有登记是否接通",
        ),
        Example(
            Verdict.UNKNOWN,
            {
                "联系记录": [
                    {"时间": f"2026-10-{day} 10:00", "方式": "电话", "目的": "回访", "结果": "打通了"}
                    for day in (11, 12, 13)
                ]
            },
            title="结果的写法不认识",
        ),
        Example(
            Verdict.UNKNOWN,
            {"联系记录": [{"时间": "2026-10-13 09:30", "方式": "电话", "结果": "接通"}]},
            title="接通了，没有登记是不是回访",
        ),
        Example(Verdict.NA, {"工单": {"解决情况": "未解决"}}, title="未解决"),
    ),
)
