"""Plantings that need several orders: clusters, repeats, copied coordinates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.services.demo.draft import Draft
from desk.services.demo.plantings.planting import Expected
from desk.services.demo.stories import Story, broken_at, optimised, optimised_weak, remote
from desk.services.demo.world import World
from desk.vocabulary import Verdict

FAIL, WARN = Verdict.FAIL, Verdict.WARN
Told = list[tuple[Draft, list[Expected]]]
_REGISTER_DAYS = 30  # an item of the register older than this is closed by now


@dataclass(frozen=True, slots=True)
class Group:
    """Orders that only together earn a verdict. `within` is the longest time between the first and the last
    dispatch, `after` the shortest time to the second.
    """

    size: int
    make: Callable[[World, Sequence[datetime]], Told]
    within: timedelta
    after: timedelta = timedelta()
    faulty: bool = True


def _one_site(world: World, times: Sequence[datetime]) -> list[Draft]:
    """Several complaints about one site that is out for less than two days."""
    place = world.atlas.place("village", times[0])
    county = place.county
    site = world.site(place.town, county.region, (place.lon, place.lat))
    start = times[0].replace(second=0)
    site.update(crucial="否", out_cause="外电")
    site.update(out_from=start - timedelta(hours=2), out_until=start + timedelta(hours=43))
    places = [place, *(world.atlas.in_county(county, at) for at in times[1:])]
    drafts = [broken_at(world, at, where, site) for at, where in zip(times, places, strict=True)]
    drafts[0].bring("sites", **site)
    return drafts


def _one_village(world: World, times: Sequence[datetime], story: Story) -> list[Draft]:
    place = world.atlas.place("village", times[0])
    places = [place, *(world.atlas.neighbour(place, at) for at in times[1:])]
    return [story(world, at, where) for at, where in zip(times, places, strict=True)]


def _register(world: World, drafts: list[Draft], kind: str) -> None:
    """Enter a cluster in the register, supervised until now or struck off."""
    last = drafts[-1].order["dispatched_at"].replace(second=0)
    old = world.now - last > timedelta(days=_REGISTER_DAYS)
    drafts[0].bring(
        "over_items",
        number=world.number("SC"),
        kind=kind,
        site=drafts[0].order["sites"] if kind == "故障基站" else None,
        place=drafts[0].place.county.full_name + drafts[0].place.town.name,
        orders=";".join(draft.order["order_no"] for draft in drafts),
        owner=drafts[0].order["handler"],
        opened_at=world.soon(last, 3, 8),
        state="已销号" if old else "督办中",
        supervised_at=last + timedelta(days=6) if old else world.now - timedelta(hours=30),
    )


def _all_told(drafts: list[Draft], *expected: Expected) -> Told:
    return [(draft, list(expected)) for draft in drafts]


def _site_unlisted(world: World, times: Sequence[datetime]) -> Told:
    return _all_told(_one_site(world, times), ("SUP01", FAIL, "同一断站基站三单集中投诉，没有列入三超"))


def _site_listed(world: World, times: Sequence[datetime]) -> Told:
    drafts = _one_site(world, times)
    _register(world, drafts, "故障基站")
    return _all_told(drafts)


def _weak_unlisted(world: World, times: Sequence[datetime]) -> Told:
    return _all_told(
        _one_village(world, times, optimised_weak), ("SUP02", FAIL, "同村三单弱覆盖集中投诉，没有列入三超")
    )


def _weak_listed(world: World, times: Sequence[datetime]) -> Told:
    drafts = _one_village(world, times, optimised_weak)
    _register(world, drafts, "弱覆盖")
    drafts[0].bring(
        "plans",
        number=world.number("JS"),
        kind="新建",
        place=drafts[0].place.county.full_name + drafts[0].place.town.name,
        orders=";".join(draft.order["order_no"] for draft in drafts),
        planned_at=world.now + timedelta(days=60),
        state="规划中",
    )
    return _all_told(drafts)


def _unmeasured(world: World, times: Sequence[datetime]) -> Told:
    return _all_told(_one_village(world, times, remote), ("SUP02", WARN, "同村三单集中投诉，没有任何测试"))


def _same_number(world: World, times: Sequence[datetime], story: Story) -> list[Draft]:
    drafts = [story(world, at, None) for at in times]
    first = drafts[0].order
    for draft in drafts[1:]:
        draft.order.update({name: first[name] for name in ("phone", "customer", "level", "channel")})
    return drafts


def _repeats(drafts: list[Draft]) -> Told:
    """The orders replied 已解决 before another one of the number came."""
    what = "按已解决回单后同一号码又来投诉"
    return [
        (
            draft,
            [("RPL06", WARN, what)]
            if any(later.order["dispatched_at"] > draft.order["replied_at"] for later in drafts[index:])
            else [],
        )
        for index, draft in enumerate(drafts, 1)
    ]


def _again(world: World, times: Sequence[datetime]) -> Told:
    return _repeats(_same_number(world, times, remote))


def _other_channel(world: World, times: Sequence[datetime]) -> Told:
    drafts = _same_number(world, times, optimised)
    drafts[0].order["channel"], drafts[1].order["channel"] = "10086", "营业厅"
    told = _repeats(drafts)
    told[1][1].append(("ESC02", FAIL, "同一号码又从另一渠道投诉，没有升级"))
    return told


def _three_times(world: World, times: Sequence[datetime]) -> Told:
    told = _repeats(_same_number(world, times, optimised))
    told[2][1].append(("ESC03", FAIL, "同一号码第三次投诉，没有升级"))
    return told


def _copied_point(world: World, times: Sequence[datetime]) -> Told:
    first = optimised(world, times[0], world.atlas.place("road", times[0]))
    county = first.place.county
    drafts = [first, *(optimised(world, at, world.atlas.in_county(county, at)) for at in times[1:])]
    for draft in drafts[1:]:
        draft.test.update({name: first.test[name] for name in ("lon", "lat", "datum")})
    return _all_told(drafts, ("FLD10", WARN, "测试坐标与另一地址的测试完全相同"))


_DAY = timedelta(days=1)

GROUPS = (
    Group(3, _site_unlisted, _DAY),
    Group(3, _weak_unlisted, 4 * _DAY),
    Group(3, _unmeasured, 4 * _DAY),
    Group(2, _again, 12 * _DAY, 5 * _DAY),
    Group(2, _other_channel, 8 * _DAY),
    Group(3, _three_times, 12 * _DAY),
    Group(2, _copied_point, 12 * _DAY),
    Group(3, _site_listed, _DAY, faulty=False),
    Group(3, _weak_listed, 4 * _DAY, faulty=False),
)
