"""SUP01: complaints that gather around a faulty site go on the register."""

from typing import Any

from desk.rules.case import Case, place
from desk.rules.rule import NA, Example, Judgement, Rule
from desk.rules.supervision.members import listed, names_sites, no_site_data
from desk.vocabulary import Verdict


def check(case: Case) -> list[Judgement] | Judgement:
    """Each cluster around a site that was out."""
    found = []
    for code, cluster in case.kin.site_clusters.items():
        outages = tuple(place(site, "out_from") for site in case.kin.sites[code] if site.out_from is not None)
        evidence = (place(case.order, "sites"), *outages)
        found.append(listed(case, cluster, f"站点 {code} 断站引起集中投诉", evidence))
    return found or no_site_data(case) or NA


def _orders(*times: str, **own: str) -> list[dict[str, Any]]:
    others = [
        {"工单号": f"HI-052-261000-0000{at}", "派单时间": time, "涉及站点": "CM001"}
        for at, time in enumerate(times, 2)
    ]
    return [{"涉及站点": "CM001", **own}, *others]


_OUTAGE = [{"站点编号": "CM001", "断站开始": "2026-10-10 06:00", "断站恢复": "2026-10-12 20:00"}]
_ITEM = [{"编号": "SC1", "类型": "故障基站", "成员工单": "HI-052-261010-00001", "状态": "已销号"}]
_THREE = _orders("2026-10-10 12:00", "2026-10-11 09:00")

RULE = Rule(
    code="SUP01",
    name="故障站集中投诉未列三超",
    clause="2.8",
    gate=False,
    reason="故障基站引起的集中投诉要加入三超进行督办和跟踪。",
    remedy="把这些工单列入三超，写明站点和负责人",
    fields=("工单号", "涉及站点", "派单时间", "站点.断站开始", "站点.断站恢复", "三超.成员工单"),
    applies=names_sites,
    check=check,
    parameters=("cluster_orders", "cluster_days"),
    examples=(
        Example(Verdict.PASS, {"工单": _THREE, "站点": _OUTAGE, "三超": _ITEM}, title="已列入三超"),
        Example(
            Verdict.PASS,
            {
                "工单": _THREE,
                "站点": _OUTAGE,
                "三超": [{"编号": "SC1", "成员工单": "HI-052-261000-00002；HI-052-261010-00001"}],
            },
            title="与别的工单列在一起",
        ),
        Example(Verdict.FAIL, {"工单": _THREE, "站点": _OUTAGE}, title="三单没有列入"),
        Example(
            Verdict.FAIL,
            {
                "工单": _THREE,
                "站点": _OUTAGE,
                "三超": [{"编号": "SC1", "成员工单": "HI-052-261000-00002"}],
            },
            title="只列了别的工单",
        ),
        Example(Verdict.NA, {"工单": _orders("2026-10-10 12:00"), "站点": _OUTAGE}, title="只有两单"),
        Example(
            Verdict.NA,
            {"工单": _orders("2026-10-10 12:00", "2026-10-20 09:00"), "站点": _OUTAGE},
            title="第三单在断站恢复之后",
        ),
        Example(Verdict.NA, {"工单": _THREE, "站点": [{"站点编号": "CM001"}]}, title="没有断站"),
        Example(Verdict.NA, title="没有涉及站点"),
    ),
)
