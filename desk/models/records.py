"""One table per record, made from its fields; the orders carry what the list sorts and filters by."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from desk.records import SHEETS, Field, Kind, Order, SheetSpec, fields

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_TYPES: dict[Kind, type[Any]] = {Kind.TIME: DateTime, Kind.DATE: Date, Kind.INTEGER: Integer}

# kept with each order so that the list needs no join; written by the store alone
JUDGED = ("worst", "open_findings", "next_due", "recheck_at", "version", "records_known")
NO_FINDING = 4  # engine.RANK of the worst verdict of an order without findings


def _column(field: Field) -> Column[Any]:
    kind = _TYPES.get(field.kind, Text if field.kind is Kind.LONG else String)
    return Column(field.name, kind, nullable=not field.required)


def _judged_columns() -> list[Column[Any]]:
    return [
        Column("worst", Integer, nullable=False, default=NO_FINDING),
        Column("open_findings", Integer, nullable=False, default=0),
        Column("next_due", DateTime),
        Column("recheck_at", DateTime),
        Column("version", Integer, nullable=False, default=1),
        Column("records_known", Boolean, nullable=False, default=True),
    ]


def _table(sheet: SheetSpec) -> Table:
    key = Column("id", Integer, primary_key=True)
    columns = [_column(field) for field in sheet.fields]
    if sheet.record is Order:
        return Table(sheet.table, metadata, key, *columns, *_judged_columns())
    if sheet.of_order:
        columns[0] = Column("order_no", String, ForeignKey("orders.order_no"), nullable=False, index=True)
    return Table(sheet.table, metadata, key, *columns)


_TABLES = {sheet.table: _table(sheet) for sheet in SHEETS}

orders = _TABLES["orders"]

Index("uq_orders_order_no", orders.c.order_no, unique=True)
LISTED = tuple(field.name for field in fields(Order) if field.listable and field.name != "order_no")
for _name in (*LISTED, "worst", "open_findings", "next_due", "recheck_at"):
    Index(f"ix_orders_{_name}", orders.c[_name], orders.c.id)
# any choice of the list's facets is answered by a walk over this one, in the order that the list opens with
Index(
    "ix_orders_facets",
    *(orders.c[name] for name in ("dispatched_at", "id", "worst", "outcome", "region", "replied_at")),
)
Index("ix_sites_code", _TABLES["sites"].c.code)
_TABLES["people"].append_constraint(UniqueConstraint("name"))


def table_of(name: str) -> Table:
    """The table of a sheet's record by its name."""
    return _TABLES[name]
