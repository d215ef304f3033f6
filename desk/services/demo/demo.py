"""What a demo month is: its orders, and what was planted in them."""

from dataclasses import dataclass
from datetime import datetime

from desk.rules.book import Book
from desk.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault that was planted in an order, and the verdict that it must get."""

    order_no: str
    rule: str
    verdict: Verdict
    what: str


@dataclass(frozen=True, slots=True)
class Demo:
    """A synthetic month, its planted faults, and the moment at which it is to be checked."""

    book: Book
    planted: tuple[Planted, ...]
    now: datetime
