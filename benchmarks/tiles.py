"""Many orders made of few: a stored demo, repeated in time, numbers and rows.

What is stored beside the records (readings, ties, findings, search index) is repeated with them, so that a
million orders stand there soon. The distance of the tiles decides how many orders share a tie in a week.
"""

from pathlib import Path
from shutil import copyfile

from sqlalchemy import Connection, DateTime, Table, select, text

from desk.models import findings, orders, readings, table_of, ties
from desk.records import SHEETS
from desk.store import open_database
from desk.store.loading import record_columns, to_record
from desk.store.search import index_orders

DAYS = 10  # from one tile to the next, into the past: fifty of them stand in some three years
STEP = 10_000_000  # row ids of one tile
_KEYS = frozenset({"id", "order_key", "test_key"})


def tile(stored: Path, target: Path, times: int) -> None:
    """Write a database that holds the orders of another so many times."""
    copyfile(stored, target)
    database = open_database(f"sqlite:///{target}")
    of_orders = [table_of(sheet.table) for sheet in SHEETS if sheet.of_order]
    tables = list(dict.fromkeys([orders, *of_orders, readings, ties, findings]))
    with database.engine.connect() as connection:
        for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-400000"):
            connection.connection.cursor().execute(f"PRAGMA {pragma}")  # before any transaction
        indexes = [index for table in tables for index in table.indexes]
        for index in indexes:
            index.drop(connection)
        for at in range(1, times):
            for table in tables:
                _repeat(connection, table, at)
            _index_texts(connection, at)
            connection.commit()
        for index in indexes:
            index.create(connection)
            connection.commit()
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    database.close()


def _index_texts(connection: Connection, at: int) -> None:
    low, high = at * STEP, (at + 1) * STEP
    query = select(*record_columns(orders)).where(orders.c.id > low, orders.c.id < high)
    rows = connection.execute(query).all()
    index_orders(connection, (), (to_record("orders", row) for row in rows))


def _repeat(connection: Connection, table: Table, at: int) -> None:
    """Copy the first rows of a table, which are those whose number carries no mark."""
    columns, values = [], []
    for column in table.columns:
        columns.append(f'"{column.name}"')
        if column.name in _KEYS:
            values.append(f"{column.name} + {at} * {STEP}")
        elif column.name == "order_no":
            values.append(f"order_no || '-{at}'")
        elif isinstance(column.type, DateTime):
            values.append(f"strftime('%Y-%m-%d %H:%M:%S.000000', {column.name}, '-{at * DAYS} days')")
        elif table is orders and column.name == "phone":
            values.append(f"CASE WHEN phone LIKE '1__0000____' THEN phone + {at} * 10000 ELSE phone END")
        elif table is ties and column.name == "value":
            values.append(f"CASE WHEN kind = 'number' THEN value + {at} * 10000 ELSE value END")
        else:
            values.append(f'"{column.name}"')
    source = f"SELECT {', '.join(values)} FROM {table.name} WHERE order_no NOT GLOB '*-*-*-*-*'"
    connection.execute(text(f"INSERT INTO {table.name} ({', '.join(columns)}) {source}"))
