"""A server's database saved as an embedded one, and filled from one: whole, or not at all."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select

from desk.models import metadata, orders
from desk.store.copying import database_beside
from desk.store.database import Database, open_database, rebuild
from desk.store.loading import record_columns, to_record
from desk.store.search import index_orders

_ROWS = 500  # carried at a time; a row may be a photograph


def save_server(database: Database, target: Path) -> None:
    """Save one consistent state of a server's database as a file; complete or not there at all."""
    with database_beside(target) as part, database.read() as source:
        source.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        _into_file(source, part)


def _into_file(source: Connection, part: Path) -> None:
    copy = open_database(f"sqlite:///{part.resolve()}")
    try:
        with copy.write() as target:
            _carry(source, target)
    finally:
        copy.close()


def fill_server(database: Database, source: Path) -> None:
    """Make a server's database hold exactly what this file of the same schema holds, in one transaction."""
    saved = open_database(f"sqlite:///{source.resolve()}", create=False)
    try:
        with saved.read() as reading, database.write() as target:
            target.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
            _carry(reading, target)
    finally:
        saved.close()


def _carry(source: Connection, target: Connection) -> None:
    rebuild(target)
    for table in metadata.sorted_tables:
        for rows in _parts(source, select(table).order_by(*table.primary_key)):
            target.execute(insert(table), [dict(row._mapping) for row in rows])
    for rows in _parts(source, select(*record_columns(orders)).order_by(orders.c.id)):
        index_orders(target, (), [to_record("orders", row) for row in rows])
    if target.dialect.name == "postgresql":
        _count_on(target)


def _count_on(target: Connection) -> None:
    """Have the server's own counters go on after the greatest number carried."""
    for table in metadata.tables.values():
        if "id" in table.c:
            target.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
                f"coalesce(max(id), 0) + 1, false) FROM {table.name}"
            )


def _parts(source: Connection, query: Select[Any]) -> Iterator[Sequence[Row[Any]]]:
    return source.execute(query.execution_options(yield_per=_ROWS)).partitions()
