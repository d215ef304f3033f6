"""Plantings of SUP that stand in one order: long outages, crucial sites, stalled supervision."""

from datetime import timedelta

from desk.services.demo.draft import Draft
from desk.services.demo.plantings.planting import Planting, part
from desk.services.demo.stories import broken, optimised, remote
from desk.services.demo.world import World
from desk.vocabulary import Verdict

FAIL, WARN = Verdict.FAIL, Verdict.WARN


def _long_outage(world: World, draft: Draft) -> None:
    """The outage began days before the complaint."""
    draft.site["out_from"] = draft.site["out_until"] - timedelta(hours=world.rng.randint(55, 90))


def _touched(world: World, draft: Draft, hours: float) -> None:
    """A site of its own, out for some hours until an hour after the complaint."""
    at = draft.order["dispatched_at"].replace(second=0)
    site = world.site(draft.place.town, draft.place.county.region, (draft.place.lon, draft.place.lat))
    site.update(
        crucial="否",
        out_cause="外电",
        out_until=at + timedelta(hours=1),
        out_from=at - timedelta(hours=hours - 1),
    )
    draft.bring("sites", **site)
    draft.order["sites"] = site["code"]


def _unwatched(world: World, draft: Draft) -> None:
    _touched(world, draft, 57)


def _crucial(world: World, draft: Draft) -> None:
    draft.site["crucial"] = "是"
    draft.transfer["handed_at"] = draft.order["classed_at"] + timedelta(minutes=25)


def _crucial_alone(world: World, draft: Draft) -> None:
    _touched(world, draft, 6)
    draft.site["crucial"] = "是"


def _unsupervised(world: World, draft: Draft) -> None:
    draft.bring(
        "over_items",
        number=world.number("SC"),
        kind="弱覆盖",
        place=draft.place.address,
        orders=draft.order["order_no"],
        owner=draft.order["handler"],
        opened_at=draft.order["dispatched_at"] + timedelta(hours=6),
        state="督办中",
        supervised_at=draft.order["dispatched_at"] + timedelta(days=1),
    )


SITE = (
    Planting("SUP03", WARN, "断站超过四十八小时，故障已督办", (broken,), _long_outage, part("site")),
    Planting(
        "SUP03", FAIL, "断站超过四十八小时，没有督办的故障转派", (remote, optimised), _unwatched, part("site")
    ),
    Planting("SUP04", WARN, "关键站点断站，已转派", (broken,), _crucial, part("site")),
    Planting(
        "SUP04", FAIL, "关键站点断站，一天内没有转派", (remote, optimised), _crucial_alone, part("site")
    ),
    Planting("SUP05", FAIL, "三超条目超过七天没有督办", (remote, optimised), _unsupervised, part("register")),
)
