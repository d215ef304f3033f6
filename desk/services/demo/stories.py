"""The clean stories of the demo month: whole lives of orders that keep every clause.

To add one: a function here and its line in STORIES.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from desk.services.demo.draft import Draft, Row
from desk.services.demo.intake import arrive, call, close, confirm, locate, name_site, step
from desk.services.demo.places import Place
from desk.services.demo.rhythm import day_words
from desk.services.demo.visits import go_and_test, measure_after
from desk.services.demo.world import World

Story = Callable[[World, datetime, Place | None], Draft]
QUALITY = "质量管控组"
_LONGEST = timedelta(hours=46)  # of an outage that nobody has to supervise
_TRACK_DAYS = 20  # an unsolved order older than this is closed by now


def optimised(world: World, at: datetime, place: Place | None = None) -> Draft:
    """Visited, optimised, confirmed, solved."""
    return _optimised(world, at, place, weak=False)


def optimised_weak(world: World, at: datetime, place: Place | None = None) -> Draft:
    """The same with weak coverage before the measure."""
    return _optimised(world, at, place, weak=True)


def _optimised(world: World, at: datetime, place: Place | None, *, weak: bool) -> Draft:
    problem = world.rng.choice(world.words["problem"])
    draft = arrive(world, at, place or _place(world, at, problem), problem)
    tested = go_and_test(world, draft, problem, weak=weak)
    region = draft.place.county.region
    _classify(world, draft, tested, "优化", f"{region}优化组")
    cure = draft.order["short_plan"]
    done = world.soon(tested, 2, 16)
    step(draft, world.rng.randint(1, 6), "优化", done, cure)
    after = done + timedelta(minutes=world.rng.randint(40, 90))
    if weak or world.rng.random() < 0.5:
        measure_after(world, draft, after)
    _solve(world, draft, after, "optimise", cure=cure)
    return draft


def remote(world: World, at: datetime, place: Place | None = None) -> Draft:
    """Put right from the desk without a visit."""
    problem = world.rng.choice(world.words["problem"])
    draft = arrive(world, at, place or _place(world, at, problem), problem)
    if world.rng.random() < 0.6:
        locate(world, draft)
    name_site(world, draft)
    talked = _talk(world, draft)
    region = draft.place.county.region
    _classify(world, draft, talked, "优化", f"{region}优化组")
    cure = world.one("plan", "fine")
    draft.order.update(short_plan=cure, need=world.one("plan", "need"))
    done = world.soon(talked, 2, 20)
    step(draft, world.rng.randint(1, 6), "优化", done, cure)
    _solve(world, draft, done, "optimise_remote", cure=cure)
    return draft


def terminal(world: World, at: datetime, place: Place | None = None) -> Draft:
    """The customer's own telephone was the cause."""
    problem = world.rng.choice(world.words["problem"])
    draft = arrive(world, at, place or _place(world, at, problem), problem)
    talked = _talk(world, draft)
    _classify(world, draft, talked, "其他", "在线客服中心")
    _solve(world, draft, talked, "other")
    return draft


def broken(world: World, at: datetime, place: Place | None = None) -> Draft:
    """A site was out for less than two days, repaired under supervision."""
    return broken_at(world, at, place, None)


def broken_at(world: World, at: datetime, place: Place | None, site: Row | None) -> Draft:
    """The same for a known site whose outage is known, or for a new one."""
    rng, outage = world.rng, world.words["outage"][0]
    draft = arrive(world, at, place or _place(world, at, outage), outage)
    locate(world, draft)
    town, region = draft.place.town, draft.place.county.region
    new = site is None
    if site is None:
        site = world.site(town, region, (draft.place.lon, draft.place.lat))
        site.update(crucial="否", out_cause=world.one("site", "causes"))
        site["out_from"] = (at - timedelta(hours=rng.uniform(1, 7))).replace(second=0)
    draft.order["sites"] = site["code"]
    talked = _talk(world, draft)
    classed = _classify(world, draft, talked, "故障", f"{region}维护室")
    handed = world.soon(classed, 0.4, 3)
    repaired: datetime = site.get("out_until") or min(world.soon(handed, 3, 14), site["out_from"] + _LONGEST)
    site["out_until"] = repaired
    if new:
        draft.bring("sites", **site)
    _repair(world, draft, handed, max(repaired, handed + timedelta(hours=4)), "fault", site=site["name"])
    _solve(world, draft, draft.transfer["finished_at"], "fault", site=site["name"])
    return draft


def broadband(world: World, at: datetime, place: Place | None = None) -> Draft:
    """A broken broadband line, repaired at the customer's."""
    outage = world.words["outage"][1]
    draft = arrive(world, at, place or _place(world, at, outage), outage)
    region = draft.place.county.region
    talked = _talk(world, draft)
    classed = _classify(world, draft, talked, "故障", f"{region}维护室")
    handed = world.soon(classed, 0.4, 3)
    _repair(world, draft, handed, world.soon(handed, 4, 16), "line")
    if world.rng.random() < 0.5:
        draft.transfer.update(visited_at=draft.transfer["finished_at"] - timedelta(minutes=70))
        _agent(draft, handed)
    _solve(world, draft, draft.transfer["finished_at"], "broadband")
    return draft


def refitted(world: World, at: datetime, place: Place | None = None) -> Draft:
    """Optimising did not do; the branch refitted the site or added active equipment."""
    rng = world.rng
    problem = rng.choice(world.words["problem"])
    draft = arrive(world, at, place or _place(world, at, problem), problem)
    tested = go_and_test(world, draft, problem)
    branch = f"{draft.place.county.region}分公司"
    cause = rng.choice(("技改", "技改", "新增有源"))
    classed = _classify(world, draft, tested, cause, branch)
    cure = world.one("refit", "cures" if cause == "技改" else "active")
    handed = world.soon(classed, 0.6, 10)
    step(
        draft,
        rng.randint(1, 6),
        "优化",
        classed + timedelta(minutes=10),
        draft.order["short_plan"],
        effect="无改善",
    )
    done = world.soon(handed, 20, 44)
    _hand(world, draft, cause, branch, handed, "work", guess=problem["guess"], cure=cure)
    draft.transfer.update(
        issued_at=world.soon(handed, 0.3, 5),
        answered_at=world.soon(handed, 2, 14),
        finished_at=done,
    )
    step(draft, 7, "整改", done, cure)
    after = done + timedelta(minutes=rng.randint(40, 100))
    measure_after(world, draft, after)
    _solve(world, draft, after, "refit", cure=cure)
    return draft


def to_be_built(world: World, at: datetime, place: Place | None = None) -> Draft:
    """Nine steps did not do; a new site is asked for, the order stays unsolved and is tracked."""
    rng = world.rng
    problem = world.words["problem"][0]
    draft = arrive(world, at, place or _place(world, at, problem), problem)
    tested = go_and_test(world, draft, problem, weak=True)
    region = draft.place.county.region
    begun = world.soon(tested, 1, 8)
    for number, title in enumerate(world.words["steps"]["titles"], 1):
        _nine(world, draft, number, title, begun + timedelta(minutes=25 * number))
    assessed = begun + timedelta(hours=6)
    step(draft, 10, "评估", assessed, "周边无可共享站点，需新增站点", effect="未知")
    step(draft, 11, "提站", assessed + timedelta(hours=2), "提交新增站点需求", effect="未知")
    classed = _classify(world, draft, assessed, "新建资源", f"{region}分公司")
    handed = max(classed, assessed + timedelta(hours=2)) + timedelta(minutes=rng.randint(20, 200))
    _hand(world, draft, "新建资源", f"{region}分公司", handed, "build")
    draft.transfer.update(issued_at=handed + timedelta(minutes=30), answered_at=world.soon(handed, 2, 14))
    told = world.soon(handed, 2, 20)
    call(world, draft, told, "沟通", "explain")
    replied = told + timedelta(minutes=rng.randint(20, 120))
    close(world, draft, replied, "未解决", world.one("reply", "build"))
    draft.transfer["reported_at"] = reported = world.soon(replied, 2, 18)
    draft.transfer["reviewed_at"] = reported + timedelta(hours=rng.randint(1, 20))
    _track(world, draft, replied)
    return draft


def _nine(world: World, draft: Draft, number: int, title: str, at: datetime) -> None:
    kind = "优化" if number <= 6 else "整改"
    if number > 6 and world.rng.random() < 0.5:
        step(draft, number, kind, at, world.words["steps"]["excused"], state="不适用", effect="未知")
    else:
        step(draft, number, kind, at, title, effect="无改善")


def _track(world: World, draft: Draft, opened: datetime) -> None:
    rng, now = world.rng, world.now
    follow_up = draft.add(
        "follow_ups",
        number=f"GZ-{draft.order['order_no']}",
        opened_at=opened,
        state="跟踪中",
        text="等待新增站点建成后复测",
    )
    if now - opened > timedelta(days=_TRACK_DAYS):
        tracked = world.soon(opened, 24 * 5, 24 * 9)
        called = world.soon(tracked, 24, 72)
        call(world, draft, called, "回访", "callback", restored="是", score=rng.randint(8, 10))
        solved = called + timedelta(minutes=rng.randint(20, 120))
        draft.transfer["finished_at"] = tracked
        follow_up.update(
            state="已关闭", tracked_at=tracked, solved_at=solved, text="站点已开通，客户确认恢复"
        )
        return
    tracked = max(opened, now - timedelta(hours=rng.uniform(2, 100)))
    follow_up.update(tracked_at=tracked.replace(second=0, microsecond=0))
    follow_up["next_at"] = (now + timedelta(days=rng.randint(1, 4))).replace(hour=9, minute=0)


def _place(world: World, at: datetime, problem: Row) -> Place:
    return world.atlas.place(
        world.rng.choice(problem.get("places", ["road", "village", "village", "farm"])), at
    )


def _talk(world: World, draft: Draft) -> datetime:
    talked = world.soon(draft.order["dispatched_at"], 0.3, 3)
    call(world, draft, talked, "沟通", "talk")
    return talked


def _classify(world: World, draft: Draft, after: datetime, cause: str, department: str) -> datetime:
    classed: datetime = after + timedelta(minutes=world.rng.randint(10, 60))
    draft.order.update(cause=cause, classed_at=classed, department=department)
    return classed


def _hand(world: World, draft: Draft, kind: str, to: str, at: datetime, group: str, **slots: str) -> Row:
    texts = world.words["transfer"]
    return draft.add(
        "transfers",
        kind=kind,
        department=to,
        handed_at=at,
        wording=texts[group].format(**slots),
        answer=texts[f"{group}_answer"].format(**slots),
    )


def _repair(
    world: World, draft: Draft, handed: datetime, finished: datetime, group: str, **slots: str
) -> None:
    room = f"{draft.place.county.region}维护室"
    _hand(world, draft, "故障", room, handed, group, **slots).update(
        supervised="是",
        supervisor=QUALITY,
        answered_at=finished - timedelta(minutes=world.rng.randint(5, 60)),
        finished_at=finished,
    )


def _agent(draft: Draft, handed: datetime) -> None:
    """The same fault with the contractor who repairs lines, beside the maintenance room."""
    room = draft.transfer
    agent = {
        **room,
        "department": f"{draft.place.county.region}代维中心",
        "handed_at": handed + timedelta(minutes=15),
    }
    draft.rows["transfers"].append(agent)


def _solve(world: World, draft: Draft, after: datetime, group: str, **slots: str) -> None:
    at = confirm(world, draft, after)
    text = world.one("reply", group).format(day=day_words(draft.callback["time"]), **slots)
    close(world, draft, at, "已解决", text)


STORIES: tuple[tuple[Story, int], ...] = (  # with its share
    (optimised, 30),
    (remote, 16),
    (broken, 16),
    (broadband, 10),
    (refitted, 11),
    (terminal, 7),
    (optimised_weak, 5),
    (to_be_built, 5),
)
