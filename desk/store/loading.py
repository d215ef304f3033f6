"""Rows back into records."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from desk.models import meta, orders, readings, table_of
from desk.records import BY_TABLE, SHEETS, Order, SheetSpec

T = TypeVar("T")
_order_no = attrgetter("order_no")
OFFICE_VERSION = "office"  # the row of `meta` that counts the changes of settings
OFFICE_SEEN = "office seen"  # of a connection: its transaction has looked at the version already
FEW = 50  # orders up to which the registers are asked for them alone
_LONGEST = 1_000  # characters that are looked for in a text: SQLite refuses a LIKE of 50,000 bytes
FIELD_NAMES = {sheet.table: tuple(f.name for f in sheet.fields) for sheet in SHEETS}
CHUNK = 500  # order numbers in one IN list; SQLite allows 32,766 variables
SETTINGS = tuple(sheet.table for sheet in SHEETS if sheet.is_setting)
ORDER_TABLES = tuple(sheet.table for sheet in SHEETS if sheet.of_order and sheet.record is not Order)


@dataclass(slots=True)
class Bundle:
    """An order with its rows by table, its stored readings, and whether its records are known.

    `read` is whatever the judge made of its texts, so that it is made once; `judged` is when it was judged
    as it stands here, and the answer. `ahead` is the order as it would stand after some changes, made once.
    `settled`: the stored readings hold, its texts need no look.
    """

    order: Order
    records_known: bool
    version: int
    rows: dict[str, list[Any]] = field(default_factory=dict)
    reading_hash: str | None = None
    reading: Mapping[str, Any] | None = None
    read: Any = field(default=None, init=False)
    judged: tuple[datetime, Any] | None = field(default=None, init=False)
    ahead: "tuple[tuple[Any, ...], Bundle] | None" = field(default=None, init=False)
    settled: bool = False


def record_columns(table: Table) -> list[Any]:
    """The columns that make up a record: the id and the declared fields."""
    return [table.c.id, *(table.c[f.name] for f in BY_TABLE[table.name].fields)]


def _slots(sheet: SheetSpec) -> tuple[type, tuple[Callable[[Any, Any], None], ...]]:
    record = sheet.record
    return record, tuple(getattr(record, name).__set__ for name in ("key", *FIELD_NAMES[sheet.table]))


_SLOTS = {sheet.table: _slots(sheet) for sheet in SHEETS}
_VALUES = {name: attrgetter("key", *names) for name, names in FIELD_NAMES.items()}


def to_record(name: str, row: Row[Any] | Sequence[Any]) -> Any:
    """A record from its columns in the order of `record_columns`.

    Filled slot by slot: the constructor of a frozen record takes four times as long.
    """
    record, slots = _SLOTS[name]
    made: Any = object.__new__(record)
    for put, value in zip(slots, row, strict=False):
        put(made, value)
    return made


def to_values(name: str, record: Any) -> tuple[Any, ...]:
    """The columns of a record, in the order of `record_columns`."""
    found: tuple[Any, ...] = _VALUES[name](record)
    return found


def with_key(name: str, record: Any, key: int) -> Any:
    """The record as the row of this id."""
    return to_record(name, (key, *to_values(name, record)[1:]))


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = list(items)
    for start in range(0, len(rest), size):
        yield rest[start : start + size]


def dispatched_in(start: datetime, end: datetime) -> ColumnElement[bool]:
    """The condition on orders: 派单时间 in [start, end)."""
    return (orders.c.dispatched_at >= start) & (orders.c.dispatched_at < end)


def count_orders(connection: Connection) -> int:
    """How many orders are stored."""
    return connection.scalar(select(func.count()).select_from(orders)) or 0


def load_rows(connection: Connection, name: str, keys: Iterable[int]) -> dict[int, Any]:
    """Records of a table by id."""
    parts = chunks(keys)
    rows = (row for part in parts for row in connection.execute(_rows_by(name, "id"), {"wanted": part}))
    return {row[0]: to_record(name, row) for row in rows}


class OfficeRows(dict[str, tuple[Any, ...]]):
    """The rows of the office's settings, by table. `settings` is whatever the judge made of them, once."""

    settings: Any = None


def load_office(connection: Connection) -> OfficeRows:
    """The office's settings as they stand; loaded once a connection while nobody changes them."""
    kept: tuple[Any, OfficeRows] | None = connection.info.get(OFFICE_VERSION)
    if kept is not None and connection.info.get(OFFICE_SEEN):
        return kept[1]
    version = connection.scalar(_OFFICE)
    if kept is None or kept[0] != version:
        kept = (version, OfficeRows((name, tuple(load_table(connection, name))) for name in SETTINGS))
        connection.info[OFFICE_VERSION] = kept
    connection.info[OFFICE_SEEN] = True
    return kept[1]


def load_table(connection: Connection, name: str) -> list[Any]:
    """All records of a table, by id."""
    table = table_of(name)
    query = select(*record_columns(table)).order_by(table.c.id)
    return [to_record(name, row) for row in connection.execute(query)]


def load_registers(
    connection: Connection, codes: Collection[str], order_nos: Collection[str]
) -> dict[str, list[Any]]:
    """The rows of these sites, and the 三超 items that name one of these orders; by table."""
    items = table_of("over_items")
    found: dict[str, list[Any]] = {"sites": [], "over_items": []}
    for part in chunks(sorted(codes)):
        rows = connection.execute(_rows_by("sites", "code"), {"wanted": part})
        found["sites"] += [to_record("sites", row) for row in rows]
    query = select(*record_columns(items)).order_by(items.c.id)
    if len(order_nos) <= FEW and max(map(len, order_nos), default=0) <= _LONGEST:
        named = (items.c.orders.contains(number, autoescape=True) for number in order_nos)
        query = query.where(or_(false(), *named))
    found["over_items"] = [to_record("over_items", row) for row in connection.execute(query)]
    return found


def load_bundles(
    connection: Connection,
    order_nos: Sequence[str],
    *,
    settled: bool = False,
    tables: Collection[str] = ORDER_TABLES,
    texts: bool = True,
) -> dict[str, Bundle]:
    """The orders with their rows of these tables; unknown numbers are left out.

    `settled`: their stored readings hold. Without `texts` the stored readings are left out.
    """
    found: dict[str, Bundle] = {}
    for part in chunks(order_nos):
        for row in connection.execute(_ORDERS, {"wanted": part}):
            order = to_record("orders", row[:-2])
            found[order.order_no] = Bundle(order, row[-2], row[-1], settled=settled)
        for name in tables if len(part) > FEW else _filled_of(connection, tables, part):
            for number, rows in groupby(load_of_orders(connection, name, part), key=_order_no):
                if (bundle := found.get(number)) is not None:
                    bundle.rows.setdefault(name, []).extend(rows)
        if texts:
            _add_readings(connection, part, found)
    return found


def _filled_of(connection: Connection, tables: Collection[str], order_nos: Sequence[str]) -> Iterable[str]:
    """Which of these tables hold rows of the orders: few orders have rows in few."""
    return connection.scalars(_filled(tuple(tables)), {"wanted": order_nos}).all() if tables else ()


def _add_readings(connection: Connection, order_nos: Sequence[str], found: dict[str, Bundle]) -> None:
    for number, digest, payload in connection.execute(_READINGS, {"wanted": order_nos}):
        found[number].reading_hash = digest
        found[number].reading = payload


def load_of_orders(connection: Connection, name: str, order_nos: Iterable[str]) -> Iterator[Any]:
    """The rows of these orders in a table."""
    for part in chunks(sorted(order_nos)):
        for row in connection.execute(_rows_by(name, "order_no"), {"wanted": part}):
            yield to_record(name, row)


# Statements are built once: building one costs several times as much as running it for one order.
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_ORDERS = select(*record_columns(orders), orders.c.records_known, orders.c.version).where(
    orders.c.order_no.in_(_WANTED)
)
_OFFICE = select(meta.c.value).where(meta.c.name == OFFICE_VERSION)
_READINGS = select(readings.c.order_no, readings.c.hash, readings.c.payload).where(
    readings.c.order_no.in_(_WANTED)
)


@cache
def _rows_by(name: str, column: str) -> Select[Any]:
    """The records of a table with the wanted values in a column."""
    table = table_of(name)
    return select(*record_columns(table)).where(table.c[column].in_(_WANTED)).order_by(table.c.id)


@cache
def _filled(names: tuple[str, ...]) -> CompoundSelect[Any]:
    """Which of these tables hold rows of the wanted orders."""
    return union_all(
        *(
            select(literal_column(f"'{name}'")).where(exists().where(table_of(name).c.order_no.in_(_WANTED)))
            for name in names
        )
    )
