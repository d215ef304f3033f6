"""What imports last brought for a row: what the desk and another system have changed since is told by it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from desk.models import deeds, edits
from desk.records import Deed
from desk.store.loading import chunks
from desk.store.logbook import from_log

Imported = dict[tuple[str, int], dict[str, Any]]


def imported_values(
    connection: Connection, order_nos: Collection[str] = (), tables: Collection[str] = ()
) -> Imported:
    """By table and id the values that imports which stand brought last, taken over or not.

    Of the rows of these orders, and of the office's own tables of these names.
    """
    gone = _taken_back(connection)
    found: Imported = {}
    for part in chunks(sorted(order_nos)):
        _collect(connection, edits.c.order_no.in_(part), gone, found)
    if tables:
        _collect(connection, edits.c.order_no.is_(None) & edits.c.table_name.in_(tables), gone, found)
    return found


def _collect(connection: Connection, asked: ColumnElement[bool], gone: set[int], found: Imported) -> None:
    columns = (edits.c.deed_id, edits.c.table_name, edits.c.row_id, edits.c.after, edits.c.offered)
    query = select(*columns).join_from(edits, deeds)
    query = query.where(deeds.c.kind == Deed.IMPORT.value, asked).order_by(edits.c.id)
    for deed_id, table, row_id, after, offered in connection.execute(query):
        if deed_id not in gone:
            values = found.setdefault((table, row_id), {})
            values.update(from_log(table, after) or {})
            values.update(from_log(table, offered) or {})


def _taken_back(connection: Connection) -> set[int]:
    """The deeds that do not stand: undone, and not done again."""
    query = select(deeds.c.undoes, deeds.c.id).where(deeds.c.undoes.is_not(None))
    undone_by: dict[int, int] = {row[0]: row[1] for row in connection.execute(query)}
    gone = set()
    for first in undone_by:
        deed, stands = first, True
        while deed in undone_by:
            deed, stands = undone_by[deed], not stands
        if not stands:
            gone.add(first)
    return gone
