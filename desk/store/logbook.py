"""The edit log as it is written and sealed: append-only, each deed with the hash of the one before it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, insert, select, update

from desk.models import deeds, edits, meta
from desk.records import BY_TABLE, Kind, by_name
from desk.store.changes import Change, DeedNote
from desk.store.inserting import insert_rows
from desk.store.loading import FIELD_NAMES, to_values

HEAD = "log_head"  # the last deed's number and hash, so that a cut-off end is noticed
_LAST = select(deeds.c.hash).order_by(deeds.c.id.desc()).limit(1)
_SEALED = ("time", "person", "kind", "title", "reason", "undoes")
_EDIT = ("table_name", "row_id", "order_no", "before", "after", "offered")
_COLUMNS = ("deed_id", *_EDIT)

_GUARDED = ("deeds", "edits", "closed_figures", "closed_orders")
_FUNCTION = """CREATE OR REPLACE FUNCTION desk_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"""


_encoded = json.JSONEncoder(ensure_ascii=False, default=str).encode  # times and dates as they print
Edit = tuple[str, int, str | None, str | None, str | None, str | None]  # the columns of `_EDIT`


def guard_log(connection: Connection) -> None:
    """Have the database itself refuse to change or delete what is logged or closed; may be called again."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION)
    for table in _GUARDED:
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_keep_{event.lower()}"
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(
                    f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION desk_refuse()"
                )
            else:
                connection.exec_driver_sql(
                    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )


def log_deed(connection: Connection, note: DeedNote, changes: Sequence[Change]) -> int:
    """Append a deed, sealed with its edits; answers its number. `log_edits` appends the edits themselves."""
    values = {
        "time": note.time,
        "person": note.person.name,
        "kind": note.kind.value,
        "title": note.title,
        "reason": note.reason,
        "undoes": note.undoes,
    }
    last = connection.scalar(_LAST)
    digest = _seal(last or "", values, map(_edit, changes))
    key = connection.execute(insert(deeds).values(hash=digest, **values)).inserted_primary_key
    assert key is not None
    deed_id = int(key[0])
    _note_head(connection, f"{deed_id} {digest}")
    return deed_id


def log_edits(connection: Connection, deed_id: int, changes: Iterable[Change]) -> None:
    """Append edits of a deed, in the order in which it was sealed."""
    insert_rows(connection, edits, _COLUMNS, ((deed_id, *_edit(change)) for change in changes))


def _note_head(connection: Connection, head: str) -> None:
    moved = connection.execute(update(meta).where(meta.c.name == HEAD).values(value=head))
    if not moved.rowcount:
        connection.execute(insert(meta).values(name=HEAD, value=head))


def _edit(change: Change) -> Edit:
    before, after = change.before, change.after
    names = FIELD_NAMES[change.table]
    was = () if before is None else to_values(change.table, before)[1:]
    now = () if after is None else to_values(change.table, after)[1:]
    if was and now:
        places = [at for at, (old, new) in enumerate(zip(was, now, strict=True)) if old != new]
        names, was, now = (tuple(values[at] for at in places) for values in (names, was, now))
    return (
        change.table,
        change.key,
        change.order_no,
        None if before is None else _text(zip(names, was, strict=True)),
        None if after is None else _text(zip(names, now, strict=True)),
        None if change.offered is None else _text(change.offered.items()),
    )


def _text(values: Iterable[tuple[str, Any]]) -> str:
    return _encoded({name: value for name, value in values if value is not None})


def from_log(table: str, text: str | None) -> dict[str, Any] | None:
    """Logged values back as a record's values; fields that were blank are missing in the log."""
    if text is None:
        return None
    described = by_name(BY_TABLE[table].record)
    values: Mapping[str, Any] = json.loads(text)
    return {name: _from_plain(described[name].kind, value) for name, value in values.items()}


def _from_plain(kind: Kind, value: Any) -> Any:
    if kind is Kind.TIME:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if kind is Kind.DATE else value


def _seal(last: str, deed: Mapping[str, Any], rows: Iterable[Edit]) -> str:
    head = [last, *(str(deed[name]) if name == "time" else deed[name] for name in _SEALED)]
    digest = sha256(_encoded(head).encode(errors="surrogatepass"))
    for table, row_id, order_no, before, after, offered in rows:
        line = f"{_encoded([table, row_id, order_no])}{before}|{after}|{offered}\n"
        digest.update(line.encode(errors="surrogatepass"))
    return digest.hexdigest()


def broken_seals(connection: Connection) -> Iterator[str]:
    """What was changed in the log behind the program's back, one sentence each."""
    last, number = "", 0
    for deed, rows in _sealed(connection):
        if deed["hash"] != _seal(last, deed, rows):
            yield f"操作记录第 {deed['id']} 条“{deed['title']}”的封印对不上：它或它之前的记录被改动过"
        last, number = deed["hash"], deed["id"]
    head = connection.scalar(select(meta.c.value).where(meta.c.name == HEAD))
    if (head or "") != (f"{number} {last}" if number else ""):
        noted = (head or "0").split()[0]
        yield f"操作记录的末尾对不上：现有的最后一条是第 {number} 条，登记的末尾是第 {noted} 条"


def _sealed(connection: Connection) -> Iterator[tuple[Mapping[str, Any], list[Edit]]]:
    """Every deed with its edits, in order."""
    sealed = (deeds.c.id, deeds.c.hash, *(deeds.c[name] for name in _SEALED))
    rows = [edits.c[name] for name in _EDIT]
    query = select(*sealed, *rows).join_from(deeds, edits, isouter=True).order_by(deeds.c.id, edits.c.id)
    found = connection.execute(query.execution_options(yield_per=5000)).mappings()
    for _, group in groupby(found, key=lambda row: row["id"]):
        deed: list[Any] = list(group)
        own = [tuple(row[name] for name in _EDIT) for row in deed]
        yield deed[0], [edit for edit in own if edit[0] is not None]
