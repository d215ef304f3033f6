"""What the store asks of whoever judges orders, and how the answers are kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select, update

from desk.models import findings, meta, orders, readings, ties
from desk.store.loading import (
    CHUNK,
    OFFICE_VERSION,
    Bundle,
    OfficeRows,
    chunks,
    load_bundles,
    load_light_bundles,
    load_office,
    load_registers,
    load_table,
)

Told = Callable[[int, int], None]  # done, of how many
MANY = 3000  # orders from which the kin of all orders are found in one pass instead of by their ties


def untold(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True, slots=True)
class TieKey:
    """Something that an order may share with others; `near` are the values under which neighbours stand.

    `span` limits how far the other's time may lie, None means any time. `onward`: the neighbours' neighbours
    bear on the order too, until no new one is met. `register`: the value names a site.
    """

    kind: str
    value: str
    time: datetime
    near: tuple[str, ...]
    span: timedelta | None
    onward: bool
    register: bool = False


@dataclass(slots=True)
class Read:
    """What an order's texts say. `payload` is None when the stored reading still holds."""

    digest: str
    payload: Mapping[str, Any] | None
    readings: Any
    find_ties: Callable[[], tuple[TieKey, ...]]
    found: tuple[TieKey, ...] | None = None

    @property
    def ties(self) -> tuple[TieKey, ...]:
        """What ties the order to others; found when first asked for."""
        if self.found is None:
            self.found = self.find_ties()
        return self.found


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A finding as its columns."""

    rule: str
    verdict: str
    gate: bool
    message: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything stored about an order's judgement."""

    findings: tuple[JudgedFinding, ...]
    worst: int
    open_findings: int
    next_due: datetime | None
    recheck_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reach:
    """The orders that a row of the office bears on: those named, those that share a tie, or all."""

    order_nos: tuple[str, ...] = ()
    ties: tuple[TieKey, ...] = ()
    everything: bool = False


class Judge(Protocol):
    """Whoever judges; knows rules and no database."""

    def read(self, bundle: Bundle, office: OfficeRows) -> Read:
        """Read the order's texts, or take the stored reading while it holds; kept in `bundle.read`."""

    def relate(
        self,
        bundles: Iterable[Bundle],
        registers: Mapping[str, Sequence[Any]],
        office: OfficeRows,
        now: datetime,
    ) -> Any:
        """Who is kin to whom among these orders; handed on to `check`. `registers` are rows by table."""

    def check(self, bundle: Bundle, kin: Any, office: OfficeRows, now: datetime) -> Judged:
        """Judge one order."""

    def reach(self, row: Any) -> Reach:
        """Which orders a changed row of the office bears on."""


def settle_readings(connection: Connection, bundles: Mapping[str, Bundle], judge: Judge) -> None:
    """Store what is new in these orders' texts, and tie them to others anew."""
    _keep_readings(connection, bundles, judge, load_office(connection))


def rejudge(
    connection: Connection,
    order_nos: Iterable[str],
    judge: Judge,
    now: datetime,
    loaded: Mapping[str, Bundle] | None = None,
    told: Told = untold,
) -> None:
    """Judge these orders as they stand, among their kin, and replace what is stored of their judgement.

    Their readings must be settled. `loaded` are those of them that are at hand as they stand.
    """
    wanted = sorted(set(order_nos))
    everyone = related_all(connection, judge, now) if len(wanted) > MANY else None
    office = load_office(connection)
    for at, part in enumerate(chunks(wanted)):
        told(at * CHUNK, len(wanted))
        bundles = {number: loaded[number] for number in part if loaded and number in loaded}
        bundles |= load_bundles(connection, [no for no in part if no not in bundles], settled=True)
        kin = everyone or related(connection, bundles, judge, office, now)
        _keep(connection, bundles, {no: judge.check(b, kin, office, now) for no, b in bundles.items()})


def related(
    connection: Connection, bundles: Mapping[str, Bundle], judge: Judge, office: OfficeRows, now: datetime
) -> Any:
    """Who is kin to these orders, found by their ties."""
    around = gather(connection, bundles, judge, office)
    codes = {
        key.value for bundle in bundles.values() for key in judge.read(bundle, office).ties if key.register
    }
    return judge.relate(around.values(), load_registers(connection, codes, bundles), office, now)


def related_all(connection: Connection, judge: Judge, now: datetime) -> Any:
    """Who is kin to whom among all orders, found in one pass."""
    registers = {name: load_table(connection, name) for name in ("sites", "over_items")}
    return judge.relate(load_light_bundles(connection), registers, load_office(connection), now)


def gather(
    connection: Connection, bundles: Mapping[str, Bundle], judge: Judge, office: OfficeRows
) -> dict[str, Bundle]:
    """The orders together with all that bear on them, found by their ties; those that join are light."""
    known = dict(bundles)
    frontier: Mapping[str, Bundle] = bundles
    first = True
    while frontier:
        keys = [key for b in frontier.values() for key in judge.read(b, office).ties if first or key.onward]
        found = sharing(connection, keys) - known.keys()
        frontier = {b.order.order_no: b for b in load_light_bundles(connection, sorted(found))}
        known.update(frontier)
        first = False
    return known


def sharing(connection: Connection, keys: Iterable[TieKey]) -> set[str]:
    """The orders that share one of the ties near enough in time."""
    wanted: dict[tuple[str, str], list[TieKey]] = {}
    for key in keys:
        for value in key.near:
            wanted.setdefault((key.kind, value), []).append(key)
    found: set[str] = set()
    columns = (ties.c.kind, ties.c.value, ties.c.time, ties.c.order_no)
    for part in chunks(wanted):
        by_kind: dict[str, list[str]] = {}
        for kind, value in part:
            by_kind.setdefault(kind, []).append(value)
        asked = [and_(ties.c.kind == kind, ties.c.value.in_(values)) for kind, values in by_kind.items()]
        for kind, value, time, number in connection.execute(select(*columns).where(or_(*asked))):
            if number not in found and any(_near(key, time) for key in wanted[kind, value]):
                found.add(number)
    return found


def _near(key: TieKey, time: datetime) -> bool:
    return key.span is None or abs(time - key.time) <= key.span


def _keep_readings(
    connection: Connection, bundles: Mapping[str, Bundle], judge: Judge, office: OfficeRows
) -> None:
    read = {number: judge.read(bundle, office) for number, bundle in bundles.items()}
    fresh = [number for number, found in read.items() if found.payload is not None]
    if fresh:
        connection.execute(delete(readings).where(readings.c.order_no.in_(fresh)))
        rows = [{"order_no": no, "hash": read[no].digest, "payload": read[no].payload} for no in fresh]
        connection.execute(insert(readings), rows)
    _keep_ties(connection, read)


def _keep_ties(connection: Connection, read: Mapping[str, Read]) -> None:
    """Replace the ties of the orders whose ties are no longer those stored."""
    stored: dict[str, set[tuple[Any, ...]]] = {number: set() for number in read}
    columns = (ties.c.order_no, ties.c.kind, ties.c.value, ties.c.time)
    for row in connection.execute(select(*columns).where(ties.c.order_no.in_(list(read)))):
        stored[row[0]].add(tuple(row[1:]))
    current = {no: {(key.kind, key.value, key.time) for key in found.ties} for no, found in read.items()}
    changed = [number for number in read if current[number] != stored[number]]
    if not changed:
        return
    connection.execute(delete(ties).where(ties.c.order_no.in_(changed)))
    rows = [
        {"kind": kind, "value": value, "time": time, "order_no": number}
        for number in changed
        for kind, value, time in sorted(current[number])
    ]
    if rows:
        connection.execute(insert(ties), rows)


def _keep(connection: Connection, bundles: Mapping[str, Bundle], judged: Mapping[str, Judged]) -> None:
    if not judged:
        return
    connection.execute(delete(findings).where(findings.c.order_no.in_(list(judged))))
    rows = [
        {
            "order_no": number,
            "rule": found.rule,
            "verdict": found.verdict,
            "gate": found.gate,
            "message": found.message,
            "payload": found.payload,
        }
        for number, answer in judged.items()
        for found in answer.findings
    ]
    if rows:
        connection.execute(insert(findings), rows)
    connection.execute(
        update(orders).where(orders.c.id == bindparam("key")),
        [
            {
                "key": bundles[number].order.key,
                "worst": answer.worst,
                "open_findings": answer.open_findings,
                "next_due": answer.next_due,
                "recheck_at": answer.recheck_at,
            }
            for number, answer in judged.items()
        ],
    )


def count_settings(connection: Connection) -> None:
    """Note that the office's settings have changed, so that nobody goes on with the old ones."""
    value = int(connection.scalar(select(meta.c.value).where(meta.c.name == OFFICE_VERSION)) or 0)
    connection.execute(delete(meta).where(meta.c.name == OFFICE_VERSION))
    connection.execute(insert(meta).values(name=OFFICE_VERSION, value=str(value + 1)))


def mark_stale(connection: Connection, now: datetime) -> None:
    """Have the next sweep judge every order again."""
    connection.execute(update(orders).values(recheck_at=now))
