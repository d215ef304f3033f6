"""What the store asks of whoever judges orders, and how the answers are kept."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, select, update

from desk.models import deeds, findings, meta, orders, readings
from desk.records import Tie, TieKind, Trait
from desk.store.inserting import insert_rows
from desk.store.loading import (
    CHUNK,
    OFFICE_SEEN,
    OFFICE_VERSION,
    Bundle,
    OfficeRows,
    chunks,
    load_bundles,
    load_of_orders,
    load_office,
    load_registers,
    load_table,
)
from desk.store.tying import NearOf, all_ties, gather, keep_ties, kin_ties

Told = Callable[[int, int], None]  # done, of how many


def untold(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


_READINGS = "readings"  # the row of `meta` that says what all stored readings rest on
_KEPT = ("worst", "open_findings", "next_due", "recheck_at")  # with the order itself
_FOUND = ("order_no", "rule", "verdict", "gate", "message", "payload")
_KEEP = (
    update(orders).where(orders.c.id == bindparam("key")).values({name: bindparam(name) for name in _KEPT})
)
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_REREAD = delete(readings).where(readings.c.order_no.in_(_WANTED))
_FINDINGS = (
    select(*(findings.c[name] for name in _FOUND))
    .where(findings.c.order_no.in_(_WANTED))
    .order_by(findings.c.id)
)
_ANSWERS = select(orders.c.order_no, orders.c.id, *(orders.c[name] for name in _KEPT)).where(
    orders.c.order_no.in_(_WANTED)
)
_FORGET = delete(findings).where(findings.c.order_no.in_(_WANTED))


@dataclass(slots=True)
class Read:
    """What an order's texts say. `payload` is None when the stored reading still holds."""

    digest: str
    payload: Mapping[str, Any] | None
    find_readings: Callable[[], Any]
    find_ties: Callable[[], tuple[Tie, ...]]
    found: tuple[Tie, ...] | None = None
    said: Any = None

    @property
    def readings(self) -> Any:
        """The readings; unpacked when first asked for."""
        if self.said is None:
            self.said = self.find_readings()
        return self.said

    @property
    def ties(self) -> tuple[Tie, ...]:
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
    """Everything stored about an order's judgement; `key` is the order's row."""

    key: int
    findings: tuple[JudgedFinding, ...]
    worst: int
    open_findings: int
    next_due: datetime | None
    recheck_at: datetime | None


@dataclass(frozen=True, slots=True)
class Registers:
    """What kin look at beside ties: sites, 三超 items, and the measurements of some orders by number."""

    sites: Sequence[Any]
    over_items: Sequence[Any]
    measured: Callable[[Collection[str]], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Reach:
    """The orders that a row of the office bears on: those named, and those that have a tie.

    `ties` are kinds and values. `traits` are those of the orders that a setting may concern.
    """

    order_nos: tuple[str, ...] = ()
    ties: tuple[tuple[str, str], ...] = ()
    traits: tuple[Trait, ...] | None = None


class Judge(Protocol):
    """Whoever judges; knows rules and no database."""

    def read(self, bundle: Bundle, office: OfficeRows) -> Read:
        """Read the order's texts, or take the stored reading while it holds; kept in `bundle.read`."""

    def reading_version(self, office: OfficeRows) -> str:
        """Changes when all stored readings, ties and findings are to be made again."""

    def near_of(self, office: OfficeRows) -> NearOf:
        """Where the neighbours of a tie stand."""

    def read_ahead(
        self, batches: Iterable[dict[str, Bundle]], office: OfficeRows
    ) -> Iterator[dict[str, Bundle]]:
        """The same batches of new orders in turn; those of a long run have been read."""

    def relate(
        self, groups: Iterable[Sequence[Tie]], registers: Registers, office: OfficeRows, now: datetime
    ) -> Any:
        """Who is kin to whom by these ties, a value at a time and kind by kind; handed on to `check`."""

    def check(self, bundle: Bundle, kin: Any, office: OfficeRows, now: datetime) -> Judged:
        """Judge one order."""

    def reach(self, row: Any) -> Reach:
        """Which orders a row of the office bears on when it comes, changes or goes."""


def settle_readings(connection: Connection, bundles: Mapping[str, Bundle], judge: Judge) -> set[Tie]:
    """Store what is new in these orders' texts, and tie them to others anew.

    Answers the ties in which the orders differ from what was stored.
    """
    office = load_office(connection)
    known = any(bundle.reading_hash is not None for bundle in bundles.values())
    if not known and settled_under(connection) is None and not _any_reading(connection):
        note_reading(connection, judge.reading_version(office))  # the first ones
    read = {number: judge.read(bundle, office) for number, bundle in bundles.items()}
    fresh = [number for number, found in read.items() if found.payload is not None]
    stored = {number for number, bundle in bundles.items() if bundle.reading_hash is not None}
    if again := stored.intersection(fresh):
        connection.execute(_REREAD, {"wanted": sorted(again)})
    rows = ((number, read[number].digest, read[number].payload) for number in fresh)
    insert_rows(connection, readings, ("order_no", "hash", "payload"), rows)
    return keep_ties(connection, {number: found.ties for number, found in read.items()}, stored)


def _any_reading(connection: Connection) -> bool:
    return connection.scalar(select(readings.c.order_no).limit(1)) is not None


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
    for at, part in enumerate(chunks(wanted)):
        told(at * CHUNK, len(wanted))
        bundles = {number: loaded[number] for number in part if loaded and number in loaded}
        bundles |= load_bundles(connection, [no for no in part if no not in bundles], settled=True)
        stood = {number: found for number, bundle in bundles.items() if (found := _as_stood(bundle, now))}
        rest = {number: bundle for number, bundle in bundles.items() if number not in stood}
        if rest:
            kin = related(connection, rest, judge, now)
            stood |= judge_all(connection, rest, kin, judge, now)
        keep_judged(connection, stood)


def _as_stood(bundle: Bundle, now: datetime) -> Judged | None:
    """The answer that was given on the order as it stands, while time alone cannot have changed it."""
    if bundle.judged is None:
        return None
    at, found = bundle.judged
    answer: Judged = found
    return answer if at <= now and (answer.recheck_at is None or now < answer.recheck_at) else None


def _own_ties(connection: Connection, bundles: Mapping[str, Bundle]) -> list[Tie]:
    """The ties by which these orders find kin; those of an order that has just been read are at hand."""
    read = [tie for bundle in bundles.values() if bundle.read is not None for tie in bundle.read.ties]
    return read + kin_ties(connection, [no for no, bundle in bundles.items() if bundle.read is None])


def judge_all(
    connection: Connection, bundles: Mapping[str, Bundle], kin: Any, judge: Judge, now: datetime
) -> dict[str, Judged]:
    """The judgement of each of these orders, by number."""
    office = load_office(connection)
    return {number: judge.check(bundle, kin, office, now) for number, bundle in bundles.items()}


def related(connection: Connection, bundles: Mapping[str, Bundle], judge: Judge, now: datetime) -> Any:
    """Who is kin to these orders, found by their own ties: as they were read, else as stored."""
    office = load_office(connection)
    own = _own_ties(connection, bundles)
    others = (tie for tie in gather(connection, own, judge.near_of(office)) if tie.order_no not in bundles)
    groups: dict[tuple[str, str], list[Tie]] = {}
    for tie in (*own, *others):
        groups.setdefault((tie.kind, tie.value), []).append(tie)
    codes = {tie.value for tie in own if tie.kind == TieKind.SITE}
    rows = load_registers(connection, codes, bundles)
    registers = Registers(rows["sites"], rows["over_items"], partial(_measured, connection, bundles))
    of_kinds = (group for _, group in sorted(groups.items()))
    return judge.relate(of_kinds, registers, office, now)


def related_all(connection: Connection, judge: Judge, now: datetime) -> Any:
    """Who is kin to whom among all orders, found in one pass."""
    rows = {name: load_table(connection, name) for name in ("sites", "over_items")}
    registers = Registers(rows["sites"], rows["over_items"], partial(_measured, connection, {}))
    return judge.relate(all_ties(connection), registers, load_office(connection), now)


def _measured(
    connection: Connection, bundles: Mapping[str, Bundle], order_nos: Collection[str]
) -> Iterator[Any]:
    for number in bundles.keys() & set(order_nos):
        yield from bundles[number].rows.get("measurements", ())
    yield from load_of_orders(connection, "measurements", set(order_nos) - bundles.keys())


def kept(connection: Connection, order_nos: Collection[str]) -> dict[str, Judged]:
    """What is stored of the judgement of these orders, by number."""
    found = kept_findings(connection, order_nos)
    return {
        number: Judged(key, tuple(found[number]), *answer)
        for part in chunks(order_nos)
        for number, key, *answer in connection.execute(_ANSWERS, {"wanted": part})
    }


def kept_findings(connection: Connection, order_nos: Collection[str]) -> Mapping[str, list[JudgedFinding]]:
    """The stored findings of these orders, by number."""
    found: defaultdict[str, list[JudgedFinding]] = defaultdict(list)
    for part in chunks(order_nos):
        for number, *columns in connection.execute(_FINDINGS, {"wanted": part}):
            found[number].append(JudgedFinding(*columns))
    return found


def keep_judged(connection: Connection, judged: Mapping[str, Judged]) -> None:
    """Replace what is stored of the judgement of these orders, by number."""
    if not judged:
        return
    connection.execute(_FORGET, {"wanted": list(judged)})
    rows = (
        (number, found.rule, found.verdict, found.gate, found.message, found.payload)
        for number, answer in judged.items()
        for found in answer.findings
    )
    insert_rows(connection, findings, _FOUND, rows)
    answers = [{name: getattr(answer, name) for name in ("key", *_KEPT)} for answer in judged.values()]
    connection.execute(_KEEP, answers)


def state(connection: Connection) -> tuple[int, str]:
    """Changes with every deed and every setting: while it is the same, a judgement may be kept."""
    deed = connection.scalar(select(func.max(deeds.c.id))) or 0
    return deed, connection.scalar(select(meta.c.value).where(meta.c.name == OFFICE_VERSION)) or ""


def settled_under(connection: Connection) -> str | None:
    """The version of readers and settings that all stored readings and ties rest on."""
    found: str | None = connection.scalar(select(meta.c.value).where(meta.c.name == _READINGS))
    return found


def note_reading(connection: Connection, version: str) -> None:
    """Note that all stored readings and ties rest on this version."""
    connection.execute(delete(meta).where(meta.c.name == _READINGS))
    connection.execute(insert(meta).values(name=_READINGS, value=version))


def mark_due(connection: Connection, order_nos: Iterable[str], now: datetime) -> None:
    """Have the next sweep judge these orders."""
    for part in chunks(order_nos):
        connection.execute(update(orders).where(orders.c.order_no.in_(part)).values(recheck_at=now))


def count_settings(connection: Connection) -> None:
    """Note that the office's settings have changed, so that nobody goes on with the old ones."""
    value = int(connection.scalar(select(meta.c.value).where(meta.c.name == OFFICE_VERSION)) or 0)
    connection.execute(delete(meta).where(meta.c.name == OFFICE_VERSION))
    connection.execute(insert(meta).values(name=OFFICE_VERSION, value=str(value + 1)))
    connection.info.pop(OFFICE_SEEN, None)
