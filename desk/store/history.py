"""The edit log: what was done, and the changes that would undo it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from desk.models import deeds, edits
from desk.records import BY_TABLE
from desk.store.applying import from_log
from desk.store.changes import Change, EditConflictError
from desk.store.loading import load_rows


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


_COLUMNS = (
    deeds.c.id,
    deeds.c.time,
    deeds.c.person,
    deeds.c.kind,
    deeds.c.title,
    deeds.c.reason,
    deeds.c.undoes,
    deeds.c.undone,
)


def list_deeds(connection: Connection, *, order_no: str | None = None, limit: int = 200) -> list[LoggedDeed]:
    """The latest deeds first; of one order when its number is given."""
    query = select(*_COLUMNS).order_by(deeds.c.id.desc()).limit(limit)
    if order_no is not None:
        query = query.where(deeds.c.id.in_(select(edits.c.deed_id).where(edits.c.order_no == order_no)))
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
    return [LoggedEdit(*row) for row in connection.execute(query.order_by(edits.c.id))]


def inverse(connection: Connection, logged: Sequence[LoggedEdit]) -> list[Change]:
    """The changes that undo the edits; EditConflictError where a field is no longer as the deed left it."""
    by_table: dict[str, list[int]] = {}
    for edit in logged:
        by_table.setdefault(edit.table, []).append(edit.row_id)
    stored = {table: load_rows(connection, table, keys) for table, keys in by_table.items()}
    return [_invert(edit, stored[edit.table].get(edit.row_id)) for edit in reversed(logged)]


def _invert(edit: LoggedEdit, now: Any | None) -> Change:
    record: Any = BY_TABLE[edit.table].record
    if edit.after is None:
        if now is not None:
            raise _changed_since(edit, now)
        return Change(None, record(key=edit.row_id, **from_log(edit.table, edit.before or {})))
    left = from_log(edit.table, edit.after)
    names = set(left) | set(edit.before or {})
    if edit.before is None:
        names = {field.name for field in BY_TABLE[edit.table].fields}
    if now is None or any(getattr(now, name) != left.get(name) for name in names):
        raise _changed_since(edit, now)
    if edit.before is None:
        return Change(now, None)
    was = from_log(edit.table, edit.before)
    return Change(now, replace(now, **{name: was.get(name) for name in names}))


def _changed_since(edit: LoggedEdit, now: Any | None) -> EditConflictError:
    where = f"工单 {edit.order_no}的" if edit.order_no else ""
    sentence = f"{where}{BY_TABLE[edit.table].title}之后又被改过，不能直接撤销；请打开工单核对后手工修改"
    return EditConflictError(sentence, edit.before, edit.after, now)
