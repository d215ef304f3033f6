"""What a demo month is, and its answers as rows of a sheet."""

from dataclasses import dataclass
from datetime import datetime

from desk.rules.book import Book
from desk.vocabulary import VERDICT_NAMES, Verdict

ANSWER_SHEET = "答案"
ANSWER_COLUMNS = ("工单号", "规则", "结论", "说明")


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

    def answers(self) -> list[tuple[str, str, str, str]]:
        """The rows of the sheet 答案, one a planted fault."""
        return [(row.order_no, row.rule, VERDICT_NAMES[row.verdict], row.what) for row in self.planted]
