"""Plantings of ADR and ANA: addresses, coordinates, regions, analysis."""

import math

from desk.geo import offset_from_counties
from desk.services.demo.draft import Draft
from desk.services.demo.material import counties
from desk.services.demo.plantings.planting import Bend, Planting, both, order, part, visit, waive
from desk.services.demo.stories import broken, optimised, remote, terminal
from desk.services.demo.world import World
from desk.vocabulary import Datum, Verdict

FAIL, WARN, UNKNOWN = Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN
_NOWHERE = {"lon": None, "lat": None, "datum": None}
_STEP = 0.002  # degrees of a walk towards the border
_TO_BORDER = 400


def _road_only(world: World, draft: Draft) -> None:
    county = draft.place.county
    town = next((town.name for town in county.towns if town.name.endswith("镇")), "")
    draft.order["address"] = county.full_name + town + world.rng.choice(county.roads)


def _county_only(world: World, draft: Draft) -> None:
    draft.order["address"] = draft.place.county.full_name


def _compound(world: World, draft: Draft) -> None:
    inside = f"{world.one('places', 'compounds')}{world.rng.randint(1, 9)}栋{world.rng.randint(101, 1802)}房"
    draft.order["address"] = draft.place.county.full_name + draft.place.town.name + inside


def _foreign_town(world: World, draft: Draft) -> None:
    known = {town.name for town in draft.place.county.towns}
    others = [
        town.name
        for county in counties()
        if not county.city and county.code != draft.place.county.code
        for town in county.towns
        if town.name.endswith("镇") and town.name not in known
    ]
    street = f"{draft.place.county.full_name}{world.rng.choice(others)}人民路"
    number = world.atlas.house_number(street, draft.order["dispatched_at"])
    draft.order["address"] = f"{street}{number}号"


def _unknown_village(world: World, draft: Draft) -> None:
    village = world.one("places", "unknown_villages")
    draft.order["address"] = draft.place.county.full_name + draft.place.town.name + village


def _swap(world: World, draft: Draft) -> None:
    draft.order.update(lon=draft.order["lat"], lat=draft.order["lon"])


def _elsewhere(world: World, draft: Draft) -> None:
    """The point of a house in the county that lies farthest east or west."""
    served = [county for county in counties() if county.share]
    far = max(served, key=lambda county: abs(county.towns[0].lon - draft.place.lon))
    draft.order.update(world.atlas.in_county(far, draft.order["dispatched_at"]).point(Datum.GCJ02))


def _just_outside(world: World, draft: Draft) -> None:
    """Walk towards a random side until the point lies a little outside the county."""
    while True:
        angle = world.rng.uniform(0, 2 * math.pi)
        for i in range(_TO_BORDER):
            lon = draft.place.lon + i * _STEP * math.cos(angle)
            lat = draft.place.lat + i * _STEP * math.sin(angle)
            offset = offset_from_counties(lon, lat, Datum.GCJ02, (draft.place.county.code,))
            if offset is not None and 0.4 < offset.km < 1.6:
                draft.order.update(lon=f"{lon:.5f}", lat=f"{lat:.5f}", datum="GCJ-02")
                return


def _blank(name: str) -> Bend:
    """A blank field that no #同步要素# in the complaint can fill on import."""

    def bend(world: World, draft: Draft) -> None:
        draft.order.update({name: None, "complaint": f"用户反映{draft.seen}，已有一段时间，要求尽快处理。"})

    return bend


def _wrong_region(world: World, draft: Draft) -> None:
    others = [county.region for county in counties() if county.region != draft.place.county.region]
    draft.order["region"] = world.rng.choice(others)


def _no_county(world: World, draft: Draft) -> None:
    number = world.atlas.house_number("人民路", draft.order["dispatched_at"])
    draft.order["address"] = f"人民路{number}号"


ADDRESS = (
    Planting(
        "ADR01", FAIL, "投诉地址没有可用内容", (terminal,), order(address="本机所在位置"), part("address")
    ),
    Planting("ADR01", FAIL, "投诉地址空白", (terminal,), _blank("address"), part("address", "complaint")),
    Planting("ADR02", FAIL, "投诉地址只有路名，没有门牌号", (remote,), _road_only, part("address")),
    Planting("ADR02", FAIL, "投诉地址只写到市县", (terminal,), _county_only, part("address")),
    Planting("ADR02", WARN, "投诉地址只写到小区楼栋", (remote, optimised), _compound, part("address")),
    Planting(
        "ADR02",
        Verdict.WAIVED,
        "投诉地址只有路名，组长已豁免",
        (remote,),
        both(_road_only, waive("ADR02", "豁免", "客户拒绝提供门牌号，已当面核实位置")),
        part("address"),
    ),
    Planting("ADR03", FAIL, "乡镇不属于所写的市县", (optimised,), _foreign_town, part("address")),
    Planting("ADR03", WARN, "村名在地名库中没有", (remote, optimised), _unknown_village, part("address")),
    Planting(
        "ADR04",
        FAIL,
        "有现场测试，工单和测试都没有经纬度",
        (optimised,),
        both(order(**_NOWHERE), visit(**_NOWHERE)),
        part("point"),
    ),
    Planting("ADR05", FAIL, "经度和纬度填反", (optimised,), _swap, part("point")),
    Planting("ADR05", FAIL, "经纬度落在别的市县", (optimised,), _elsewhere, part("point")),
    Planting("ADR05", WARN, "经纬度在县界外不到两千米", (broken, optimised), _just_outside, part("point")),
    Planting(
        "ADR05",
        UNKNOWN,
        "地址没有市县，经纬度无从比对",
        (optimised,),
        _no_county,
        part("address", "point", "region"),
    ),
    Planting("ADR06", FAIL, "区域与地址的市县不符", (remote, optimised), _wrong_region, part("region")),
    Planting(
        "ADR06", UNKNOWN, "区域不在区域表中", (remote, optimised), order(region="琼北片区"), part("region")
    ),
    Planting(
        "ANA01",
        FAIL,
        "回单时出现周期空白",
        (remote, optimised),
        _blank("cycle"),
        part("analysis", "complaint"),
    ),
    Planting(
        "ANA01",
        FAIL,
        "回单时周边用户使用情况空白",
        (broken, remote),
        _blank("nearby"),
        part("analysis", "complaint"),
    ),
    Planting(
        "ANA02",
        FAIL,
        "回单时原因分类空白",
        (remote, optimised),
        order(cause=None),
        part("cause", "department"),
    ),
)
