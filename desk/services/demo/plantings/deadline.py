"""Plantings of DLN: what was done too late, or is about to be."""

from datetime import datetime, timedelta

from desk.services.demo.draft import Draft
from desk.services.demo.plantings.escalation import raise_order
from desk.services.demo.plantings.planting import Bend, Planting, order, part, reopen, transfer, visit
from desk.services.demo.stories import broadband, optimised, refitted, remote, terminal, to_be_built
from desk.services.demo.world import World
from desk.vocabulary import Verdict
from desk.worktime import deadline, shipped_calendar

FAIL, WARN, UNKNOWN = Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN
_DAY = timedelta(days=1)
_DIFFICULT = timedelta(days=14)
_LONG = "，".join(["用户反映手机信号弱，初步判断原因为站距远，计划上门测试后制定措施并回访"] * 16)


def _late_reply(world: World, draft: Draft) -> None:
    dispatched, replied = draft.order["dispatched_at"], draft.order["replied_at"]
    draft.order["due_at"] = (dispatched + (replied - dispatched) * 0.7).replace(second=0, microsecond=0)


def _late_visit_reply(world: World, draft: Draft) -> None:
    """Late as a whole, while the visit itself was in time."""
    replied, fed_back = draft.order["replied_at"], draft.test["fed_back_at"]
    draft.order["due_at"] = (fed_back + (replied - fed_back) / 2).replace(second=0, microsecond=0)


def _open(hours: float) -> Bend:
    return lambda world, draft: reopen(draft, timedelta(hours=hours), world)


def _no_stage_reply(world: World, draft: Draft) -> None:
    draft.rows["stage_replies"].clear()
    draft.postpone(draft.test["fed_back_at"], 2 * _DAY)


def _late_stage_reply(world: World, draft: Draft) -> None:
    draft.rows["stage_replies"][0]["time"] = draft.order["dispatched_at"] + timedelta(hours=50)
    draft.postpone(draft.test["fed_back_at"], 2 * _DAY)


def _handed_late(days: int, moment: str) -> Bend:
    """Hand over only after the lenient end of `days`."""

    def bend(world: World, draft: Draft) -> None:
        classed: datetime = draft.order["classed_at"]
        wait = days * _DAY
        lenient = deadline(classed, days, shipped_calendar()).lenient or classed + timedelta(days=14)
        while min(row[moment] for row in draft.rows["transfers"]) + wait <= lenient:
            wait += _DAY
        draft.postpone(classed + timedelta(minutes=15), wait)
        if draft.order["replied_at"] - draft.order["dispatched_at"] > _DIFFICULT:
            raise_order(world, draft, 20, reason="疑难")  # so long that it must be escalated, and is

    return bend


def _handed_between(days: int) -> Bend:
    """Hand over after the strict end of `days`, on the same day, which the lenient reading allows."""

    def bend(world: World, draft: Draft) -> None:
        classed: datetime = draft.order["classed_at"]
        draft.postpone(classed + timedelta(minutes=15), days * _DAY)
        at = classed + days * _DAY + timedelta(minutes=18)
        for row in draft.rows["transfers"]:
            row["handed_at"] = at
            row["issued_at"] = at if row.get("issued_at") else None

    return bend


def _after_meeting(world: World, draft: Draft) -> None:
    draft.transfer["reviewed_at"] += timedelta(days=14)


def _only_agent(world: World, draft: Draft) -> None:
    for row in draft.rows["transfers"]:
        row["department"] = f"{draft.place.county.region}代维中心"


def _vague(world: World, draft: Draft) -> None:
    draft.rows["stage_replies"][0]["text"] = "正在处理中"


def _stage(text: str | None) -> Bend:
    return lambda world, draft: draft.rows["stage_replies"][0].update(text=text)


DEADLINE = (
    Planting("DLN01", FAIL, "回单晚于处理时限", (terminal, remote), _late_reply, part("due")),
    Planting(
        "DLN01",
        FAIL,
        "回单晚于处理时限，测试和阶段回复按时",
        (optimised,),
        _late_visit_reply,
        part("due", "visit"),
    ),
    Planting("DLN01", FAIL, "月底仍未回单，已过处理时限", (remote,), _open(-31), age=(4, 9)),
    Planting("DLN01", FAIL, "月底仍未回单，已过处理时限", (terminal,), _open(-7), age=(3, 7)),
    Planting("DLN01", WARN, "月底仍未回单，几小时后到期", (remote, terminal), _open(5), age=(2, 5)),
    Planting("DLN01", UNKNOWN, "处理时限空白", (remote, terminal), order(due_at=None), part("due")),
    Planting("DLN02", FAIL, "现场测试一直没有反馈", (optimised,), visit(fed_back_at=None), part("visit")),
    Planting("DLN03", FAIL, "没有阶段回复", (optimised,), _no_stage_reply, age=(12, 100_000)),
    Planting("DLN03", FAIL, "阶段回复晚了两小时", (optimised,), _late_stage_reply, age=(12, 100_000)),
    Planting(
        "DLN04",
        FAIL,
        "故障定性后过久才传给维护室",
        (broadband,),
        _handed_late(2, "handed_at"),
        age=(18, 100_000),
    ),
    Planting(
        "DLN04",
        WARN,
        "故障传递过了两个自然日，未过两个工作日",
        (broadband,),
        _handed_between(2),
        age=(12, 100_000),
    ),
    Planting(
        "DLN05",
        FAIL,
        "故障转派没有督办",
        (broadband,),
        transfer(supervised="否", supervisor=None),
        part("watch"),
    ),
    Planting(
        "DLN05", UNKNOWN, "督办了，没有写督办组", (broadband,), transfer(supervisor=None), part("watch")
    ),
    Planting(
        "DLN06", FAIL, "技改或有源过久才发单", (refitted,), _handed_late(3, "issued_at"), age=(20, 100_000)
    ),
    Planting(
        "DLN06",
        WARN,
        "发单过了三个自然日，未过三个工作日",
        (refitted,),
        _handed_between(3),
        age=(16, 100_000),
    ),
    Planting(
        "DLN07",
        FAIL,
        "下周评审会之后才提交评审",
        (to_be_built,),
        _after_meeting,
        part("review"),
        age=(25, 100_000),
    ),
    Planting(
        "DLN07",
        FAIL,
        "建设需求没有上报",
        (to_be_built,),
        transfer(reported_at=None),
        part("review"),
        age=(18, 100_000),
    ),
    Planting("DLN08", WARN, "阶段回复只有几个字", (optimised, refitted), _vague, part("stage")),
    Planting("DLN08", FAIL, "阶段回复没有内容", (optimised, refitted), _stage(None), part("stage")),
    Planting("DLN08", FAIL, "阶段回复超过五百字", (optimised,), _stage(_LONG), part("stage")),
    Planting(
        "TRF01",
        WARN,
        "故障只转代维单位，没有转维护室",
        (broadband,),
        _only_agent,
        part("department", "watch"),
        also=(("DLN04", WARN),),
    ),
)
