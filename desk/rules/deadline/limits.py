"""Where a limit comes from: the order's 处理时限, the office's hours, or days after the cause was classed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from desk.rules.case import Case, missing_field, place
from desk.rules.departments import unclassed
from desk.rules.filling import CALENDAR
from desk.rules.kinds import Spot, Task, in_time, shifted
from desk.rules.rule import Due, Judgement
from desk.vocabulary import Verdict
from desk.worktime import deadline


@dataclass(frozen=True, slots=True)
class Limit:
    """Until when, and where that stands; `shared` when it is the order's own 处理时限."""

    due: datetime
    basis: tuple[Spot, ...]
    shared: bool


def limit_of(case: Case, hours: float | None) -> Limit | None:
    """The office's hours after dispatch if set, else 处理时限; None when neither is known."""
    order = case.order
    start = (order, "dispatched_at")
    if hours is not None:
        return Limit(shifted(order.dispatched_at, hours), (start,), shared=False)
    if order.due_at is None:
        return None
    return Limit(order.due_at, (start, (order, "due_at")), shared=True)


def no_limit(case: Case, message: str) -> Judgement:
    """The order has no 处理时限, and nothing stands in for it."""
    return missing_field(message, "处理时限", evidence=(place(case.order, "due_at"),))


def no_start(case: Case) -> Judgement:
    """Nothing says when the cause was known."""
    return missing_field(
        "没有定性时间，也没有测试完成时间，不能起算",
        "定性时间",
        "现场测试.完成时间",
        evidence=(place(case.order, "classed_at"),),
    )


def doubtful(case: Case, task: Task, *causes: str) -> Judgement:
    """The task in time; unknown when not done and the class of the department is not known."""
    rows = unclassed(case, *causes) if task.done is None else ()
    if not rows:
        return in_time(case, task)
    told = f"不知道“{rows[0].department}”是不是分公司，不能判断"
    return missing_field(told, "部门.类别", evidence=tuple(place(row, "department") for row in rows))


def reply_in_time(case: Case, due: datetime) -> Judgement:
    """DLN01's judgement of the order, which DLN02 and DLN03 look at too."""
    order = case.order
    basis = ((order, "dispatched_at"), (order, "due_at"))
    task = Task("工单处理超时", Due(due), basis, order.replied_at, ((order, "replied_at"),))
    return in_time(case, task)


def within(case: Case, limit: Limit, task: Task) -> Judgement:
    """The task in time; one lateness is one fail, so under the shared limit it warns when DLN01 fails."""
    judgement = in_time(case, task)
    if judgement.verdict is not Verdict.FAIL or not limit.shared:
        return judgement
    if reply_in_time(case, limit.due).verdict is not Verdict.FAIL:
        return judgement
    said = f"{judgement.message}（与工单处理超时是同一次超时，只提醒）"
    return replace(judgement, verdict=Verdict.WARN, message=said)


def classed(case: Case, done: datetime | None) -> tuple[datetime, Spot] | None:
    """When the cause was known: 定性时间, else the end of the last field test before the step was done."""
    order = case.order
    if order.classed_at is not None:
        return order.classed_at, (order, "classed_at")
    ends = [(test.finished_at, (test, "finished_at")) for test in case.field_tests]
    tests = sorted(((time, where) for time, where in ends if time is not None), key=lambda test: test[0])
    if not tests:
        return None
    return next((test for test in reversed(tests) if done is None or test[0] <= done), tests[0])


def days_task(
    case: Case,
    name: str,
    days: int,
    start: tuple[datetime, Spot],
    done: datetime | None,
    shown: tuple[Spot, ...],
) -> Task:
    """A step of the 转派 sheet due in days: strict by the calendar, lenient by working days."""
    ends = deadline(start[0], days, case.office.calendar)
    return Task(
        name,
        Due(ends.strict, ends.lenient, start[0], days),
        (start[1],),
        done,
        shown,
        sheet="转派",
        no_lenient=CALENDAR if ends.lenient is None else "",
    )


def earliest(rows: Iterable[Any], name: str) -> datetime | None:
    """The first time of that field among the rows."""
    return min((time for row in rows if (time := getattr(row, name)) is not None), default=None)


def first_with_both(rows: Iterable[Any], one: str, other: str) -> datetime | None:
    """When the first of the rows had both times; None while each lacks one of them."""
    pairs = ((getattr(row, one), getattr(row, other)) for row in rows)
    return min((max(pair) for pair in pairs if None not in pair), default=None)
