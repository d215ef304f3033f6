"""The order list, a page at a time: ids by a covering index, then the rows.

A sort puts blanks last in both directions. A page beyond the middle is read from the other end. A query that
leaves orders out is answered by all its ids at once, and before that by a glance at the first orders.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, UnaryExpression, cast, func, select, true
from sqlalchemy.sql.operators import custom_op

from desk.models import orders
from desk.models.records import LISTED
from desk.store.loading import dispatched_in
from desk.store.search import search_query

SORTABLE = ("order_no", *LISTED, "worst", "open_findings", "next_due")
FACETS = ("worst", "region", "outcome", "handler", "urgency", "cause")
GLANCE = 5_000  # orders that a look in the window's own thread walks over at most
LISTABLE = ("id", "order_no", *LISTED, "worst", "open_findings", "next_due", "version")


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What the list shows: the sort, the chosen facet values (a column may be None for blank), the search."""

    sort: str = "dispatched_at"
    descending: bool = True
    facets: tuple[tuple[str, Any], ...] = ()
    search: str = ""
    open_only: bool = False
    span: tuple[datetime, datetime] | None = None  # 派单时间 in [start, end)

    @property
    def narrowed(self) -> bool:
        """Whether it leaves any order out."""
        return bool(self.facets or self.open_only or self.span or self.search.strip())


def _conditions(connection: Connection, query: ListQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for name, value in query.facets:
        column = _walked(connection, orders.c[name])
        conditions.append(column.is_(None) if value is None else column == value)
    if query.open_only:
        conditions.append(_walked(connection, orders.c.replied_at).is_(None))
    if query.span is not None:
        conditions.append(dispatched_in(*query.span))
    if query.search.strip():
        conditions.append(_found(connection, query.search))
    return conditions or [true()]


def _walked(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column, so that SQLite does not look orders up by it but walks an index that holds it too.

    A facet's value is shared by a good part of all orders; the planner takes any equality for a rare one.
    """
    if connection.dialect.name != "sqlite":
        return column
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def _found(connection: Connection, words: str) -> ColumnElement[bool]:
    hits = search_query(connection, words)
    return orders.c.id.is_(None) if hits is None else orders.c.id.in_(hits)


def count_orders(connection: Connection, query: ListQuery) -> int:
    """How many orders the query shows."""
    return int(
        connection.scalar(select(func.count()).select_from(orders).where(*_conditions(connection, query)))
        or 0
    )


def page_ids(connection: Connection, query: ListQuery, offset: int, limit: int, total: int) -> list[int]:
    """The ids of one page in order; `total` is the count, so that the far half is read from the end."""
    statement = select(orders.c.id).where(*_conditions(connection, query))
    if offset <= total // 2:
        return [row[0] for row in connection.execute(_sorted(statement, query).offset(offset).limit(limit))]
    size = min(limit, total - offset)
    rest = max(total - offset - size, 0)
    backwards = _sorted(statement, query, reverse=True).offset(rest).limit(size)
    return [row[0] for row in connection.execute(backwards)][::-1]


def matching_ids(connection: Connection, query: ListQuery) -> "array[int]":
    """The ids of all orders that the query shows, in order; one statement, so that no other thread waits."""
    found = select(orders.c.id).where(*_conditions(connection, query))
    if query.sort == "dispatched_at":
        return _joined(connection, _sorted(found, query))
    few = select(orders.c.id).where(orders.c.id.in_(found))
    return _joined(connection, _sorted(few, query, by=_walked(connection, orders.c[query.sort])))


def glanced_ids(connection: Connection, query: ListQuery) -> "array[int]":
    """The ids of those that the query shows among the first orders of its sort."""
    first = _sorted(select(orders.c.id), query).limit(GLANCE).subquery()
    found = select(orders.c.id).where(orders.c.id.in_(select(first.c.id)), *_conditions(connection, query))
    return _joined(connection, _sorted(found, query, by=_walked(connection, orders.c[query.sort])))


def is_small(connection: Connection) -> bool:
    """Whether a glance sees all orders."""
    return (connection.scalar(select(func.max(orders.c.id))) or 0) <= GLANCE


def _joined(connection: Connection, statement: Select[Any]) -> "array[int]":
    ids = statement.subquery()
    text = connection.scalar(select(func.aggregate_strings(cast(ids.c.id, String), ",")))
    return array("q", map(int, text.split(","))) if text else array("q")


def _sorted(
    statement: Select[Any],
    query: ListQuery,
    *,
    reverse: bool = False,
    by: ColumnElement[Any] | None = None,
) -> Select[Any]:
    column = orders.c[query.sort] if by is None else by
    down = query.descending != reverse
    first = column.desc() if down else column.asc()
    first = first.nulls_first() if reverse else first.nulls_last()
    return statement.order_by(first, orders.c.id.desc() if down else orders.c.id.asc())


def rows(connection: Connection, ids: Sequence[int]) -> list[dict[str, Any]]:
    """The listed columns of these orders, in the order of the ids; a removed one is left out."""
    query = select(*(orders.c[name] for name in LISTABLE)).where(orders.c.id.in_(ids))
    found = {row["id"]: dict(row) for row in connection.execute(query).mappings()}
    return [found[key] for key in ids if key in found]


def facet_counts(connection: Connection, name: str, query: ListQuery) -> list[tuple[Any, int]]:
    """The values of a facet with their counts under the rest of the query, most frequent first."""
    rest = replace(query, facets=tuple(item for item in query.facets if item[0] != name))
    column = _walked(connection, orders.c[name])
    statement = select(column, func.count()).where(*_conditions(connection, rest)).group_by(column)
    found = [(row[0], int(row[1])) for row in connection.execute(statement)]
    return sorted(found, key=lambda item: (-item[1], str(item[0])))


def numbers_beginning(connection: Connection, prefix: str, most: int) -> list[str]:
    """The first numbers that begin so; the lower bound lets the index find them."""
    number = orders.c.order_no
    query = select(number).where(number >= prefix, number.startswith(prefix, autoescape=True))
    return list(connection.scalars(query.order_by(number).limit(most)))
