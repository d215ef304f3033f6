"""SUP03: an outage of more than 48 hours is handed over and supervised."""

from datetime import timedelta
from typing import Any

from desk.records import Site
from desk.rules.case import Case, missing_record, place
from desk.rules.kinds import clock
from desk.rules.moment import shift
from desk.rules.rule import NA, Example, Judgement, Rule
from desk.rules.supervision.members import names_sites, no_site_data, touching
from desk.vocabulary import TransferKind, Verdict, YesNo

LIMIT = timedelta(hours=48)


def check(case: Case) -> list[Judgement] | Judgement:
    """Each long outage that touches the order; an open one lasts until now."""
    found = [_judge(case, site) for site in touching(case) if _long(case, site)]
    return found or no_site_data(case) or NA


def _long(case: Case, site: Site) -> bool:
    if site.out_from is None:
        return False
    limit = shift(site.out_from, LIMIT)
    return case.moment.passed(limit) if site.out_until is None else site.out_until > limit


def _judge(case: Case, site: Site) -> Judgement:
    end = "至今" if site.out_until is None else f"到 {clock(site.out_until)}"
    said = f"站点 {site.code} 断站超过 48 小时（{clock(site.out_from or case.moment.now)} {end}）"
    places = (place(case.order, "sites"), place(site, "out_from"), place(site, "out_until"))
    faults = [row for row in case.transfers if row.kind == TransferKind.FAULT]
    watched = [row for row in faults if row.supervised == YesNo.YES]
    if watched:
        shown = tuple(place(row, "supervised") for row in watched)
        return Judgement(
            Verdict.WARN,
            f"{said}，故障已督办，需加快处理",
            (*places, *shown),
            remedy="跟踪督办进度，推进抢修",
        )
    shown = tuple(place(row, "supervised") for row in faults)
    return missing_record(case, "转派", f"{said}，没有督办的故障转派", (*places, *shown))


def _out(start: str, end: str, *supervised: str, dispatched: str = "2026-10-10 08:45") -> dict[str, Any]:
    rows = [
        {"类型": "故障", "接收部门": "澄迈维护室", "传递时间": "2026-10-11 10:00", "督办": word}
        for word in supervised
    ]
    return {
        "工单": {"涉及站点": "CM001", "派单时间": dispatched},
        "站点": [{"站点编号": "CM001", "断站开始": start, "断站恢复": end}],
        "转派": rows,
    }


RULE = Rule(
    code="SUP03",
    name="断站超48小时",
    clause="3.1",
    gate=False,
    reason="连续断站大于 48 小时的基站投诉要重点推进。",
    remedy="把故障转派维护室并由质量管控组督办",
    fields=("涉及站点", "派单时间", "站点.断站开始", "站点.断站恢复", "转派.类型", "转派.督办"),
    applies=names_sites,
    check=check,
    examples=(
        Example(
            Verdict.FAIL, _out("2026-10-09 08:00", "2026-10-11 08:00:01"), title="断站超过一秒，没有督办"
        ),
        Example(Verdict.FAIL, _out("2026-10-09 08:00", "", "否"), title="至今没有恢复，转派没有督办"),
        Example(Verdict.WARN, _out("2026-10-09 08:00", "", "是"), title="已督办"),
        Example(Verdict.WARN, _out("2026-10-08 08:00", "2026-10-12 08:00", "否", "是"), title="有一次督办"),
        Example(Verdict.NA, _out("2026-10-09 08:00", "2026-10-11 08:00"), title="正好四十八小时"),
        Example(
            Verdict.NA,
            _out("2026-10-11 09:00", "", dispatched="2026-10-10 08:45"),
            title="工单派出一天多以后才断站",
        ),
        Example(Verdict.NA, title="没有涉及站点"),
    ),
)
