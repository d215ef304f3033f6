"""The lines of the escalation board as a table."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject

from desk.rules.catalogue import BY_CODE
from desk.services.escalating import RaisedOrder
from desk.views.rows_model import TEXTS, RowsModel
from desk.views.texts import one_line, short_time

Show = Callable[[RaisedOrder], str]

_NUMBER: tuple[str, int, Show] = ("工单号", 24, lambda line: line.order_no)
_DISPATCHED: tuple[str, int, Show] = ("派单时间", 13, lambda line: short_time(line.dispatched_at))
_REGION: tuple[str, int, Show] = ("区域", 12, lambda line: line.region or "")


def _rule(line: RaisedOrder) -> str:
    return f"{line.rule} {BY_CODE[line.rule].name}" if line.rule in BY_CODE else ""


# title, width in half-width characters, text
WAITING: tuple[tuple[str, int, Show], ...] = (
    _NUMBER,
    _DISPATCHED,
    _REGION,
    ("规则", 26, _rule),
    ("依据", 70, lambda line: one_line(line.why)),
)
RAISED: tuple[tuple[str, int, Show], ...] = (
    _NUMBER,
    _DISPATCHED,
    _REGION,
    ("升级时间", 13, lambda line: short_time(line.escalated_at)),
    ("原因", 10, lambda line: line.reason or ""),
    ("受理人", 12, lambda line: line.receiver or ""),
    ("结果", 50, lambda line: one_line(line.result)),
)


class BoardModel(RowsModel):
    """Lines under the given columns."""

    def __init__(self, columns: Sequence[tuple[str, int, Show]], parent: QObject | None = None) -> None:
        super().__init__([title for title, *_ in columns], parent)
        self._shows = [show for *_, show in columns]

    def cell(self, row: RaisedOrder, column: int, role: int) -> Any:
        """The text, also as a tip."""
        return self._shows[column](row) if role in TEXTS else None
