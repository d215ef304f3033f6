"""The lines of the escalation board as a table."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desk.rules.catalogue import BY_CODE
from desk.services.escalating import RaisedOrder
from desk.views.texts import one_line, short_time

Index = QModelIndex | QPersistentModelIndex
Show = Callable[[RaisedOrder], str]
_NOWHERE = QModelIndex()

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


class BoardModel(QAbstractTableModel):
    """Lines under the given columns."""

    def __init__(self, columns: Sequence[tuple[str, int, Show]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.lines: list[RaisedOrder] = []

    def show_lines(self, lines: Sequence[RaisedOrder]) -> None:
        """Show these."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text, also as a tip."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self.columns[index.column()][2](self.lines[index.row()])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section][0]
        return None
