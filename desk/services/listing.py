"""The order list for people: pages of lines, counts, facets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk.rules.engine import RANK
from desk.services.desk import Desk
from desk.store import listing
from desk.store.listing import FACETS, SORTABLE, ListQuery
from desk.vocabulary import VERDICT_NAMES, Verdict

__all__ = ["BY_RANK", "FACETS", "PAGE", "SORTABLE", "ListQuery", "OrderLine", "count", "facet", "page"]

PAGE = 64
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


def count(desk: Desk, query: ListQuery) -> int:
    """How many orders the query shows."""
    with desk.database.read() as connection:
        return listing.count_orders(connection, query)


def page(desk: Desk, query: ListQuery, offset: int, total: int, limit: int = PAGE) -> list[OrderLine]:
    """One page of lines from `offset`; `total` as `count` gave it."""
    with desk.database.read() as connection:
        ids = listing.page_ids(connection, query, offset, limit, total)
        return [_line(row) for row in listing.rows(connection, ids)]


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
