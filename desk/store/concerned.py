"""The orders that have certain traits, marked for the next sweep."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, exists, or_, select, update

from desk.models import metadata, orders
from desk.records import EVERY, Trait


def mark_concerned(connection: Connection, traits: Collection[Trait], now: datetime) -> None:
    """Have the next sweep judge the orders that have one of these traits."""
    statement = update(orders).values(recheck_at=now)
    if EVERY not in traits:
        statement = statement.where(or_(*(orders.c.order_no.in_(_numbers(trait)) for trait in traits)))
    connection.execute(statement)


def _numbers(trait: Trait) -> Select[Any]:
    table = metadata.tables[trait.table]
    found = select(table.c.order_no).where(*_conditions(table, trait))
    if trait.causes:
        found = found.where(
            table.c.order_no.in_(select(orders.c.order_no).where(orders.c.cause.in_(trait.causes)))
        )
    return found


def _conditions(table: Table, trait: Trait) -> list[ColumnElement[bool]]:
    if trait.column is None:
        return []
    column = table.c[trait.column]
    wanted: list[ColumnElement[bool]] = [column.is_not(None)]
    if trait.values:
        wanted.append(column.in_(trait.values))
    if trait.holds:
        wanted.append(column.contains(trait.holds, autoescape=True))
    if trait.span is not None:
        wanted.extend((column >= trait.span[0], column < trait.span[1]))
    if trait.shared:
        other = table.alias()
        same = (other.c[name] == table.c[name] for name in ("kind", "value"))
        wanted.append(exists().where(*same, other.c.order_no != table.c.order_no))
    return wanted
