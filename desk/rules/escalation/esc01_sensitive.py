"""ESC01: a sensitive complaint must be escalated."""

from datetime import timedelta
from typing import Any

from desk.reading.phrases import Hit
from desk.rules.case import Case, missing_record, phrase_hits, place
from desk.rules.moment import shift
from desk.rules.rule import NA, PASS, Example, Judgement, Place, Rule
from desk.rules.shapes import always
from desk.vocabulary import Verdict


def signs(case: Case) -> tuple[tuple[Place, ...], str]:
    """Where the order shows itself sensitive, and why in words; empty when it does not."""
    hits = phrase_hits(case, "sensitive")
    if not hits and not case.order.level:
        return (), ""  # the usual case
    places = tuple(place(row, name, hit.start, hit.end) for row, name, hit in hits)
    why = [f"{group}：“{'”“'.join(words)}”" for group, words in _by_group(hits).items()]
    level = case.order.level
    if level and level in case.office.parameters.sensitive_levels:
        places += (place(case.order, "level"),)
        why.append(f"用户级别：{level}")
    return places, "；".join(why)


def _by_group(hits: list[tuple[Any, str, Hit]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for row, name, hit in hits:
        text = getattr(row, name)[hit.start : hit.end]
        words = groups.setdefault(hit.group, [])
        if text not in words:
            words.append(text)
    return groups


def check(case: Case) -> Judgement:
    """Any escalation record counts; one later than `escalate_hours` after dispatch is a warn."""
    places, why = signs(case)
    if not places:
        return NA
    return judge_escalation(case, places, f"敏感投诉（{why}）")


def judge_escalation(case: Case, places: tuple[Place, ...], what: str) -> Judgement:
    """Whether the order, being `what`, was escalated in time; shared by ESC01 and ESC02."""
    if not case.escalations:
        return missing_record(case, "升级", f"{what}没有升级记录", places)
    hours = case.office.parameters.escalate_hours
    first = case.escalations[0]
    if first.time > shift(case.order.dispatched_at, timedelta(hours=hours)):
        late = (*places, place(case.order, "dispatched_at"), place(first, "time"))
        return Judgement(Verdict.WARN, f"{what}在派单 {hours:g} 小时后才升级", late)
    return PASS


_THREAT = "用户表示再不处理就向12315投诉。"

RULE = Rule(
    code="ESC01",
    name="敏感投诉未升级",
    clause="2.7",
    gate=True,
    reason="敏感投诉要高度重视，及时升级协调处理。",
    remedy="登记升级：写明原因、受理人和结果",
    fields=("投诉内容", "回单内容", "用户级别", "派单时间", "联系记录.内容", "升级.时间"),
    applies=always,
    check=check,
    parameters=("escalate_hours", "sensitive_levels"),
    examples=(
        Example(
            Verdict.PASS,
            {"工单": {"投诉内容": _THREAT}, "升级": [{"时间": "2026-10-10 10:00", "原因": "敏感"}]},
            title="当天升级",
        ),
        Example(
            Verdict.PASS,
            {"工单": {"投诉内容": "用户说要找媒体曝光。"}, "升级": [{"时间": "2026-10-11 08:00"}]},
            title="任何原因的升级都算",
        ),
        Example(Verdict.NA, {"工单": {"投诉内容": "用户在电视台附近上网慢。"}}, title="地名不是敏感内容"),
        Example(
            Verdict.NA,
            {"工单": {"回单内容": "客户已向12345热线反映，现已恢复。"}},
            at="2026-10-12 18:00",
            title="回单还没有写",
        ),
        Example(Verdict.FAIL, {"工单": {"投诉内容": _THREAT}, "升级": []}, title="没有升级"),
        Example(
            Verdict.FAIL,
            {"工单": {"投诉内容": "用户称已向工信部申诉，要求尽快解决。"}, "升级": []},
            title="监管申诉",
        ),
        Example(
            Verdict.WARN,
            {"工单": {"投诉内容": _THREAT}, "升级": [{"时间": "2026-10-12 10:00", "原因": "敏感"}]},
            title="两天后才升级",
        ),
    ),
)
