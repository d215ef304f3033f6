"""The earlier complaints of the same number."""

from datetime import timedelta

from desk.rules.case import Case
from desk.rules.kin import Neighbour
from desk.rules.moment import shift


def earlier(case: Case) -> tuple[Neighbour, ...]:
    """The number's other orders from `repeat_days` before this order's 派单时间 up to it."""
    if not case.kin.same_number:
        return ()  # the usual case
    end = case.order.dispatched_at
    start = shift(end, -timedelta(days=case.office.parameters.repeat_days))
    return tuple(order for order in case.kin.same_number if start <= order.time <= end)
