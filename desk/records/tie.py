"""What two orders may share, with all that the others see of an order through it."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class TieKind(StrEnum):
    """What two orders may share."""

    NUMBER = "number"
    ADDRESS = "address"
    SITE = "site"
    CELL = "cell"
    VILLAGE = "village"
    TESTER = "tester"
    SPOT = "spot"


# kinds of ties by which orders gather: neighbours' neighbours count, and what was measured at them
GATHERING = frozenset({TieKind.CELL, TieKind.VILLAGE})


class Tie(NamedTuple):
    """One value that an order shares with others, the time by which they are near, and what they see.

    `order_key` is the order's row. Degrees are WGS-84, or of an unknown datum. A tie of a field test names
    the test: its row, tester, times, and the key of the order's address.
    """

    kind: str  # a TieKind
    value: str
    time: datetime
    order_no: str
    order_key: int
    channel: str | None = None
    lon: float | None = None
    lat: float | None = None
    test_key: int | None = None
    tester: str | None = None
    address: str | None = None
    arrived_at: datetime | None = None
    finished_at: datetime | None = None
