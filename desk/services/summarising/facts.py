"""What the metrics look at: a few facts of each order, as they stood at the moment of the summary."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Table, select

from desk.models import findings, orders, table_of, ties
from desk.records import TieKind
from desk.rules.parameters import Parameters
from desk.services.period import Period
from desk.store.loading import dispatched_in
from desk.vocabulary import Outcome, Purpose, Reach, TransferKind, Verdict

BLANK_REGION = "未分区域"
BLANK_PERSON = "未分配"
BLANK = "未填"

_ORDER = (
    "order_no",
    "region",
    "handler",
    "channel",
    "network",
    "service",
    "cause",
    "dispatched_at",
    "due_at",
    "replied_at",
    "outcome",
    "redispatches",
    "records_known",
)
Rows = Mapping[str, list[Any]]


class Timeliness(Enum):
    """Whether something with a limit was done in time."""

    IN_TIME = "in time"
    LATE = "late"
    PENDING = "not due yet"
    UNKNOWN = "no limit known"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """One order. What is dated later than the summary has not happened; None says that it is not known."""

    order_no: str
    region: str
    handler: str
    channel: str
    network: str
    service: str
    cause: str
    dispatched_at: datetime
    replied: bool
    outcome: str | None  # of a replied order
    redispatches: int | None
    records_known: bool
    timely: Timeliness
    open_at_end: bool  # not replied when the period ended
    repeated: bool | None  # the number complained within repeat_days before
    test_wanted: bool
    tested: bool
    test_timely: Timeliness | None  # None without a field test
    called_back: bool
    score: int | None
    escalated: bool
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)

    @property
    def solved(self) -> bool:
        """Replied 已解决."""
        return self.outcome == Outcome.SOLVED


def load_facts(connection: Connection, period: Period, now: datetime, limits: Parameters) -> list[OrderFacts]:
    """The facts of the orders dispatched in the period, by 派单时间."""
    related = _Related(connection, period, now, limits)
    columns = [orders.c[name] for name in _ORDER]
    query = select(*columns).where(dispatched_in(*period.span)).order_by(orders.c.dispatched_at, orders.c.id)
    return [related.facts(row) for row in connection.execute(query)]


def rows_of(
    connection: Connection, period: Period, table: Table, names: Sequence[str], *conditions: Any
) -> Iterator[Any]:
    """Columns (the order's number first) of the rows of the period's orders, oldest row first."""
    query = select(table.c.order_no, *(table.c[name] for name in names))
    query = query.join(orders, orders.c.order_no == table.c.order_no)
    yield from connection.execute(query.where(dispatched_in(*period.span), *conditions).order_by(table.c.id))


class _Related:
    """The rows around the period's orders, by order number."""

    def __init__(self, connection: Connection, period: Period, now: datetime, limits: Parameters) -> None:
        self._now, self._hours = now, limits.field_test_hours
        self._end = min(period.end, now)
        contacts, tests = table_of("contacts"), table_of("field_tests")
        transfers, escalations = table_of("transfers"), table_of("escalations")
        called = contacts.c.purpose == Purpose.CALLBACK.value, contacts.c.result == Reach.REACHED.value
        wanted = transfers.c.kind == TransferKind.FIELD_TEST.value

        def rows(table: Table, names: Sequence[str], *conditions: Any) -> Rows:
            return _grouped(rows_of(connection, period, table, names, *conditions))

        self._calls = rows(contacts, ("time", "score"), *called, contacts.c.time <= now)
        self._tests = rows(tests, ("finished_at", "fed_back_at"))
        self._wanted = rows(transfers, ("handed_at",), wanted)
        self._raised = rows(escalations, ("time",), escalations.c.time <= now)
        self._verdicts = _grouped(rows_of(connection, period, findings, ("rule", "verdict")))
        self._repeats = _repeats(connection, period, timedelta(days=limits.repeat_days))

    def facts(self, row: Any) -> OrderFacts:
        """The facts of one order from its columns."""
        number, replied_at = row.order_no, _happened(row.replied_at, self._now)
        tests = self._tests.get(number, [])
        wanted = [row for row in self._wanted.get(number, []) if _dated(row[1], self._now)]
        calls = sorted(self._calls.get(number, []), key=lambda call: call[1])
        return OrderFacts(
            order_no=number,
            region=_word(row.region, BLANK_REGION),
            handler=_word(row.handler, BLANK_PERSON),
            channel=_word(row.channel, BLANK),
            network=_word(row.network, BLANK),
            service=_word(row.service, BLANK),
            cause=_word(row.cause, BLANK),
            dispatched_at=row.dispatched_at,
            replied=replied_at is not None,
            outcome=row.outcome if replied_at else None,
            redispatches=row.redispatches,
            records_known=row.records_known,
            timely=timeliness(row.due_at, replied_at, self._now),
            open_at_end=replied_at is None or replied_at > self._end,
            repeated=self._repeats.get(number),
            test_wanted=bool(tests or wanted),
            tested=any(_happened(test[1], self._now) for test in tests),
            test_timely=self._test_timely(row, tests),
            called_back=bool(calls),
            score=next((call[2] for call in reversed(calls) if call[2] is not None), None),
            escalated=number in self._raised,
            verdicts={rule: Verdict(verdict) for _, rule, verdict in self._verdicts.get(number, [])},
        )

    def _test_timely(self, row: Any, tests: Sequence[Any]) -> Timeliness | None:
        if not tests:
            return None
        hours = self._hours
        due = row.due_at if hours is None else row.dispatched_at + timedelta(hours=hours)
        found = {timeliness(due, _happened(test[2], self._now), self._now) for test in tests}
        worst_first = (Timeliness.LATE, Timeliness.UNKNOWN, Timeliness.PENDING, Timeliness.IN_TIME)
        return next(word for word in worst_first if word in found)


def timeliness(due: datetime | None, done: datetime | None, now: datetime) -> Timeliness:
    """Done by `due`; what is not done is late once `due` has passed."""
    if due is None:
        return Timeliness.UNKNOWN
    if (done or now) > due:
        return Timeliness.LATE
    return Timeliness.PENDING if done is None else Timeliness.IN_TIME


def _repeats(connection: Connection, period: Period, window: timedelta) -> dict[str, bool]:
    """Order -> whether its number complained within the window before; left out without a usable number."""
    start = period.start - window
    query = (
        select(ties.c.value, ties.c.time, ties.c.order_no)
        .where(ties.c.kind == TieKind.NUMBER.value, ties.c.time >= start, ties.c.time < period.end)
        .order_by(ties.c.value, ties.c.time, ties.c.order_no)
    )
    found: dict[str, bool] = {}
    last: tuple[str, datetime] | None = None
    for value, time, number in connection.execute(query):
        found[number] = last is not None and last[0] == value and time - last[1] <= window
        last = value, time
    return found


def _grouped(rows: Iterator[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def _happened(time: datetime | None, now: datetime) -> datetime | None:
    return time if time is not None and time <= now else None


def _dated(time: datetime | None, now: datetime) -> bool:
    return time is None or time <= now


def _word(text: str | None, blank: str) -> str:
    return (text or "").strip() or blank
