"""How a demo order arrives, and the deeds that its stories share: calls, steps, replies."""

from datetime import datetime, timedelta

from desk.services.demo.draft import Draft, Row
from desk.services.demo.places import Place
from desk.services.demo.rhythm import day_words
from desk.services.demo.world import World
from desk.vocabulary import Datum

_DUE_HOURS = (24, 36, 48, 72, 96, 120, 168, 240, 360)
_SYNC = (
    "#同步要素#联系要求:联系本机\n客户要求:{text}\n处于室内还是室外:室内\n（室内）处于该场景下的具体位置:{spot}\n"
    "周围其他用户是否有同样情况:{same}\n手机显示的网络标识:{net}\n无信号出现的频率:{often}\n开关机情况:情况依旧#同步要素#"
)
_NEARBY = (("周边用户同样", "有"), ("周边用户正常", "无"), ("未了解到周边用户情况", "未知"))


def arrive(world: World, at: datetime, place: Place, problem: Row) -> Draft:
    """An order just dispatched, with all that EOMS and the analysis give."""
    rng = world.rng
    net = rng.choice(problem["networks"]) if "networks" in problem else problem["network"]
    spot = rng.choice(problem.get("spots", ["家里"]))
    text = rng.choice(problem["texts"]).format(spot=spot, net=net)
    nearby, same = rng.choice(_NEARBY)
    cycle = rng.choice(problem.get("cycles", ["一直"]))
    if rng.random() < 0.25 and net != "宽带":
        text = _SYNC.format(text=text, spot=spot, same=same, net=net, often=cycle)
    problem_at = at - timedelta(minutes=rng.randint(150, 3000))
    accepted = at - timedelta(minutes=rng.randint(5, 70))
    order: Row = {
        "order_no": world.order_no(at),
        "service_no": f"{accepted:%Y%m%d%H%M%S}X{rng.randint(100000000, 999999999)}",
        "channel": world.one("people", "channels"),
        "accepted_at": accepted,
        "dispatched_at": at,
        "urgency": "紧急" if rng.random() < 0.08 else "一般",
        "phone": world.phone(),
        "customer": world.customer(),
        "level": world.one("people", "levels"),
        "region": place.county.region,
        "address": place.address,
        "network": net,
        "service": problem["service"],
        "complaint": text,
        "problem_time": f"{problem_at:%Y-%m-%d} {problem_at.hour:02d}:{problem_at.minute or 5:02d}",
        "cycle": cycle,
        "nearby": nearby,
        "handler": world.one("people", "handlers"),
        "redispatches": 0,
        "difficult": "否",
    }
    return Draft(place, order, seen=problem["seen"])


def locate(world: World, draft: Draft) -> None:
    """Give the order its coordinates."""
    datum = Datum.GCJ02 if world.rng.random() < 0.75 else Datum.WGS84
    draft.order.update(draft.place.point(datum))


def call(world: World, draft: Draft, at: datetime, purpose: str, group: str, **values: str | int) -> Row:
    """A reached call with its wording and note."""
    return draft.add(
        "contacts",
        time=at,
        means="电话",
        purpose=purpose,
        urgent="否",
        result="接通",
        wording=world.one(group, "wording"),
        text=world.one(group, "text").format(day=values.pop("day", "")),
        person=draft.order["handler"],
        **values,
    )


def stage_reply(world: World, draft: Draft, problem: Row, at: datetime, visit: datetime) -> None:
    """The interim reply after the first call."""
    text = world.one("stage", "text").format(
        seen=problem["seen"], guess=problem["guess"], day=day_words(visit)
    )
    draft.add("stage_replies", time=at, text=text, person=draft.order["handler"])


def name_site(world: World, draft: Draft) -> Row:
    """Let the order name a working site of its town."""
    site, new = world.standing_site(draft.place.town, draft.place.county.region)
    if new:
        draft.bring("sites", **site)
    draft.order["sites"] = site["code"]
    return site


def step(draft: Draft, number: int, kind: str, at: datetime, text: str, **values: str) -> Row:
    """A handling step of the region's optimisers, done unless told otherwise."""
    row = {
        "number": number,
        "kind": kind,
        "state": "已实施",
        "time": at,
        "group": f"{draft.place.county.region}优化组",
        "effect": "改善",
        "text": text,
    }
    return draft.add("steps", **{**row, **values})


def confirm(world: World, draft: Draft, after: datetime) -> datetime:
    """The callback in which the customer confirms; the time of the reply that follows it."""
    at = world.soon(after, 1, 6)
    call(world, draft, at, "回访", "callback", restored="是", score=world.rng.randint(8, 10))
    return at + timedelta(minutes=world.rng.randint(10, 90))


def close(world: World, draft: Draft, at: datetime, outcome: str, text: str) -> None:
    """The reply, and a deadline that leaves room for it."""
    draft.order.update(outcome=outcome, replied_at=at, reply=text)
    dispatched = draft.order["dispatched_at"]
    least = at + timedelta(hours=2)
    if at > world.now:  # still open: not due within a day
        least = max(least, world.now + timedelta(hours=27))
    hours = next(hours for hours in _DUE_HOURS if dispatched + timedelta(hours=hours) >= least)
    draft.order["due_at"] = dispatched + timedelta(hours=hours)
