"""CON03: the customer is greeted with 您好."""

from collections.abc import Iterator

from desk.records import Contact
from desk.rules.case import Case, missing_field, place
from desk.rules.rule import NA, PASS, Example, Judgement, Rule
from desk.rules.shapes import SPOKEN, spoken_to
from desk.vocabulary import Reach, Verdict


def check(case: Case) -> Iterator[Judgement]:
    """Each call or visit; where nobody answered no words are expected."""
    for contact in case.contacts:
        yield _judge(case, contact) if contact.means in SPOKEN else NA


def _judge(case: Case, contact: Contact) -> Judgement:
    greeted = case.readings.notes.greeted.get(contact.key)
    if greeted:
        return PASS
    places = (place(contact, "wording"), place(contact, "text"))
    called = f"{contact.time:%m-%d %H:%M} 的{contact.means}联系"
    if greeted is not None:
        return Judgement(Verdict.WARN, f"{called}，开头没有尊称“您好”", places)
    if contact.result in (Reach.MISSED, Reach.REFUSED):
        return NA
    return missing_field(f"{called}，没有记录说的话", "联系记录.话术", evidence=places)


def _call(**more: str) -> dict[str, list[dict[str, str]]]:
    return {
        "联系记录": [{"时间": "2026-10-10 09:30", "方式": "电话", "目的": "预约", "结果": "接通", **more}]
    }


RULE = Rule(
    code="CON03",
    name="未用尊称",
    clause="1.1.1",
    gate=False,
    reason="联系客户必须有尊称“您好”。",
    remedy="按规范话术开头：“您好，不好意思打扰了……”，并记入话术",
    fields=("联系记录.方式", "联系记录.结果", "联系记录.话术", "联系记录.内容"),
    applies=spoken_to,
    check=check,
    examples=(
        Example(Verdict.PASS, title="话术有您好"),
        Example(
            Verdict.PASS,
            _call(内容="致电用户：“您好，我是海南移动工作人员。”用户同意测试。"),
            title="内容里引用的话",
        ),
        Example(Verdict.WARN, _call(话术="喂，你那里还有信号吗？"), title="没有称呼"),
        Example(Verdict.WARN, _call(话术="用户：您好。我方：喂，能测试吗？"), title="只有客户说您好"),
        Example(Verdict.WARN, _call(话术="你好，什么时候方便测试？"), title="你好不是尊称"),
        Example(Verdict.UNKNOWN, _call(内容="已约明天下午。"), title="没有记录原话"),
        Example(Verdict.NA, _call(结果="未接通"), title="没有接通，没有说话"),
    ),
)
