"""Which of three numbers is the day: what one date leaves open, a whole column of them may tell."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

Order = tuple[int, int, int]  # the places of year, month and day among the three numbers
Shape = tuple[str, int]  # the separator and the number of digits of the last number
Orders = Mapping[Shape, Order]

YMD, DMY, MDY = (0, 1, 2), (2, 1, 0), (2, 0, 1)
ORDER_NAMES = {YMD: "年-月-日", DMY: "日-月-年", MDY: "月-日-年"}
NO_ORDERS: Orders = {}
NUMBERS = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d{2})(?!\d)")
_CLEARER = 4  # times as short must the span of one order be for the others to be left aside


def shape_of(found: re.Match[str]) -> Shape:
    """What dates of one writing share."""
    return found["sep"], len(found["c"])


def dated(found: re.Match[str], order: Order) -> date | None:
    """The day that the numbers name in this order, None when there is no such day."""
    numbers = [int(found[name]) for name in ("a", "b", "c")]
    year, month, day = (numbers[place] for place in order)
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None


def orders_of(texts: Iterable[str]) -> dict[Shape, Order]:
    """For each writing of dates in a column the one order in which all of them are days.

    Where several fit, the one that leaves the dates far closer together; where none is clearly so, none.
    """
    by_shape: dict[Shape, set[re.Match[str]]] = {}
    for text in set(texts):
        if found := NUMBERS.match(text):
            by_shape.setdefault(shape_of(found), set()).add(found)
    orders = ((shape, _order(shape, group)) for shape, group in by_shape.items())
    return {shape: order for shape, order in orders if order is not None}


def _order(shape: Shape, group: Iterable[re.Match[str]]) -> Order | None:
    spans: list[tuple[int, Order]] = []
    for order in (DMY, MDY) if shape[1] == 4 else (YMD, DMY, MDY):
        days = [dated(found, order) for found in group]
        real = [day for day in days if day is not None]
        if len(real) == len(days):
            spans.append(((max(real) - min(real)).days, order))
    spans.sort()
    clear = all(_CLEARER * (shorter[0] + 1) < longer[0] for shorter, longer in pairwise(spans[:2]))
    return spans[0][1] if spans and clear else None
