"""Closed periods: kept whole, never changed; only that one was reopened is noted later."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from desk.models import closed_figures, closed_orders, closings

_NAMES = tuple(column.name for column in closings.c if column.name != "id")


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing of the moments [start, end); in force until it is reopened.

    `rules` is the rules' version and `repeat_days` the parameter by which its figures were judged; `orders`
    is how many there were.
    """

    period: str
    start: datetime
    end: datetime
    closed_at: datetime
    person: str
    rules: str
    repeat_days: float
    orders: int
    reopened_at: datetime | None = None
    reopened_by: str | None = None
    reopen_reason: str | None = None
    key: int = 0


def load_closings(connection: Connection) -> list[Closing]:
    """Every closing, reopened ones too, the latest first."""
    query = select(*(closings.c[name] for name in _NAMES), closings.c.id).order_by(closings.c.id.desc())
    return [Closing(*row) for row in connection.execute(query)]


def closing_in_force(connection: Connection, start: datetime, end: datetime) -> Closing | None:
    """The closing of exactly these moments that was not reopened."""
    found = (c for c in load_closings(connection) if (c.start, c.end) == (start, end) and not c.reopened_at)
    return next(found, None)


def keep_closing(
    connection: Connection,
    closing: Closing,
    figures: Iterable[Mapping[str, Any]],
    facts: Iterable[tuple[str, Mapping[str, Any]]],
) -> None:
    """Keep a closing with its figures (rows of closed_figures) and the facts of each order by number."""
    values = {name: value for name, value in asdict(closing).items() if name != "key"}
    key = connection.execute(insert(closings).values(values)).inserted_primary_key
    assert key is not None
    own = {"closing_id": int(key[0])}
    connection.execute(insert(closed_figures), [{**own, **figure} for figure in figures])
    orders = [{**own, "order_no": number, "facts": dict(held)} for number, held in facts]
    connection.execute(insert(closed_orders), orders)


def note_reopened(connection: Connection, key: int, gone: Mapping[str, Any]) -> None:
    """Note when, by whom and why a closing was taken back."""
    connection.execute(update(closings).where(closings.c.id == key).values(**gone))


def kept_figures(connection: Connection, closing: Closing) -> list[Mapping[str, Any]]:
    """Its figures as they were kept: section, metric, region (None: all), part, whole, unknown."""
    names = ("section", "metric", "region", "part", "whole", "unknown")
    query = select(*(closed_figures.c[name] for name in names)).order_by(closed_figures.c.id)
    found = connection.execute(query.where(closed_figures.c.closing_id == closing.key))
    return [dict(row) for row in found.mappings()]


def kept_facts(connection: Connection, closing: Closing) -> list[Mapping[str, Any]]:
    """The facts of its orders, in the order in which they were kept."""
    query = select(closed_orders.c.facts).where(closed_orders.c.closing_id == closing.key)
    return list(connection.scalars(query.order_by(closed_orders.c.id)))
