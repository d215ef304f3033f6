"""SUP04: the outage of a 关键站点 is handed over within a day."""

from datetime import timedelta
from typing import Any

from desk.records import Site
from desk.rules.case import Case, missing_field, missing_record, place
from desk.rules.kinds import clock, ending
from desk.rules.moment import shift
from desk.rules.rule import NA, Example, Judgement, Rule
from desk.rules.supervision.members import names_sites, no_site_data, touching
from desk.vocabulary import Verdict, YesNo

LIMIT = timedelta(hours=24)


def check(case: Case) -> list[Judgement] | Judgement:
    """Each outage of a crucial site that touches the order."""
    crucial = {
        code for code, rows in case.kin.sites.items() if any(site.crucial == YesNo.YES for site in rows)
    }
    found = [_judge(case, site) for site in touching(case) if site.code in crucial]
    return found or no_site_data(case) or NA


def _judge(case: Case, site: Site) -> Judgement:
    limit = shift(case.order.dispatched_at, LIMIT)
    places = (place(case.order, "dispatched_at"), place(site, "crucial"), place(site, "out_from"))
    said = f"关键站点 {site.code} 断站"
    handed = [(row.handed_at or row.issued_at, row) for row in case.transfers]
    times = [time for time, _ in handed if time is not None]
    shown = tuple(place(row, "handed_at") for _, row in handed)
    if times and min(times) <= limit:
        told = f"{said}，已于 {clock(min(times))} 转派，需加快处理"
        return Judgement(Verdict.WARN, told, (*places, *shown), remedy="跟踪处理进度，优先抢修")
    if len(times) < len(handed):
        return missing_field(f"{said}，转派没有传递时间", "转派.传递时间", evidence=(*places, *shown))
    if not times and not case.moment.passed(limit):
        told = f"{said}，还没有转派，应在 {ending(limit)} 前转派"
        return Judgement(Verdict.WARN, told, places)
    told = f"{said}，派单后 24 小时内没有转派"
    if times:
        return Judgement(Verdict.FAIL, f"{told}（{clock(min(times))} 才转派）", (*places, *shown))
    return missing_record(case, "转派", told, places)


def _out(crucial: str, *handed: str) -> dict[str, Any]:
    row = {
        "站点编号": "CM001",
        "关键站点": crucial,
        "断站开始": "2026-10-10 06:00",
        "断站恢复": "2026-10-11 06:00",
    }
    return {
        "工单": {"涉及站点": "CM001"},
        "站点": [row],
        "转派": [{"类型": "故障", "接收部门": "澄迈维护室", "传递时间": time} for time in handed],
    }


RULE = Rule(
    code="SUP04",
    name="关键站点故障",
    clause="3.1",
    gate=False,
    reason="关键站点故障要加快处理。",
    remedy="立即转派维护单位并跟踪处理",
    fields=("涉及站点", "派单时间", "站点.关键站点", "站点.断站开始", "站点.断站恢复", "转派.传递时间"),
    applies=names_sites,
    check=check,
    examples=(
        Example(Verdict.FAIL, _out("是"), title="没有转派"),
        Example(Verdict.FAIL, _out("是", "2026-10-12 10:00"), title="两天后才转派"),
        Example(Verdict.WARN, _out("是", "2026-10-10 12:00"), title="当天转派"),
        Example(Verdict.WARN, _out("是"), at="2026-10-10 20:00", title="还在一天之内"),
        Example(Verdict.UNKNOWN, _out("是", ""), title="转派没有时间"),
        Example(Verdict.NA, _out("否"), title="不是关键站点"),
        Example(Verdict.NA, title="没有涉及站点"),
    ),
)
