"""Plantings of ESC: sensitive, upgraded and difficult complaints not raised, stalled escalations."""

from datetime import timedelta
from typing import Any

from desk.services.demo.draft import Draft
from desk.services.demo.plantings.planting import Bend, Planting, both, order, part, reopen
from desk.services.demo.stories import broken, optimised, remote, terminal
from desk.services.demo.world import World
from desk.vocabulary import Verdict

FAIL, WARN = Verdict.FAIL, Verdict.WARN
_ANY = (remote, optimised, broken, terminal)


def raise_order(world: World, draft: Draft, hours: float, **values: Any) -> None:
    """An escalation some hours after dispatch, accepted and settled within the day unless told otherwise."""
    at = world.soon(draft.order["dispatched_at"], hours, hours)
    row = {
        "time": at,
        "reason": "敏感",
        "level": world.one("escalation", "levels"),
        "receiver": world.customer(),
        "accepted_at": at + timedelta(hours=1),
        "result": world.words["escalation"]["result"],
        "finished_at": at + timedelta(hours=5),
    }
    draft.add("escalations", **{**row, **values})


def threaten(threat: str) -> Bend:
    """A sensitive complaint."""
    return lambda world, draft: draft.order.update(
        complaint=f"用户反映{draft.seen}，报修后一直没有结果，{threat}。"
    )


def raised(hours: float, **values: Any) -> Bend:
    """An escalation, as a bend."""
    return lambda world, draft: raise_order(world, draft, hours, **values)


def _long(world: World, draft: Draft) -> None:
    draft.postpone(draft.rows["contacts"][0]["time"], timedelta(days=16))


def _waiting(world: World, draft: Draft) -> None:
    reopen(draft, timedelta(hours=60), world)
    raise_order(world, draft, 2, result=None, finished_at=None)


ESCALATION = (
    Planting(
        "ESC01",
        FAIL,
        "用户说要向工信部申诉，没有升级",
        _ANY,
        threaten("如不解决将向工信部申诉"),
        part("complaint", "escalation"),
    ),
    Planting(
        "ESC01",
        FAIL,
        "用户说要找媒体曝光，没有升级",
        _ANY,
        threaten("再不处理就找媒体曝光"),
        part("complaint", "escalation"),
    ),
    Planting(
        "ESC01",
        WARN,
        "用户说要向12315投诉，两天后才升级",
        _ANY,
        both(threaten("再不处理就向12315投诉"), raised(30)),
        part("complaint", "escalation"),
    ),
    Planting(
        "ESC02",
        FAIL,
        "来源渠道为12345，没有升级",
        _ANY,
        order(channel="12345"),
        part("channel", "escalation"),
    ),
    Planting(
        "ESC02",
        WARN,
        "工信部转来，次日才升级",
        _ANY,
        both(order(channel="工信部申诉"), raised(28, reason="多渠道")),
        part("channel", "escalation"),
    ),
    Planting(
        "ESC03", FAIL, "标为疑难，没有升级", _ANY, order(difficult="是"), part("difficult", "escalation")
    ),
    Planting("ESC03", FAIL, "处理超过十五天，没有升级", (terminal,), _long, age=(22, 100_000)),
    Planting(
        "ESC04",
        FAIL,
        "升级后没有受理",
        _ANY,
        raised(3, accepted_at=None, finished_at=None),
        part("escalation"),
    ),
    Planting("ESC04", WARN, "升级受理后四天没有结果", (remote,), _waiting, age=(4.5, 9)),
    Planting("ESC05", FAIL, "升级没有结果就回单", _ANY, raised(3, result=None), part("escalation")),
)
