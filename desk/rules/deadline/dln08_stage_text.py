"""DLN08: a stage reply tells enough for the customer service to explain it."""

from desk.records import StageReply
from desk.rules.case import Case, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.vocabulary import Verdict

LEAST = 15
MOST = 500
PARTS = ("现象", "原因", "措施", "计划", "时间")


def applies(case: Case) -> bool:
    """A stage reply exists."""
    return bool(case.stage_replies)


def check(case: Case) -> list[Judgement]:
    """Each stage reply: its length, and whether any part of an explanation is recognisable."""
    return [_judge(case, reply) for reply in case.stage_replies]


def _judge(case: Case, reply: StageReply) -> Judgement:
    length = len((reply.text or "").strip())
    if LEAST <= length <= MOST and case.readings.notes.reply_parts.get(reply.key):
        return PASS
    places = (place(reply, "text"),)
    if not length:
        return Judgement(Verdict.FAIL, "阶段回复内容是空的", places)
    if length > MOST:
        return Judgement(Verdict.FAIL, f"阶段回复有 {length} 字，超过 {MOST} 字", places)
    if length < LEAST:
        return Judgement(Verdict.WARN, f"阶段回复只有 {length} 字，少于 {LEAST} 字", places)
    return Judgement(Verdict.WARN, f"阶段回复里看不出{'、'.join(PARTS)}中的任何一项", places)


def _text(text: str) -> dict[str, list[dict[str, str]]]:
    return {"阶段回复": [{"时间": "2026-10-10 17:00", "内容": text}]}


RULE = Rule(
    code="DLN08",
    name="阶段回复不具体",
    clause="2.2",
    gate=False,
    reason="阶段回复要把情况描述清楚，在线公司才能向客户解释。",
    remedy="写明现象、原因、措施、计划和时间，15 字以上、500 字以内",
    fields=("阶段回复.内容",),
    applies=applies,
    check=check,
    examples=(
        Example(Verdict.PASS, title="现象、原因、计划都有"),
        Example(Verdict.PASS, _text("经核查附近基站停电，抢修人员已到场，预计今晚恢复。"), title="故障说明"),
        Example(Verdict.WARN, _text("处理中，请等待。"), title="太短"),
        Example(Verdict.WARN, _text("好的好的收到了谢谢您的来电祝您生活愉快再见"), title="没有任何实质内容"),
        Example(Verdict.FAIL, _text(""), title="空白"),
        Example(Verdict.FAIL, _text("经核查附近基站停电。" * 51), title="超过 500 字"),
        Example(Verdict.NA, {"阶段回复": []}, title="没有阶段回复"),
    ),
)
