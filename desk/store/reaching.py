"""Which orders a write bears on: those it touches, and those tied to them or named by the office's rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from desk.models import orders
from desk.store.changes import Change
from desk.store.judging import Judge, count_settings, gather, mark_stale, sharing
from desk.store.loading import Bundle, chunks, load_light_bundles, load_office

MANY = 2000  # orders in one write from which all count as its neighbours, and views start over


def neighbours(
    connection: Connection,
    order_nos: Collection[str],
    judge: Judge,
    loaded: Mapping[str, Bundle] | None = None,
) -> set[str]:
    """The orders whose verdicts may change with these, as things stand; `loaded` are these, if at hand.

    For a write as large as a quarter of the database that is taken to be all orders.
    """
    if len(order_nos) > MANY and 4 * len(order_nos) >= (
        connection.scalar(select(func.count(orders.c.id))) or 0
    ):
        return set(connection.scalars(select(orders.c.order_no)))
    office = load_office(connection)
    if loaded:
        return set(gather(connection, loaded, judge, office))
    found: set[str] = set()
    for part in chunks(sorted(order_nos)):
        bundles = {bundle.order.order_no: bundle for bundle in load_light_bundles(connection, part)}
        found.update(gather(connection, bundles, judge, office))
    return found


def _count(connection: Connection) -> int:
    return connection.scalar(select(func.count(orders.c.id))) or 0


def office_reach(connection: Connection, changes: Sequence[Change], judge: Judge, now: datetime) -> set[str]:
    """The orders that changed rows of the office bear on; a changed setting leaves all to the next sweep."""
    reaches = [judge.reach(change.row) for change in changes if change.order_no is None]
    if any(reach.everything for reach in reaches):
        count_settings(connection)
        mark_stale(connection, now)
    named = {number for reach in reaches for number in reach.order_nos}
    named |= sharing(connection, (tie for reach in reaches for tie in reach.ties))
    return neighbours(connection, named, judge) if named else set()
