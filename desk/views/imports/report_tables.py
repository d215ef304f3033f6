"""What an import does, as two tables: rows by sheet, and errors by place."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QTableView

from desk.services.importing import SheetCount
from desk.services.intake import RowError
from desk.views import theme
from desk.views.pieces import plain_table

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW_HEIGHT = 26  # pixels
SHEETS_SHOWN = 4  # of the counts, before they scroll
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class CellsModel(QAbstractTableModel):
    """Plain cells under titles; numbers stand right."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.titles = titles
        self.cells: list[tuple[Any, ...]] = []

    def show_cells(self, cells: Sequence[tuple[Any, ...]]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.cells = list(cells)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The rows."""
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The columns."""
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell as text."""
        if not index.isValid():
            return None
        value = self.cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if isinstance(value, int) else None
        if role == Qt.ItemDataRole.ForegroundRole and value == 0:
            return QColor(theme.color("faint"))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return str(value)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        return None


class _CellsTable(QTableView):
    def __init__(self, titles: Sequence[str], widths: Sequence[int]) -> None:
        super().__init__()
        self.cells = CellsModel(titles)
        self.setModel(self.cells)
        plain_table(self, widths, ROW_HEIGHT)
        self.horizontalHeader().setStretchLastSection(True)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the chosen rows, so that they can be sent to whoever made the file."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted(index.row() for index in self.selectionModel().selectedRows())
            lines = ("\t".join(str(value) for value in self.cells.cells[row]) for row in rows)
            QApplication.clipboard().setText("\n".join(lines))
        else:
            super().keyPressEvent(event)


class CountTable(_CellsTable):
    """新增, 更新, 不变, 错误 of each sheet."""

    def __init__(self) -> None:
        super().__init__(("工作表", "新增", "更新", "不变", "错误"), (18, 10, 10, 10, 10))
        self.horizontalHeader().setStretchLastSection(False)

    def show_counts(self, counts: Mapping[str, SheetCount]) -> None:
        """Show the sheets that have rows."""
        rows = [
            (sheet, count.new, count.changed, count.unchanged, count.wrong)
            for sheet, count in counts.items()
            if count.new or count.changed or count.unchanged or count.wrong
        ]
        self.cells.show_cells(rows)
        shown = min(len(rows), SHEETS_SHOWN)
        header = self.horizontalHeader()
        self.setFixedHeight(header.sizeHint().height() + shown * ROW_HEIGHT + 2 * self.frameWidth())
        self.setMaximumWidth(header.length() + self.verticalScrollBar().sizeHint().width() + 4)


class ErrorTable(_CellsTable):
    """Where each error is and why."""

    def __init__(self) -> None:
        super().__init__(("工作表", "行", "列", "值", "原因"), (12, 8, 14, 24, 60))
        self.errors: list[RowError] = []

    def show_errors(self, errors: Sequence[RowError]) -> None:
        """Show these."""
        self.errors = list(errors)
        self.cells.show_cells([(e.sheet, e.row, e.column, e.value, e.reason) for e in errors])
