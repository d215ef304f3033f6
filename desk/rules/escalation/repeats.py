"""The earlier complaints of the same number."""

from bisect import bisect_left, bisect_right
from datetime import timedelta

from desk.rules.case import Case
from desk.rules.kin import TIME, Neighbour
from desk.rules.moment import shift


def earlier(case: Case) -> tuple[Neighbour, ...]:
    """The number's other orders, sorted by time, from `repeat_days` before this order's 派单时间 up to it."""
    orders = case.kin.same_number
    if not orders:
        return ()  # the usual case
    end = case.order.dispatched_at
    start = shift(end, -timedelta(days=case.office.parameters.repeat_days))
    return orders[bisect_left(orders, start, key=TIME) : bisect_right(orders, end, key=TIME)]
