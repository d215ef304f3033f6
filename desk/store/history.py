"""The edit log: what was done, and the changes that would undo it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select

from desk.models import deeds, edits
from desk.records import BY_TABLE, Deed
from desk.store.changes import Change
from desk.store.loading import chunks, load_rows
from desk.store.logbook import from_log


@dataclass(frozen=True, slots=True)
class LoggedDeed:
    """One entry of the edit log."""

    deed_id: int
    time: datetime
    person: str
    kind: str
    title: str
    reason: str | None
    undoes: int | None
    undone: bool


@dataclass(frozen=True, slots=True)
class LoggedEdit:
    """One changed row of a deed; values by field name, only those that differ for a changed row."""

    table: str
    row_id: int
    order_no: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


_later = deeds.alias("later")
UNDONE = exists().where(_later.c.undoes == deeds.c.id)
_OWN = ("id", "time", "person", "kind", "title", "reason", "undoes")
_COLUMNS = (*(deeds.c[name] for name in _OWN), UNDONE)


def list_deeds(
    connection: Connection, *, order_no: str | None = None, kinds: Collection[str] = (), limit: int = 200
) -> list[LoggedDeed]:
    """The latest deeds first; of one order when its number is given, of some kinds when they are."""
    query = select(*_COLUMNS).order_by(deeds.c.id.desc()).limit(limit)
    if order_no is not None:
        query = query.where(deeds.c.id.in_(select(edits.c.deed_id).where(edits.c.order_no == order_no)))
    if kinds:
        query = query.where(deeds.c.kind.in_(kinds))
    return [LoggedDeed(*row) for row in connection.execute(query)]


def load_deed(connection: Connection, deed_id: int) -> LoggedDeed | None:
    """One deed; None when there is none of this number."""
    row = connection.execute(select(*_COLUMNS).where(deeds.c.id == deed_id)).first()
    return LoggedDeed(*row) if row else None


def load_edits(connection: Connection, deed_id: int) -> list[LoggedEdit]:
    """The rows a deed changed, in order."""
    query = select(edits.c.table_name, edits.c.row_id, edits.c.order_no, edits.c.before, edits.c.after).where(
        edits.c.deed_id == deed_id
    )
    return [
        LoggedEdit(table, row_id, order_no, from_log(table, before), from_log(table, after))
        for table, row_id, order_no, before, after in connection.execute(query.order_by(edits.c.id))
    ]


def row_history(connection: Connection, table: str, row_id: int) -> list[tuple[LoggedDeed, LoggedEdit]]:
    """Every deed that touched a row of the office, with what it did to the row; the latest first."""
    numbers = select(edits.c.deed_id).where(edits.c.table_name == table, edits.c.row_id == row_id)
    query = select(*_COLUMNS).where(deeds.c.id.in_(numbers)).order_by(deeds.c.id.desc())
    return [
        (deed, edit)
        for deed in (LoggedDeed(*row) for row in connection.execute(query))
        for edit in load_edits(connection, deed.deed_id)
        if (edit.table, edit.row_id) == (table, row_id)
    ]


def root_of(connection: Connection, deed: LoggedDeed) -> LoggedDeed:
    """The deed that a chain of undo and redo is about; the deed itself when it undoes nothing."""
    while deed.undoes is not None:
        found = load_deed(connection, deed.undoes)
        assert found is not None
        deed = found
    return deed


_EDITED = exists().where(edits.c.deed_id == deeds.c.id)


def _last(connection: Connection, *conditions: ColumnElement[bool]) -> int | None:
    query = select(deeds.c.id).where(*conditions).order_by(deeds.c.id.desc()).limit(1)
    return connection.scalar(query)


def last_done(connection: Connection, person: str) -> int | None:
    """The person's last deed that changed something and stands."""
    return _last(connection, deeds.c.person == person, deeds.c.kind != Deed.UNDO.value, ~UNDONE, _EDITED)


def last_undone(connection: Connection, person: str) -> int | None:
    """The person's last undo that stands; None when something new was done since."""
    own = deeds.c.person == person
    kinds = (Deed.UNDO.value, Deed.REDO.value)
    newest = _last(connection, own, deeds.c.kind.not_in(kinds), _EDITED) or 0
    return _last(connection, own, deeds.c.kind == Deed.UNDO.value, ~UNDONE, deeds.c.id > newest)


def worked_on_since(connection: Connection, order_nos: Collection[str], deed_id: int) -> set[str]:
    """Those of the orders on which a later deed that stands has worked."""
    found: set[str] = set()
    for part in chunks(sorted(order_nos)):
        query = select(edits.c.order_no).join_from(edits, deeds)
        query = query.where(edits.c.order_no.in_(part), deeds.c.id > deed_id)
        query = query.where(deeds.c.kind != Deed.UNDO.value, ~UNDONE)
        found.update(number for number in connection.scalars(query.distinct()) if number)
    return found


def replied_since(connection: Connection, order_no: str, deed_id: int) -> bool:
    """Whether a reply was given to the order after this deed, and so may rely on it."""
    query = select(edits.c.id).where(
        edits.c.order_no == order_no,
        edits.c.table_name == "orders",
        edits.c.deed_id > deed_id,
        edits.c.after.contains('"replied_at"'),
    )
    return connection.scalar(query.limit(1)) is not None


def inverse(connection: Connection, logged: Sequence[LoggedEdit]) -> tuple[list[Change], list[LoggedEdit]]:
    """(the changes that undo the edits, the edits whose fields are no longer as the deed left them)."""
    by_table: dict[str, list[int]] = {}
    for edit in logged:
        by_table.setdefault(edit.table, []).append(edit.row_id)
    stored = {table: load_rows(connection, table, keys) for table, keys in by_table.items()}
    changes: list[Change] = []
    edited: list[LoggedEdit] = []
    for edit in reversed(logged):
        now = stored[edit.table].get(edit.row_id)
        change = _invert(edit, now)
        if change is None:
            edited.append(edit)
        elif change.before != change.after:
            changes.append(change)
    return changes, edited


def _invert(edit: LoggedEdit, now: Any | None) -> Change | None:
    record: Any = BY_TABLE[edit.table].record
    if edit.after is None:
        return None if now is not None else Change(None, record(key=edit.row_id, **(edit.before or {})))
    names = set(edit.after) | set(edit.before or {})
    if edit.before is None:
        names = {field.name for field in BY_TABLE[edit.table].fields}
    if now is None or any(getattr(now, name) != edit.after.get(name) for name in names):
        return None
    if edit.before is None:
        return Change(now, None)
    return Change(now, replace(now, **{name: edit.before.get(name) for name in names}))
