"""Plantings of FLD: visits, measurements, plans, steps."""

from datetime import timedelta
from typing import Any

from desk.services.demo.draft import Draft
from desk.services.demo.intake import step
from desk.services.demo.plantings.planting import Bend, Planting, drop, order, part, visit
from desk.services.demo.stories import optimised, optimised_weak, refitted, to_be_built
from desk.services.demo.world import World
from desk.vocabulary import Verdict

FAIL, WARN, UNKNOWN = Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN
_VISITED = (optimised, refitted)


def _without(operator: str) -> Bend:
    def bend(world: World, draft: Draft) -> None:
        rows = draft.rows["measurements"]
        draft.rows["measurements"] = [row for row in rows if row["operator"] != operator]

    return bend


def _before(**values: Any) -> Bend:
    """Values of all readings taken before the measure."""

    def bend(world: World, draft: Draft) -> None:
        for row in draft.rows["measurements"]:
            if row["stage"] == "前":
                row.update(values)

    return bend


def _other_network(world: World, draft: Draft) -> None:
    other = "4G" if draft.order["network"] == "5G" else "5G"
    for row in draft.rows["measurements"]:
        row["network"] = other


def _same_plan(world: World, draft: Draft) -> None:
    draft.order["long_plan"] = draft.order["short_plan"]


def _site_first(world: World, draft: Draft) -> None:
    """A new site asked for before most of the nine steps were tried."""
    at = draft.test["finished_at"] + timedelta(minutes=15)
    step(draft, 11, "提站", at, "提交新增站点需求", effect="未知")


def _only_refit(world: World, draft: Draft) -> None:
    draft.rows["steps"] = [row for row in draft.rows["steps"] if row["kind"] != "优化"]


def _one_step_open(world: World, draft: Draft) -> None:
    draft.rows["steps"][4].update(state="未实施", text=None, effect=None)


def _not_assessed(world: World, draft: Draft) -> None:
    draft.rows["steps"] = [row for row in draft.rows["steps"] if row["kind"] != "评估"]


def _too_strong(world: World, draft: Draft) -> None:
    draft.before("联通")["rsrp"] = "-12"


def _left_early(world: World, draft: Draft) -> None:
    draft.test["finished_at"] = draft.test["arrived_at"] - timedelta(minutes=5)


FIELD_TEST = (
    Planting("FLD01", FAIL, "没有电信的测试", (optimised,), _without("电信"), part("readings")),
    Planting("FLD01", FAIL, "没有联通的测试", (refitted,), _without("联通"), part("readings")),
    Planting("FLD02", FAIL, "没有复测客户反映的问题", _VISITED, visit(retest=None), part("retest")),
    Planting("FLD02", WARN, "测试的网络与投诉的不同", (refitted,), _other_network, part("readings")),
    Planting("FLD03", FAIL, "周边计划站点空白", _VISITED, visit(planned_sites=None), part("collected")),
    Planting(
        "FLD03", FAIL, "问题时间点只有日期", _VISITED, order(problem_time="2026-10-05"), part("collected")
    ),
    Planting("FLD04", FAIL, "没有确认最紧迫需求", _VISITED, order(need=None), part("need")),
    Planting("FLD05", FAIL, "没有短期方案", _VISITED, order(short_plan=None), part("plan")),
    Planting("FLD06", FAIL, "没有长期方案", _VISITED, order(long_plan=None), part("plan")),
    Planting("FLD06", WARN, "长期方案照抄短期方案", _VISITED, _same_plan, part("plan")),
    Planting("FLD07", FAIL, "优化整改未做完就提站", (refitted,), _site_first, part("steps")),
    Planting("FLD07", WARN, "没有优化就先整改", (refitted,), _only_refit, part("steps")),
    Planting(
        "FLD08",
        UNKNOWN,
        "提新建资源，没有步骤记录",
        (to_be_built,),
        drop("steps"),
        part("steps"),
        also=(("FLD07", UNKNOWN),),
    ),
    Planting(
        "FLD08",
        FAIL,
        "九步中有一步未实施就提新建资源",
        (to_be_built,),
        _one_step_open,
        part("steps"),
        also=(("FLD07", FAIL),),
    ),
    Planting("FLD08", FAIL, "提新建资源前没有评估", (to_be_built,), _not_assessed, part("steps")),
    Planting(
        "FLD09",
        WARN,
        "友商覆盖写良好，测得弱覆盖",
        (optimised_weak, to_be_built),
        visit(rivals="联通、电信信号良好"),
        part("collected"),
    ),
    Planting("FLD10", WARN, "联通的RSRP超出物理范围", (refitted, optimised), _too_strong, part("readings")),
    Planting(
        "FLD10",
        WARN,
        "三网读数完全相同",
        (optimised,),
        _before(rsrp="-97", sinr="8", down="15.2", up="4.1", delay="36"),
        part("readings"),
    ),
    Planting("FLD10", WARN, "完成时间早于到达时间", (refitted,), _left_early, part("visit", "readings")),
)
