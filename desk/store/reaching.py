"""Which orders a write bears on: those it touches, and those tied to them or named by the office's rows."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from desk.models import orders
from desk.records import GATHERING, Tie
from desk.store.changes import Change
from desk.store.concerned import mark_concerned
from desk.store.judging import Judge, count_settings
from desk.store.loading import count_orders, load_office
from desk.store.tying import sharers, sighted, stored_ties

MANY = 2000  # orders in one write from which all count as its neighbours, and views start over


def is_most(connection: Connection, number: int) -> bool:
    """Whether a write of so many orders, as large as a quarter of the database, bears on all orders."""
    return number > MANY and 4 * number >= count_orders(connection)


def all_numbers(connection: Connection) -> set[str]:
    """The numbers of all orders."""
    return set(connection.scalars(select(orders.c.order_no)))


def neighbours(connection: Connection, differing: Collection[Tie], judge: Judge) -> set[str]:
    """The orders whose verdicts may change with those that now differ in these ties."""
    return sighted(connection, differing, judge.near_of(load_office(connection)))


def seen_ties(connection: Connection, changes: Sequence[Change]) -> set[Tie]:
    """The ties through which others see what is about to change, as they are stored.

    All ties of an order that goes; of one whose measurements change those by which orders gather.
    """
    going = {c.order_no for c in changes if c.table == "orders" and c.after is None and c.order_no}
    measured = {c.order_no for c in changes if c.table == "measurements" and c.order_no}
    found = stored_ties(connection, going | measured)
    return {tie for tie in found if tie.order_no in going or tie.kind in GATHERING}


def office_reach(connection: Connection, changes: Sequence[Change], judge: Judge, now: datetime) -> set[str]:
    """The orders that changed rows of the office bear on; those of a setting are left to the next sweep.

    A row bears on orders as it was and as it is.
    """
    rows = [row for change in changes if change.order_no is None for row in (change.before, change.after)]
    reaches = [judge.reach(row) for row in rows if row is not None]
    settings = [reach.traits for reach in reaches if reach.traits is not None]
    if settings:
        count_settings(connection)
        mark_concerned(connection, frozenset().union(*settings), now)
    named = {number for reach in reaches for number in reach.order_nos}
    for reach in reaches:
        named.update(*(sharers(connection, kind, value) for kind, value in reach.ties))
    return named
