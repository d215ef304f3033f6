"""SUP02: complaints that gather where coverage is weak go on the register."""

from typing import Any

from desk.rules.case import Case, place
from desk.rules.kin import Cluster, numbers_of
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank
from desk.rules.signal import is_after, weak
from desk.rules.supervision.members import gathered, listed
from desk.vocabulary import Operator, Verdict


def applies(case: Case) -> bool:
    """The order belongs to a cluster by place or by village."""
    return bool(case.kin.place_clusters)


def check(case: Case) -> list[Judgement]:
    """Each cluster: weak when 移动 measured so at one of its orders before the measures."""
    return [_judge(case, cluster) for cluster in case.kin.place_clusters]


def _judge(case: Case, cluster: Cluster) -> Judgement:
    if not cluster.measured:
        return PASS if case.kin.over_items else _unmeasured(case, cluster)
    if not cluster.weak:
        return PASS
    rows = tuple(
        place(row, name)
        for row in case.measurements
        if row.operator == Operator.MOBILE and not is_after(row) and weak(row, case.office.parameters)
        for name in ("rsrp", "sinr")
        if not blank(getattr(row, name))
    )
    told = f"弱覆盖引起集中投诉（{numbers_of(cluster.weak)} 测得弱覆盖），"
    return listed(case, cluster, told, rows)


def _unmeasured(case: Case, cluster: Cluster) -> Judgement:
    said, others = gathered(case, cluster)
    told = f"集中投诉{said}，没有能看出强弱的处理前移动测试，待确认弱覆盖"
    places = (place(case.order, "dispatched_at"), *others)
    return Judgement(Verdict.WARN, told, places, remedy="安排现场测试；确认弱覆盖的列入三超")


def _order(number: int, time: str, lon: str, **more: str) -> dict[str, Any]:
    return {
        "工单号": f"HI-052-261000-0000{number}",
        "派单时间": time,
        "经度": lon,
        "纬度": "19.7384",
        "坐标系": "GCJ-02",
        **more,
    }


_NEAR = [{}, _order(2, "2026-10-12 09:00", "110.0093"), _order(3, "2026-10-15 09:00", "110.0060")]
_CHAIN = [
    {},
    _order(2, "2026-10-12 09:00", "110.0110"),
    _order(3, "2026-10-13 09:00", "110.0147"),
    _order(4, "2026-10-14 09:00", "110.0184"),
]
_WEAK = [{"运营商": "移动", "网络类型": "4G", "阶段": "前", "RSRP": "-116", "测试时间": "2026-10-11 15:05"}]
_BETTER = {"运营商": "移动", "网络类型": "4G", "阶段": "后", "RSRP": "-95", "测试时间": "2026-10-12 15:05"}
_ITEM = [{"编号": "SC1", "类型": "弱覆盖", "成员工单": "HI-052-261010-00001", "状态": "督办中"}]
_VILLAGE = "澄迈县金江镇美亭村委会"
_SAME_VILLAGE = [
    {"投诉地址": _VILLAGE, "经度": "", "纬度": ""},
    *(
        {"工单号": f"HI-052-261000-0000{at}", "派单时间": f"2026-10-1{at} 09:00", "投诉地址": _VILLAGE}
        for at in (2, 3)
    ),
]

RULE = Rule(
    code="SUP02",
    name="弱覆盖集中投诉未列三超",
    clause="2.8",
    gate=False,
    reason="确认弱覆盖区域引起的集中投诉要加入三超进行督办和跟踪。",
    remedy="把这些工单列入三超，写明地点和负责人",
    fields=(
        "工单号",
        "派单时间",
        "经度",
        "纬度",
        "坐标系",
        "投诉地址",
        "三网测试.阶段",
        "三网测试.RSRP",
        "三网测试.SINR",
        "三超.成员工单",
    ),
    applies=applies,
    check=check,
    parameters=(
        "cluster_orders",
        "cluster_days",
        "cluster_m",
        "weak_rsrp_4g",
        "border_rsrp_4g",
        "weak_sinr_4g",
        "border_sinr_4g",
        "weak_rsrp_5g",
        "weak_sinr_5g",
    ),
    examples=(
        Example(Verdict.PASS, {"工单": _NEAR, "三网测试": _WEAK, "三超": _ITEM}, title="已列入三超"),
        Example(Verdict.PASS, {"工单": _NEAR}, title="测过，不是弱覆盖"),
        Example(Verdict.FAIL, {"工单": _NEAR, "三网测试": _WEAK}, title="三单相距不到五百米"),
        Example(Verdict.FAIL, {"工单": _CHAIN, "三网测试": _WEAK}, title="一单连着一单"),
        Example(Verdict.FAIL, {"工单": _NEAR, "三网测试": [*_WEAK, _BETTER]}, title="后来测好了也算"),
        Example(
            Verdict.FAIL, {"工单": _SAME_VILLAGE, "现场测试": [], "三网测试": _WEAK}, title="同村，没有坐标"
        ),
        Example(Verdict.WARN, {"工单": _NEAR, "三网测试": []}, title="没有测试，待确认"),
        Example(Verdict.NA, {"工单": _NEAR[:2], "三网测试": _WEAK}, title="只有两单"),
        Example(
            Verdict.NA,
            {"工单": [*_NEAR[:2], _order(3, "2026-10-25 09:00", "110.0060")], "三网测试": _WEAK},
            title="第三单隔了十天以上",
        ),
    ),
)
