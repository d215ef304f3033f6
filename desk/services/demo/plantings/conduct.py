"""Plantings of CON and FLT: calls, wording, conduct on site."""

from datetime import timedelta
from typing import Any

from desk.services.demo.draft import Draft
from desk.services.demo.plantings.planting import Bend, Planting, note, part, visit
from desk.services.demo.stories import broadband, broken, optimised, refitted, remote
from desk.services.demo.world import World
from desk.vocabulary import Verdict

FAIL, WARN, UNKNOWN = Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN
_VISITED = (optimised, refitted)


def _says(text: str) -> Bend:
    return lambda world, draft: note(draft, 0.2, text=text)


def _asleep(hour: int, minute: int, **values: Any) -> Bend:
    """A call in the customer's rest on the day of the first call."""

    def bend(world: World, draft: Draft) -> None:
        draft.order["urgency"] = "一般"
        first = draft.rows["contacts"][0]["time"]
        at = first.replace(hour=hour, minute=minute)
        note(draft, 0, **values)
        draft.rows["contacts"][-1]["time"] = (
            at if at > draft.order["dispatched_at"] else at + timedelta(days=1)
        )

    return bend


def _late(minutes: int) -> Bend:
    def bend(world: World, draft: Draft) -> None:
        draft.test["arrived_at"] = draft.test["agreed_at"] + timedelta(minutes=minutes)
        for row in draft.rows["measurements"]:
            if row["stage"] == "前":
                row["time"] += timedelta(minutes=max(0, minutes))
        draft.test["finished_at"] += timedelta(minutes=max(0, minutes))
        draft.test["fed_back_at"] += timedelta(minutes=max(0, minutes))

    return bend


def _rude_plan(world: World, draft: Draft) -> None:
    draft.rows["stage_replies"][0]["text"] += "已告知用户移动网络就是这个样子，凑合着先用吧。"


def _uncalled(world: World, draft: Draft) -> None:
    arrived = draft.test["arrived_at"]
    draft.rows["contacts"] = [row for row in draft.rows["contacts"] if row["time"] > arrived]


def _uncalled_repair(world: World, draft: Draft) -> None:
    draft.rows["contacts"] = [row for row in draft.rows["contacts"] if row["purpose"] == "回访"]
    draft.transfer["visited_at"] = draft.transfer["finished_at"] - timedelta(minutes=50)


def _unheard(world: World, draft: Draft) -> None:
    draft.transfer["visited_at"] = draft.transfer["finished_at"] - timedelta(minutes=50)
    draft.order["need"] = None
    for row in draft.rows["contacts"]:
        row["text"] = None


CONDUCT = (
    Planting("CON01", WARN, "午休时间给客户打电话", (remote, optimised), _asleep(13, 5), part("calls")),
    Planting("CON01", WARN, "晚上九点半后给客户打电话", (broken, remote), _asleep(21, 40), part("calls")),
    Planting(
        "CON01",
        WARN,
        "休息时间联系标为紧急但没有原因",
        (optimised,),
        _asleep(12, 30, urgent="是"),
        part("calls"),
    ),
    Planting(
        "CON01",
        Verdict.WAIVED,
        "休息时间联系，紧急原因已登记",
        (broken,),
        _asleep(21, 20, urgent="是", urgent_reason="医院急救电话受影响"),
        part("calls"),
    ),
    Planting(
        "CON02",
        FAIL,
        "联系记录有推脱的话：不归我管",
        (remote, optimised),
        _says("告知用户这个事不归我管。"),
        part("calls"),
    ),
    Planting("CON02", FAIL, "阶段回复有忌语：凑合着先用吧", (optimised,), _rude_plan, part("stage")),
    Planting(
        "CON02",
        FAIL,
        "联系记录让客户转网",
        (broken, remote),
        _says("答复用户：你那里就这样了，我们解决不了，不好你可以转网。"),
        part("calls"),
    ),
    Planting(
        "CON03",
        WARN,
        "开场没有您好",
        (remote, optimised),
        lambda world, draft: note(draft, 0.2, wording="喂，是你报的信号问题吗？"),
        part("calls"),
    ),
    Planting(
        "CON03",
        UNKNOWN,
        "电话没有记录话术",
        (broken, remote),
        lambda world, draft: note(draft, 0.2, wording=None),
        part("calls"),
    ),
    Planting("CON04", FAIL, "比约定时间晚到二十分钟", _VISITED, _late(20), part("visit")),
    Planting("CON04", WARN, "只提前三分钟到", _VISITED, _late(-3), part("visit")),
    Planting(
        "CON04",
        UNKNOWN,
        "没有登记到达时间",
        (optimised,),
        visit(arrived_at=None),
        part("visit", "calls", "readings"),
        also=(("FLT01", UNKNOWN),),
    ),
    Planting(
        "CON05", FAIL, "六不中“不抱怨”没有做到", _VISITED, visit(six_donts="是是否是是是"), part("conduct")
    ),
    Planting("CON05", WARN, "六不有一项没有确认", _VISITED, visit(six_donts="是是是-是是"), part("conduct")),
    Planting("CON06", FAIL, "拍了照，没有客户许可", _VISITED, visit(photo_permission="否"), part("photo")),
    Planting("CON06", FAIL, "拍了照，许可空白", _VISITED, visit(photo_permission=None), part("photo")),
    Planting("CON07", WARN, "没有留联系方式", _VISITED, visit(left_contact="否"), part("farewell")),
    Planting("CON07", WARN, "没有告知回访", _VISITED, visit(told_callback=None), part("farewell")),
    Planting("FLT01", FAIL, "上门测试前没有联系客户", (optimised,), _uncalled, part("calls", "visit")),
    Planting("FLT01", FAIL, "维护人员上门前没有联系客户", (broken,), _uncalled_repair, part("calls")),
    Planting("FLT02", WARN, "上门处理没有记录客户之声", (broadband, broken), _unheard, part("calls")),
)
