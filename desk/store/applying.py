"""The one write door: rows, versions, edit log, search index and findings, in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from desk.models import findings, orders, readings, table_of, ties
from desk.models.records import JUDGED, NO_FINDING
from desk.records import BY_TABLE, Order, Tie
from desk.store.changes import Change, DeedNote, Written, changed, conflict
from desk.store.database import Database
from desk.store.inserting import insert_rows
from desk.store.judging import Judge, Told, mark_due, rejudge, settle_readings, untold
from desk.store.loading import (
    FIELD_NAMES,
    ORDER_TABLES,
    Bundle,
    load_bundles,
    load_office,
    load_rows,
    to_values,
    with_key,
)
from desk.store.logbook import log_deed, log_edits
from desk.store.reaching import MANY, all_numbers, is_most, neighbours, office_reach, seen_ties
from desk.store.search import index_orders, searched

BATCH = 500  # changes that are written together
_KNOWN = update(orders).where(orders.c.order_no == bindparam("number")).values(records_known=True)
AT_HAND = 3_000  # orders that a write judges itself; more are left to a sweep
_ORDER_COLUMNS = ("id", *FIELD_NAMES["orders"], *JUDGED)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """How new orders come in: whether their records are known, and when the sweep is to judge them."""

    records_known: bool
    recheck_at: datetime | None

    @property
    def columns(self) -> tuple[Any, ...]:
        """The values of `JUDGED`."""
        return NO_FINDING, 0, None, self.recheck_at, 1, self.records_known


def apply(
    database: Database,
    note: DeedNote,
    changes: Sequence[Change],
    judge: Judge,
    now: datetime,
    *,
    records_known: bool = True,
    told: Told = untold,
) -> Written:
    """Write the changes and judge the touched orders again, with those they are tied to.

    EditConflictError when a row is no longer as `before` says; then nothing is written. `records_known` is
    false for an import of a bare order list: its new orders carry no records, and that says nothing. `told`
    hears how many orders have been judged. A write that bears on very many orders leaves them to the next
    sweep, and says so.
    """
    with database.write() as connection:
        return apply_in(connection, note, changes, judge, now, records_known=records_known, told=told)


def apply_in(
    connection: Connection,
    note: DeedNote,
    changes: Sequence[Change],
    judge: Judge,
    now: datetime,
    *,
    records_known: bool = True,
    told: Told = untold,
    at_hand: Bundle | None = None,
) -> Written:
    """`apply` inside a write transaction that is open already, in which the changes were decided.

    `at_hand` is the order that all changes are of, as it was loaded in this transaction, so that it is not
    loaded again.
    """
    if at_hand is None:
        _refuse_conflicts(connection, changes)
    settled = _by_order(_with_keys(connection, changes))
    number = len({change.order_no for change in settled if change.order_no is not None})
    most = is_most(connection, number)
    differing = set() if most else seen_ties(connection, settled)
    deed_id = log_deed(connection, note, settled)
    of_office = [change for change in settled if change.order_no is None]
    fresh = _Fresh(records_known, now if number > AT_HAND else None)
    _write(connection, deed_id, of_office, fresh)
    stale = office_reach(connection, of_office, judge, now)
    loaded: dict[str, Bundle] = {}
    known = {} if at_hand is None else {at_hand.order.order_no: changed(at_hand, settled)}
    written = _write_orders(connection, deed_id, settled[len(of_office) :], judge, fresh, known)
    for bundles, seen in written:
        stale |= bundles.keys()
        differing |= set() if most else seen
        loaded |= bundles if number <= AT_HAND else {}
    stale |= all_numbers(connection) if most else neighbours(connection, differing, judge)
    left = len(stale) > AT_HAND
    if left:
        new = {c.order_no for c in settled if c.before is None and c.table == "orders"}
        mark_due(connection, stale - new if fresh.recheck_at else stale, now)
    else:
        rejudge(connection, stale, judge, now, loaded, told)
    tables = frozenset(change.table for change in settled)
    return Written(deed_id, tables, frozenset(stale), whole=len(stale) >= MANY, unjudged=left)


def _by_order(changes: Iterable[Change]) -> list[Change]:
    """The office's rows first, since orders are read by its settings; then order by order."""
    grouped: dict[str | None, list[Change]] = {None: []}
    for change in changes:
        grouped.setdefault(change.order_no, []).append(change)
    return [change for group in grouped.values() for change in group]


def _batches(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """The changes of some orders at a time, none of which is cut in two."""
    batch: list[Change] = []
    for change in changes:
        if len(batch) >= BATCH and change.order_no != batch[-1].order_no:
            yield batch
            batch = []
        batch.append(change)
    if batch:
        yield batch


def _write_orders(
    connection: Connection,
    deed_id: int,
    changes: Sequence[Change],
    judge: Judge,
    fresh: _Fresh,
    known: dict[str, Bundle],
) -> Iterator[tuple[dict[str, Bundle], set[Tie]]]:
    """Write the changes of orders and what their texts say.

    Some orders at a time: those that are left, as they stand, and the ties in which they now differ. `known`
    are at hand as they will stand.
    """
    coming = (_new_bundles(batch, fresh.records_known) for batch in _batches(changes))
    ahead = judge.read_ahead(coming, load_office(connection))
    for batch, new in zip(_batches(changes), ahead, strict=True):
        _write(connection, deed_id, batch, fresh)
        gone = {change.row.order_no for change in batch if change.table == "orders" and not change.after}
        others = {change.row.order_no for change in batch} - gone - new.keys()
        at_hand = {number: known[number] for number in others & known.keys()}
        bundles = new | at_hand | load_bundles(connection, sorted(others - known.keys()))
        yield bundles, settle_readings(connection, bundles, judge)


def _new_bundles(changes: Iterable[Change], records_known: bool) -> dict[str, Bundle]:
    """The orders that a write brings whole, as they would be loaded."""
    bundles = {
        change.after.order_no: Bundle(change.after, records_known, 1)
        for change in changes
        if change.before is None and isinstance(change.after, Order)
    }
    for change in changes:
        if change.order_no in bundles and change.table in ORDER_TABLES:
            bundles[change.order_no].rows.setdefault(change.table, []).append(change.after)
    return bundles


def _write(connection: Connection, deed_id: int, changes: Sequence[Change], fresh: _Fresh) -> None:
    """The rows and the log of some changes, without judging."""
    log_edits(connection, deed_id, changes)
    _write_rows(connection, changes, fresh)


def _refuse_conflicts(connection: Connection, changes: Iterable[Change]) -> None:
    by_table: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.before is not None:
            by_table[change.table].append(change)
    for table, group in by_table.items():
        stored = load_rows(connection, table, [change.key for change in group])
        for change in group:
            theirs = stored.get(change.key)
            if theirs != change.before:
                raise conflict(change, theirs)


def _with_keys(connection: Connection, changes: Sequence[Change]) -> list[Change]:
    following: dict[str, int] = {}
    settled = []
    for change in changes:
        if change.before is None and (change.fresh or not change.key):
            if change.table not in following:
                table = table_of(change.table)
                following[change.table] = (connection.scalar(select(func.max(table.c.id))) or 0) + 1
            after = with_key(change.table, change.row, following[change.table])
            following[change.table] += 1
            settled.append(Change(None, after))
        else:
            settled.append(change)
    return settled


def _write_rows(connection: Connection, changes: Sequence[Change], fresh: _Fresh) -> None:
    for table, group in _grouped(changes, lambda change: change.after is None):
        _delete_rows(connection, table, [change.before for change in group])
    for table, group in _grouped(changes, lambda change: change.before is None):
        _insert_rows(connection, table, [change.after for change in group], fresh)
    for table, group in _grouped(changes, _is_update):
        _update_rows(connection, table, group)
    if fresh.records_known:
        worked_on = {change.order_no for change in changes if change.order_no}
        worked_on -= {c.order_no for c in changes if c.table == "orders" and c.before is None}
        if worked_on:
            connection.execute(_KNOWN, [{"number": number} for number in worked_on])


def _is_update(change: Change) -> bool:
    """Whether the row itself changes; an import may log what it offered and change nothing."""
    return None not in (change.before, change.after) and change.before != change.after


def _grouped(changes: Sequence[Change], wanted: Any) -> list[tuple[str, list[Change]]]:
    """The wanted changes by table; orders come first so that rows find theirs, and go last."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        if wanted(change):
            groups.setdefault(change.table, []).append(change)
    removing = any(group[0].after is None for group in groups.values())
    return sorted(groups.items(), key=lambda item: (item[0] == "orders") == removing)


def _delete_rows(connection: Connection, name: str, rows: Sequence[Any]) -> None:
    table = table_of(name)
    if name == "orders":
        numbers = [{"number": row.order_no} for row in rows]
        for own in (findings, readings, ties):
            connection.execute(delete(own).where(own.c.order_no == bindparam("number")), numbers)
        index_orders(connection, rows, ())
    connection.execute(delete(table).where(table.c.id == bindparam("key")), [{"key": r.key} for r in rows])


def _insert_rows(connection: Connection, name: str, rows: Sequence[Any], fresh: _Fresh) -> None:
    values = (to_values(name, row) for row in rows)
    if name != "orders":
        insert_rows(connection, table_of(name), ("id", *FIELD_NAMES[name]), values)
        return
    start = fresh.columns
    insert_rows(connection, orders, _ORDER_COLUMNS, (own + start for own in values))
    index_orders(connection, (), rows)


def _update_rows(connection: Connection, name: str, changes: Sequence[Change]) -> None:
    """Set the fields in which any of the rows differ: an index of columns that are not set is left alone."""
    table = table_of(name)
    names = [
        field.name
        for field in BY_TABLE[name].fields
        if any(getattr(c.before, field.name) != getattr(c.after, field.name) for c in changes)
    ]
    values: dict[str, Any] = {field: bindparam(f"new_{field}") for field in names}
    if name == "orders":
        values["version"] = table.c.version + 1
    rows = [
        {"key": change.key, **{f"new_{field}": getattr(change.after, field) for field in names}}
        for change in changes
    ]
    connection.execute(update(table).where(table.c.id == bindparam("key")).values(values), rows)
    if name == "orders":
        moved = [change for change in changes if searched(change.before) != searched(change.after)]
        index_orders(connection, (c.before for c in moved), (c.after for c in moved))
