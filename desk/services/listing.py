"""The order list for people: pages of lines, counts, facets."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from desk.rules.engine import RANK
from desk.services.desk import Desk
from desk.store import listing
from desk.store.listing import FACETS, SORTABLE, ListQuery
from desk.vocabulary import VERDICT_NAMES, Verdict

__all__ = [
    "BY_RANK",
    "FACETS",
    "PAGE",
    "SORTABLE",
    "ListQuery",
    "Listed",
    "OrderLine",
    "count",
    "facet",
    "glance",
    "look",
    "numbers_beginning",
    "page",
]

PAGE = 64
MOST_NUMBERS = 50  # that are offered for a beginning
BY_RANK = {rank: verdict for verdict, rank in RANK.items()}


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of the list; `values` by field name as in the record."""

    key: int
    order_no: str
    worst: Verdict
    open_findings: int
    next_due: datetime | None
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listed:
    """What a query shows. `ids` are in its order; None when it shows all orders.

    Not `whole`: only the first orders have been looked at.
    """

    query: ListQuery
    total: int
    ids: "array[int] | None" = None
    whole: bool = True


def count(desk: Desk, query: ListQuery) -> int:
    """How many orders the query shows."""
    with desk.database.read() as connection:
        return listing.count_orders(connection, query)


def glance(desk: Desk, query: ListQuery) -> Listed | None:
    """What the query shows as far as a window may wait for it; None when that is too soon to tell."""
    with desk.database.read() as connection:
        if not query.narrowed:
            return Listed(query, listing.count_orders(connection, query))
        if listing.is_small(connection):
            return _matching(connection, query)
        if query.search.strip():
            return None
        ids = listing.glanced_ids(connection, query)
        return Listed(query, len(ids), ids, whole=False) if ids else None


def look(desk: Desk, query: ListQuery) -> Listed:
    """All that the query shows."""
    with desk.database.read() as connection:
        return _matching(connection, query)


def _matching(connection: Connection, query: ListQuery) -> Listed:
    ids = listing.matching_ids(connection, query)
    return Listed(query, len(ids), ids)


def page(desk: Desk, listed: Listed, offset: int) -> list[OrderLine]:
    """One page of lines from `offset`."""
    with desk.database.read() as connection:
        if listed.ids is None:
            ids: Sequence[int] = listing.page_ids(connection, listed.query, offset, PAGE, listed.total)
        else:
            ids = listed.ids[offset : offset + PAGE]
        return [_line(row) for row in listing.rows(connection, ids)]


def numbers_beginning(desk: Desk, prefix: str) -> list[str]:
    """The first numbers of orders that begin so."""
    with desk.database.read() as connection:
        return listing.numbers_beginning(connection, prefix, MOST_NUMBERS)


def facet(desk: Desk, name: str, query: ListQuery) -> Sequence[tuple[Any, str, int]]:
    """(value, its Chinese name, count) of a facet under the rest of the query."""
    with desk.database.read() as connection:
        found = listing.facet_counts(connection, name, query)
    return [(value, _facet_name(name, value), number) for value, number in found]


def _facet_name(name: str, value: Any) -> str:
    if name == "worst":
        return VERDICT_NAMES[BY_RANK[value]]
    return "（空）" if value is None else str(value)


def _line(row: dict[str, Any]) -> OrderLine:
    return OrderLine(
        row["id"], row["order_no"], BY_RANK[row["worst"]], row["open_findings"], row["next_due"], row
    )
