"""Field tests of the demo month: the visit, what is collected, and the readings of three networks."""

from datetime import datetime, timedelta

from desk.services.demo.draft import Draft, Row
from desk.services.demo.intake import call, locate, name_site, stage_reply
from desk.services.demo.rhythm import day_words
from desk.services.demo.world import World
from desk.vocabulary import Datum

OPERATORS = ("移动", "联通", "电信")
_FAIR = {"4G": (-102, -95), "5G": (-98, -91)}
_WEAK = {"4G": (-117, -112), "5G": (-112, -107)}
_GOOD = {"4G": (-89, -80), "5G": (-88, -78)}
_SPEED = {"4G": (6, 24), "5G": (40, 140)}


def go_and_test(world: World, draft: Draft, problem: Row, *, weak: bool = False) -> datetime:
    """Call, interim reply, visit and measurements; the time at which the test was fed back."""
    rng, region = world.rng, draft.place.county.region
    called = world.soon(draft.order["dispatched_at"], 0.3, 3)
    agreed, tester = world.visit(region, called + timedelta(hours=rng.choice((3, 3, 18))))
    draft.booked_at = called
    call(world, draft, called, "预约", "appoint", day=day_words(agreed))
    stage_reply(world, draft, problem, called + timedelta(minutes=rng.randint(15, 100)), agreed)
    locate(world, draft)
    site = name_site(world, draft)
    arrived = agreed - timedelta(minutes=rng.randint(11, 25))
    finished = agreed + timedelta(minutes=rng.randint(30, 65))
    fed_back = finished + timedelta(minutes=rng.randint(20, 100))
    draft.add(
        "field_tests",
        agreed_at=agreed,
        arrived_at=arrived,
        finished_at=finished,
        fed_back_at=fed_back,
        tester=tester,
        **draft.place.point(rng.choice((Datum.WGS84, Datum.GCJ02)), rng.uniform(-0.0002, 0.0002)),
        retest=f"在客户处复测，{problem['seen']}，与投诉一致",
        rivals="联通、电信同样弱覆盖" if weak else "联通、电信信号一般",
        own_sites=site["name"],
        planned_sites=rng.choice(("无", "无", f"{draft.place.town.name or region}规划一站")),
        rival_resources=rng.choice(("无", "电信机房一处", "联通铁塔一座")),
        tower_resources=rng.choice(("无", "铁塔一座", "铁塔一座，可加挂")),
        photographed="是",
        photo_permission="是",
        left_contact="是",
        invited_rating="是",
        told_callback="是",
        six_donts="是是是是是是",
    )
    for index, operator in enumerate(OPERATORS):
        at = agreed + timedelta(minutes=5 + 8 * index)
        measure(world, draft, operator, at, "前", _WEAK if weak else _FAIR)
    draft.order.update(
        need=world.one("plan", "need"),
        short_plan=world.one("plan", "fine"),
        long_plan=world.one("plan", "later"),
    )
    return fed_back


def measure_after(world: World, draft: Draft, at: datetime) -> None:
    """The readings of our network after the measure, better than before."""
    measure(world, draft, "移动", at, "后", _GOOD)


def measure(
    world: World, draft: Draft, operator: str, at: datetime, stage: str, level: dict[str, tuple[int, int]]
) -> None:
    """One row of readings on the network that the customer complains of."""
    rng, network = world.rng, draft.order["network"]
    low, high = _SPEED[network]
    weak, good = level is _WEAK, level is _GOOD
    down = rng.uniform(low, high) * (0.3 if weak else 3 if good else 1)
    sinr = rng.randint(1, 3) if weak else rng.randint(15, 24) if good else rng.randint(5, 11)
    draft.add(
        "measurements",
        operator=operator,
        network=network,
        service=draft.order["service"],
        stage=stage,
        indoors=rng.choice(("室内", "室内", "室外")),
        rsrp=str(rng.randint(*level[network])),
        sinr=str(sinr),
        down=f"{down:.1f}",
        up=f"{down * rng.uniform(0.15, 0.4):.1f}",
        delay=str(rng.randint(22, 68)),
        time=at,
    )
