"""Rows back into records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from desk.models import orders, readings, table_of
from desk.records import BY_TABLE, SHEETS, Order

CHUNK = 500  # order numbers in one IN list; SQLite allows 32,766 variables
OFFICE_TABLES = tuple(sheet.table for sheet in SHEETS if not sheet.of_order)
ORDER_TABLES = tuple(sheet.table for sheet in SHEETS if sheet.of_order and sheet.record is not Order)


@dataclass(slots=True)
class Bundle:
    """An order with its rows by table, its stored readings, and whether its records are known.

    `read` is whatever the judge made of its texts, so that it is made once.
    """

    order: Order
    records_known: bool
    version: int
    rows: dict[str, list[Any]] = field(default_factory=dict)
    reading_hash: str | None = None
    reading: Mapping[str, Any] | None = None
    read: Any = None


def record_columns(table: Table) -> list[Any]:
    """The columns that make up a record: the id and the declared fields."""
    return [table.c.id, *(table.c[f.name] for f in BY_TABLE[table.name].fields)]


def to_record(name: str, row: Row[Any] | Sequence[Any]) -> Any:
    """A record from its columns in the order of `record_columns`."""
    sheet = BY_TABLE[name]
    values = dict(zip((f.name for f in sheet.fields), row[1:], strict=False))
    return sheet.record(key=row[0], **values)


def chunks(items: Iterable[str], size: int = CHUNK) -> Iterator[list[str]]:
    """The items in lists of at most `size`."""
    rest = list(items)
    for start in range(0, len(rest), size):
        yield rest[start : start + size]


def load_rows(connection: Connection, name: str, keys: Iterable[int]) -> dict[int, Any]:
    """Records of a table by id."""
    table = table_of(name)
    found: dict[int, Any] = {}
    wanted = list(keys)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        for row in connection.execute(select(*record_columns(table)).where(table.c.id.in_(part))):
            found[row[0]] = to_record(name, row)
    return found


class OfficeRows(dict[str, tuple[Any, ...]]):
    """All rows of the office's own tables, by table. `settings` is whatever the judge made of them, once."""

    settings: Any = None


def load_office(connection: Connection) -> OfficeRows:
    """The office's own tables as they stand."""
    return OfficeRows(
        (
            name,
            tuple(
                to_record(name, row)
                for row in connection.execute(select(*record_columns(table_of(name))).order_by("id"))
            ),
        )
        for name in OFFICE_TABLES
    )


def load_bundles(connection: Connection, order_nos: Sequence[str]) -> dict[str, Bundle]:
    """The orders with all their rows; unknown numbers are left out."""
    known = [orders.c.records_known, orders.c.version]
    found: dict[str, Bundle] = {}
    for part in chunks(order_nos):
        query = select(*record_columns(orders), *known).where(orders.c.order_no.in_(part))
        for row in connection.execute(query):
            order = to_record("orders", row[:-2])
            found[order.order_no] = Bundle(order, row[-2], row[-1])
        for name in ORDER_TABLES:
            table = table_of(name)
            query = select(*record_columns(table)).where(table.c.order_no.in_(part)).order_by(table.c.id)
            for row in connection.execute(query):
                record = to_record(name, row)
                if (bundle := found.get(record.order_no)) is not None:
                    bundle.rows.setdefault(name, []).append(record)
        for number, digest, payload in connection.execute(
            select(readings.c.order_no, readings.c.hash, readings.c.payload).where(
                readings.c.order_no.in_(part)
            )
        ):
            found[number].reading_hash = digest
            found[number].reading = payload
    return found


# what kin look at; the rest of a light order is blank
LIGHT_ORDER = ("order_no", "dispatched_at", "replied_at", "channel", "phone", "service", "region", "sites")
LIGHT_PLACE = ("lon", "lat", "datum")
LIGHT_ROWS = {
    "field_tests": ("order_no", "arrived_at", "finished_at", "tester", *LIGHT_PLACE),
    "measurements": ("order_no", "operator", "network", "stage", "rsrp", "sinr", "time"),
}


def load_light_bundles(connection: Connection) -> Iterator[Bundle]:
    """All orders with what bears on others alone: a hundred thousand of them fit into memory."""
    rows: dict[str, dict[str, list[Any]]] = {}
    for name, columns_of in LIGHT_ROWS.items():
        for record in _light(connection, name, columns_of):
            rows.setdefault(record.order_no, {}).setdefault(name, []).append(record)
    columns = [orders.c[name] for name in ("id", *LIGHT_ORDER, *LIGHT_PLACE)]
    query = select(*columns, readings.c.hash, readings.c.payload).join_from(
        orders, readings, readings.c.order_no == orders.c.order_no
    )
    for row in connection.execute(query.execution_options(yield_per=2000)):
        values = dict(zip((*LIGHT_ORDER, *LIGHT_PLACE), row[1:-2], strict=True))
        order = Order(key=row[0], **values)
        yield Bundle(order, True, 0, rows.get(order.order_no, {}), row[-2], row[-1])


def _light(connection: Connection, name: str, fields: Sequence[str]) -> Iterator[Any]:
    table, record = table_of(name), BY_TABLE[name].record
    query = select(table.c.id, *(table.c[field] for field in fields))
    for row in connection.execute(query.execution_options(yield_per=2000)):
        yield record(key=row[0], **dict(zip(fields, row[1:], strict=True)))
