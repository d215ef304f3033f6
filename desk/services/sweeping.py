"""Which orders are stored, and judging again those that time has caught up with."""

from datetime import datetime

from sqlalchemy import select

from desk.models import orders
from desk.services.desk import Desk
from desk.services.judging import JUDGE
from desk.services.judging_many import judge_many
from desk.services.period import Period
from desk.store.judging import note_reading, settle_readings, settled_under
from desk.store.loading import chunks, dispatched_in, load_bundles, load_office


def stored_numbers(desk: Desk, period: Period | None = None) -> list[str]:
    """The numbers of the stored orders, by 派单时间."""
    query = select(orders.c.order_no).order_by(orders.c.dispatched_at, orders.c.id)
    if period is not None:
        query = query.where(dispatched_in(*period.span))
    with desk.database.read() as connection:
        return list(connection.scalars(query))


def sweep(desk: Desk) -> int:
    """Judge again every order whose verdict time alone may have changed; answers how many.

    All orders are read and judged again after a change of what readings rest on.
    """
    now = desk.now()
    due = _settle_all(desk) or _due(desk, now)
    if due:
        judge_many(desk, due, now)
    return len(due)


def _due(desk: Desk, now: datetime) -> list[str]:
    query = select(orders.c.order_no).where(orders.c.recheck_at <= now).order_by(orders.c.id)
    with desk.database.read() as connection:
        return list(connection.scalars(query))


def _settle_all(desk: Desk) -> list[str]:
    """Read all texts again where readings rest on other readers, lexicons or cells; whose these are."""
    with desk.database.read() as connection:
        version = JUDGE.reading_version(load_office(connection))
        if settled_under(connection) == version:
            return []
    numbers = stored_numbers(desk)
    for at, part in enumerate(parts := list(chunks(numbers))):
        desk.progress("重新读取工单", at, len(parts))
        with desk.database.write() as connection:
            settle_readings(connection, load_bundles(connection, part), JUDGE)
    with desk.database.write() as connection:
        note_reading(connection, version)
    return numbers
