"""What is stored of an order, as a store can look for it."""

from datetime import datetime
from typing import NamedTuple


class Trait(NamedTuple):
    """An order with a row in `table` whose `column` is given, and is one of `values` if there are any.

    `holds`: the column has this text in it. `span`: it lies from the first time up to the second, which is
    left out. `causes`: the order's 原因分类 is one of these too. `shared`: for ties, another order has the
    same. Without a column any row will do.
    """

    table: str
    column: str | None = None
    values: tuple[str, ...] = ()
    holds: str = ""
    span: tuple[datetime, datetime] | None = None
    causes: tuple[str, ...] = ()
    shared: bool = False


EVERY = Trait("orders")
