"""The model of the desk's small tables: rows under titles, shown whole; a subclass says what a cell is."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from desk.views import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RowsModel(QAbstractTableModel):
    """Rows are tuples of values unless a subclass overrides `cell`."""

    def __init__(self, titles: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.titles = tuple(titles)
        self.rows: Sequence[Any] = ()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these in the place of the others."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def repaint(self) -> None:
        """The same rows look different now."""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.titles) - 1))

    def cell(self, row: Any, column: int, role: int) -> Any:
        """What a role has of one cell: the value as text and tip; numbers stand right, a zero is faint."""
        value = row[column]
        if role in TEXTS:
            return str(value)
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(value, int):
            return RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and value == 0:
            return QColor(theme.color("faint"))
        return None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The titles."""
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell at an index."""
        return self.cell(self.rows[index.row()], index.column(), role) if index.isValid() else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles."""
        across = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.titles[section] if across else None
