"""ESC02: a complaint that came over an upgraded channel, or over several, must be escalated."""

import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import Any

from desk.rules.case import Case, place
from desk.rules.escalation.esc01_sensitive import judge_escalation
from desk.rules.escalation.repeats import earlier
from desk.rules.kin import SHOWN, Others, named
from desk.rules.rule import NA, Example, Judgement, Rule
from desk.rules.shapes import always
from desk.vocabulary import Verdict


def check(case: Case) -> Judgement:
    """By the order's own channel, else by the channels of the number's earlier orders."""
    channel = _plain(case.order.channel)
    if not channel:
        return NA
    own = place(case.order, "channel")
    if any(_plain(word) in channel for word in case.office.parameters.upgraded_channels):
        return judge_escalation(case, (own,), f"升级渠道（{channel}）的投诉")
    before = earlier(case)
    counts = Counter(map(attrgetter("channel"), before))
    elsewhere = {said: number for said, number in counts.items() if _plain(said) not in ("", channel)}
    if not elsewhere:
        return NA
    latest = (order for order in reversed(before) if order.channel in elsewhere)
    others = Others(sum(elsewhere.values()), tuple(islice(latest, SHOWN)))
    channels = named(list(dict.fromkeys(map(_plain, elsewhere))))
    told = f"同一号码经{channel}和{channels}多渠道的投诉（{others.names}）"
    return judge_escalation(case, (own, *others.places), told)


@lru_cache(maxsize=1024)
def _plain(channel: str | None) -> str:
    return unicodedata.normalize("NFKC", channel).strip() if channel else ""


def _other(channel: str, time: str, phone: str = "13800000001", **bend: str) -> list[dict[str, Any]]:
    other = {"工单号": "HI-052-260920-00002", "派单时间": time, "用户号码": phone, "来源渠道": channel}
    return [bend, other]


RULE = Rule(
    code="ESC02",
    name="多渠道升级投诉未升级",
    clause="2.7",
    gate=True,
    reason="各渠道升级投诉要高度重视，及时升级协调处理。",
    remedy="登记升级：写明原因、受理人和结果",
    fields=("工单号", "来源渠道", "用户号码", "派单时间", "升级.时间"),
    applies=always,
    check=check,
    parameters=("upgraded_channels", "repeat_days", "escalate_hours"),
    examples=(
        Example(
            Verdict.PASS,
            {"工单": {"来源渠道": "12345热线"}, "升级": [{"时间": "2026-10-10 10:00", "原因": "多渠道"}]},
            title="政务热线转来，当天升级",
        ),
        Example(
            Verdict.PASS,
            {"工单": _other("营业厅", "2026-10-01 09:00"), "升级": [{"时间": "2026-10-11 08:45"}]},
            title="两个渠道，二十四小时内升级",
        ),
        Example(Verdict.FAIL, {"工单": {"来源渠道": "工信部申诉"}, "升级": []}, title="工信部申诉没有升级"),
        Example(
            Verdict.FAIL,
            {"工单": _other("营业厅", "2026-10-01 09:00"), "升级": []},
            title="同一号码换渠道再投诉",
        ),
        Example(
            Verdict.WARN,
            {"工单": {"来源渠道": "12300"}, "升级": [{"时间": "2026-10-12 10:00"}]},
            title="两天后才升级",
        ),
        Example(Verdict.NA, title="只有普通渠道"),
        Example(Verdict.NA, {"工单": _other("10086", "2026-10-01 09:00")}, title="同一渠道再投诉"),
        Example(Verdict.NA, {"工单": _other("营业厅", "2026-07-01 09:00")}, title="回看期以前"),
        Example(Verdict.NA, {"工单": _other("营业厅", "2026-10-12 09:00")}, title="另一渠道在本单之后"),
    ),
)
