"""Common kinds of rules: a rule of such a kind is a declaration.

`required` asks for filled fields, `attested` for fields that say 是, `in_time` for a step within its limit.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desk.records import BY_RECORD, FieldTest, Order, by_name
from desk.rules.case import Case, lost_rows, place
from desk.rules.moment import shift
from desk.rules.rule import PASS, Due, Judgement
from desk.rules.shapes import blank
from desk.vocabulary import Verdict, YesNo

Check = Callable[[Case], Judgement | Iterable[Judgement]]
Rows = Callable[[Case], Iterable[Any]]
Spot = tuple[Any, str]  # a record and the name of a field; made a Place only when it is shown


def order_of(case: Case) -> tuple[Order]:
    """The order itself, as the only row."""
    return (case.order,)


def finished_tests(case: Case) -> tuple[FieldTest, ...]:
    """Each finished field test."""
    return case.finished_tests


def title_of(record: object, name: str) -> str:
    """The Chinese name of a field."""
    kind: Any = type(record)
    return by_name(kind)[name].title


def sheet_of(record: object) -> str:
    """The Chinese name of a record's sheet."""
    return BY_RECORD[type(record)].title


def row_name(record: object) -> str:
    """A record's sheet as messages name it; a field test with the time that tells it from others."""
    if isinstance(record, FieldTest) and record.finished_at is not None:
        return f"{sheet_of(record)}（{record.finished_at:%m-%d %H:%M} 完成）"
    return sheet_of(record)


def field_name(record: object, name: str) -> str:
    """A field as verdicts name it: bare for the order's own, else 表.字段."""
    title = title_of(record, name)
    return title if isinstance(record, Order) else f"{sheet_of(record)}.{title}"


def filled(record: Any, *names: str) -> Judgement:
    """Whether the fields of a record are given; the fail names those that are blank."""
    for name in names:
        text = getattr(record, name)
        if not text or not text.strip():
            break
    else:
        return PASS  # the usual case
    lacking = [name for name in names if blank(getattr(record, name))]
    titles = "、".join(title_of(record, name) for name in lacking)
    return Judgement(
        Verdict.FAIL,
        f"{row_name(record)}没有填写：{titles}",
        tuple(place(record, name) for name in lacking),
        missing=tuple(field_name(record, name) for name in lacking),
    )


def required(rows: Rows, *names: str) -> Check:
    """A check that fails where one of the fields of a row is blank."""
    return lambda case: [filled(row, *names) for row in rows(case)]


def attested(rows: Rows, *names: str) -> Check:
    """A check that warns where one of the fields of a row does not say 是."""

    def judge(row: Any) -> Judgement:
        lacking = [name for name in names if getattr(row, name) != YesNo.YES]
        if not lacking:
            return PASS
        titles = "、".join(title_of(row, name) for name in lacking)
        places = tuple(place(row, name) for name in lacking)
        return Judgement(Verdict.WARN, f"{row_name(row)}没有确认：{titles}", places)

    return lambda case: [judge(row) for row in rows(case)]


@dataclass(frozen=True, slots=True)
class Task:
    """A step with its limit: what it is, until when, on what basis, and when it was done."""

    name: str  # as in “工单回单超时”
    due: Due  # lenient None: no other reading than the strict one
    basis: tuple[Spot, ...]  # the start and the limit
    done: datetime | None
    shown: tuple[Spot, ...]  # where the time of doing stands, or should
    sheet: str | None = None  # whose row is the step; unknown in a bare export
    no_lenient: str = ""  # the setting without which the lenient end cannot be said


def in_time(case: Case, task: Task) -> Judgement:
    """Done late is judged by when it was done, not done by now; between both readings is a warn."""
    judgement = _done(task, task.done) if task.done is not None else _open(case, task)
    return Judgement(Verdict.PASS, due=task.due) if judgement is PASS else judgement


def _done(task: Task, done: datetime) -> Judgement:
    strict, lenient = _ends(task)
    if done <= strict:
        return PASS
    said = f"{task.name}：时限 {ending(strict)}，实际 {clock(done)}"
    return _late(task, said, done <= lenient)


def _open(case: Case, task: Task) -> Judgement:
    if task.sheet in case.lost:
        return _told(Verdict.UNKNOWN, task, lost_rows(case, str(task.sheet)), missing=(str(task.sheet),))
    if not case.records_known and task.sheet is not None:
        return _told(Verdict.UNKNOWN, task, f"没有{task.sheet}数据，无法判定", missing=(task.sheet,))
    strict, lenient = _ends(task)
    if case.moment.passed(strict):
        unread = [at.name for spot in task.shown if (at := place(*spot)).spot in case.unread]
        if unread:
            told = f"{'、'.join(unread)}无法读取，不能判断是否按时"
            return _told(Verdict.UNKNOWN, task, told, missing=tuple(unread))
        return _late(
            task, f"{task.name}：时限 {ending(strict)}，至今没有完成", not case.moment.passed(lenient)
        )
    if case.moment.reached(shifted(strict, -case.office.parameters.soon_hours)):
        return _told(
            Verdict.WARN, task, f"{task.name.removesuffix('超时')}将于 {ending(strict)} 到期，还没有完成"
        )
    return PASS


def _late(task: Task, said: str, lenient_holds: bool) -> Judgement:
    strict, lenient = _ends(task)
    if task.no_lenient:
        said = f"{said}；{task.no_lenient}没有设置，宽松口径无法计算"
        return _told(Verdict.UNKNOWN, task, said, missing=(task.no_lenient,))
    if lenient_holds:
        return _told(Verdict.WARN, task, f"{said}（临界：严格口径已过，宽松口径到 {ending(lenient)}）")
    if lenient != strict:
        said = f"{said}，宽松口径 {ending(lenient)} 也已过"
    return _told(Verdict.FAIL, task, said)


def _ends(task: Task) -> tuple[datetime, datetime]:
    strict = task.due.strict or datetime.max
    return strict, task.due.lenient or strict


def _told(verdict: Verdict, task: Task, message: str, missing: tuple[str, ...] = ()) -> Judgement:
    places = tuple(place(*spot) for spot in (*task.basis, *task.shown))
    return Judgement(verdict, message, places, missing=missing, due=task.due)


def shifted(time: datetime, hours: float) -> datetime:
    """So many hours later, or earlier; ends where time does."""
    return shift(time, timedelta(hours=hours))


def clock(time: datetime) -> str:
    """A time as messages write it."""
    return f"{time:%Y-%m-%d %H:%M:%S}" if time.second else f"{time:%Y-%m-%d %H:%M}"


def ending(time: datetime) -> str:
    """The end of a limit as messages write it; midnight as 24:00 of the day before."""
    if (time.hour, time.minute, time.second) == (0, 0, 0) and time.year > 1:
        return f"{time - timedelta(days=1):%Y-%m-%d} 24:00"
    return clock(time)
