"""Plantings of RPL: false, contradicting and unfinished replies, stalled follow-ups."""

from datetime import timedelta
from typing import Any

from desk.services.demo.draft import Draft
from desk.services.demo.plantings.planting import (
    Bend,
    Planting,
    both,
    callback,
    drop,
    follow_up,
    order,
    part,
    waive,
)
from desk.services.demo.stories import (
    broken,
    optimised,
    optimised_weak,
    refitted,
    remote,
    terminal,
    to_be_built,
)
from desk.services.demo.world import World
from desk.vocabulary import Verdict

FAIL, WARN, UNKNOWN = Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN
_SOLVED = (remote, optimised, refitted, terminal)


def _no_callback(world: World, draft: Draft) -> None:
    draft.rows["contacts"] = [row for row in draft.rows["contacts"] if row["purpose"] != "回访"]


def _never_reached(world: World, draft: Draft) -> None:
    last = draft.callback
    last.update(result="未接通", restored=None, score=None, text="无人接听。")
    draft.add("contacts", **{**last, "time": last["time"] - timedelta(minutes=12)})
    draft.add("contacts", **{**last, "time": last["time"] - timedelta(minutes=27)})
    earliest = min(row["time"] for row in draft.contacts("回访"))
    shift = timedelta(minutes=30) if earliest.hour in (8, 14) else timedelta()
    for row in draft.contacts("回访"):
        row["time"] += shift
    draft.order["replied_at"] += shift


def _after_reply(world: World, draft: Draft) -> None:
    draft.order["replied_at"] = draft.callback["time"] - timedelta(minutes=8)


def _step_after_callback(world: World, draft: Draft) -> None:
    draft.rows["steps"][-1]["time"] = draft.callback["time"] + timedelta(minutes=5)


def _out_again(world: World, draft: Draft) -> None:
    draft.site["out_until"] = draft.order["replied_at"] + timedelta(hours=2)
    draft.site["out_from"] = max(draft.site["out_from"], draft.site["out_until"] - timedelta(hours=47))


def _still_tracked(world: World, draft: Draft) -> None:
    dispatched = draft.order["dispatched_at"]
    opened = dispatched + (draft.order["replied_at"] - dispatched) / 2
    tomorrow = (world.now + timedelta(days=1)).replace(hour=9, minute=0)
    draft.add(
        "follow_ups",
        number=f"GZ-{draft.order['order_no']}",
        opened_at=opened,
        state="跟踪中",
        tracked_at=max(opened, world.now - timedelta(days=2)),
        next_at=tomorrow,
        text="继续跟踪",
    )


def _measured_later(world: World, draft: Draft) -> None:
    for row in draft.rows["measurements"]:
        if row["stage"] == "后":
            row["time"] = draft.order["replied_at"] + timedelta(hours=20)


def _measured(**values: Any) -> Bend:
    """Values of our network's readings after the measure."""
    return lambda world, draft: draft.rows["measurements"][-1].update(values)


def _stalled(world: World, draft: Draft) -> None:
    row = draft.rows["follow_ups"][0]
    row.update(tracked_at=row["opened_at"], next_at=world.now - timedelta(days=2))


def _long_silent(world: World, draft: Draft) -> None:
    row = draft.rows["follow_ups"][0]
    row.update(tracked_at=row["opened_at"], next_at=world.now + timedelta(days=2))


def _closed(world: World, draft: Draft) -> None:
    row = draft.rows["follow_ups"][0]
    row.update(state="已关闭", tracked_at=row["opened_at"] + timedelta(days=2), next_at=None)
    row["solved_at"] = row["tracked_at"] + timedelta(hours=3)


REPLY = (
    Planting("RPL01", FAIL, "没有回访就按已解决回单", _SOLVED, _no_callback, part("callback")),
    Planting("RPL01", WARN, "回访三次都没有接通就按已解决回单", _SOLVED, _never_reached, part("callback")),
    Planting("RPL02", FAIL, "回单之后才回访", _SOLVED, _after_reply, part("callback")),
    Planting(
        "RPL02",
        WARN,
        "回访之后又做了处理步骤",
        (remote, optimised),
        _step_after_callback,
        part("callback", "steps"),
    ),
    Planting(
        "RPL03",
        FAIL,
        "回访时客户说没有恢复，仍按已解决回单",
        _SOLVED,
        callback(restored="否", score=3, text="客户说仍然没有改善。"),
        part("callback"),
    ),
    Planting("RPL03", UNKNOWN, "回访没有登记是否恢复", _SOLVED, callback(restored=None), part("callback")),
    Planting(
        "RPL04",
        FAIL,
        "按已解决回单，回单内容写待建设",
        (remote, optimised),
        order(reply="该处为弱覆盖，已纳入规划，待建设后改善。"),
        part("reply"),
    ),
    Planting(
        "RPL04",
        FAIL,
        "按未解决回单，回单内容写已恢复并确认",
        (to_be_built,),
        order(reply="故障已修复，用户确认已恢复正常使用。"),
        part("reply"),
    ),
    Planting(
        "RPL04",
        WARN,
        "按已解决回单，回单内容留有余地",
        _SOLVED,
        order(reply="参数已优化，信号有所改善，继续观察。"),
        part("reply"),
    ),
    Planting(
        "RPL05",
        FAIL,
        "按已解决回单，转派还没有完成",
        (refitted,),
        lambda world, draft: draft.transfer.update(finished_at=None),
        part("transfer"),
    ),
    Planting("RPL05", FAIL, "按已解决回单，涉及站点还在断站", (broken,), _out_again, part("site")),
    Planting(
        "RPL05", FAIL, "按已解决回单，跟踪单还开着", (remote, optimised), _still_tracked, part("followup")
    ),
    Planting("RPL05", WARN, "处理后的测试晚于回单", (optimised_weak,), _measured_later, part("readings")),
    Planting(
        "RPL06",
        WARN,
        "按已解决回单，重复派单次数为一",
        (remote, optimised),
        order(redispatches=1),
        part("repeat"),
    ),
    Planting(
        "RPL06",
        FAIL,
        "重复派单，质检已确认为虚假回单",
        (remote,),
        both(order(redispatches=2), waive("RPL06", "确认", "回访客户，问题一直没有解决")),
        part("repeat"),
    ),
    Planting(
        "RPL06",
        Verdict.WAIVED,
        "重复派单，质检已排除虚假回单",
        (optimised,),
        both(order(redispatches=1), waive("RPL06", "排除", "系统重复派发，客户的问题已解决")),
        part("repeat"),
    ),
    Planting(
        "RPL07", FAIL, "按未解决回单，没有建跟踪单", (to_be_built,), drop("follow_ups"), part("followup")
    ),
    Planting(
        "RPL08",
        FAIL,
        "跟踪单过了下次跟踪时间没有跟踪",
        (to_be_built,),
        _stalled,
        part("followup"),
        age=(8, 20),
    ),
    Planting(
        "RPL08", WARN, "跟踪单超过七天没有跟踪", (to_be_built,), _long_silent, part("followup"), age=(14, 20)
    ),
    Planting(
        "RPL08",
        UNKNOWN,
        "跟踪单没有任何跟踪时间",
        (to_be_built,),
        follow_up(tracked_at=None, next_at=None),
        part("followup"),
        age=(8, 20),
    ),
    Planting(
        "RPL09",
        FAIL,
        "跟踪单没有解决时间就关闭",
        (to_be_built,),
        both(_closed, follow_up(solved_at=None)),
        part("followup"),
        age=(9, 20),
    ),
    Planting(
        "RPL09", WARN, "跟踪单关闭前没有回访确认", (to_be_built,), _closed, part("followup"), age=(9, 20)
    ),
    Planting(
        "RPL10",
        FAIL,
        "已回单，解决情况空白",
        (remote, optimised, terminal),
        order(outcome=None),
        part("callback", "reply", "followup", "repeat"),
    ),
    Planting(
        "RPL11", WARN, "处理后移动仍是弱覆盖", (optimised_weak,), _measured(rsrp="-119"), part("readings")
    ),
)
