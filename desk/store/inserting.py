"""Many new rows by the driver itself: SQLAlchemy makes the statement and converts values, once a table.

Its own way with a dictionary a row takes longer than SQLite takes to store the row.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import methodcaller
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.dialects.sqlite import DATE, DATETIME

Row = Sequence[Any]
_Convert = Callable[[Any], Any]
_IN_C = {DATETIME: methodcaller("isoformat", " ", "microseconds"), DATE: methodcaller("isoformat")}


def insert_rows(connection: Connection, table: Table, names: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Insert rows of values of these columns, which stand in the order of the table; None is NULL."""
    statement, positional, converts = _prepared(connection.dialect, table, names)
    values = [_converted(row, converts) for row in rows]
    if values:
        given: Any = values if positional else [dict(zip(names, row, strict=True)) for row in values]
        connection.exec_driver_sql(statement, given)


def _converted(row: Row, converts: Iterable[tuple[int, _Convert]]) -> tuple[Any, ...]:
    """The values as the driver takes them."""
    values = list(row)
    for at, convert in converts:
        if values[at] is not None:
            values[at] = convert(values[at])
    return tuple(values)


@lru_cache(maxsize=64)
def _prepared(
    dialect: Dialect, table: Table, names: tuple[str, ...]
) -> tuple[str, bool, tuple[tuple[int, _Convert], ...]]:
    """The statement, whether it takes values by place, and how values are made that the driver takes."""
    compiled: Any = insert(table).inline().compile(dialect=dialect, column_keys=names)
    assert not compiled.positional or tuple(compiled.positiontup) == names
    kinds = [table.c[name].type.dialect_impl(dialect) for name in names]
    converts = [(at, _IN_C.get(type(kind)) or kind.bind_processor(dialect)) for at, kind in enumerate(kinds)]
    wanted = tuple((at, convert) for at, convert in converts if convert is not None)
    return str(compiled), compiled.positional, wanted
