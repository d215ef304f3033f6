"""Which orders are stored, and judging again those that time has caught up with."""

from functools import partial

from sqlalchemy import select

from desk.models import orders
from desk.services.desk import Desk
from desk.services.judging import JUDGE
from desk.services.period import Period
from desk.store.judging import rejudge, settle_readings
from desk.store.loading import chunks, load_bundles


def stored_numbers(desk: Desk, period: Period | None = None) -> list[str]:
    """The numbers of the stored orders, by 派单时间."""
    query = select(orders.c.order_no).order_by(orders.c.dispatched_at, orders.c.id)
    if period is not None:
        query = query.where(orders.c.dispatched_at >= period.start, orders.c.dispatched_at < period.end)
    with desk.database.read() as connection:
        return list(connection.scalars(query))


def sweep(desk: Desk) -> int:
    """Judge again every order whose verdict time alone may have changed; answers how many."""
    now = desk.now()
    query = select(orders.c.order_no).where(orders.c.recheck_at <= now)
    with desk.database.read() as connection:
        due = list(connection.scalars(query))
    if due:
        with desk.database.write() as connection:
            for part in chunks(due):
                settle_readings(connection, load_bundles(connection, part), JUDGE)
            rejudge(connection, due, JUDGE, now, told=partial(desk.progress, "检查到时的工单"))
    return len(due)
