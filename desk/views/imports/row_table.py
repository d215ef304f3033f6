"""The file's rows of orders as importing would treat them, cell by cell."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTableView

from desk.services.simulating import CHANGED, CONFLICT, NEW, WRONG, RowLine
from desk.views import theme
from desk.views.pieces import plain_table
from desk.views.rows_model import RIGHT, RowsModel

_OWN = ("行", "结果")
_BACK = {CHANGED: "info_back", WRONG: "trouble_back", CONFLICT: "evidence"}
_FORE = {NEW: "good", CHANGED: "info", WRONG: "trouble"}


class FileRowsModel(RowsModel):
    """A row's number and fate, then its cells; what is marked says why in its tip."""

    def show_lines(self, columns: Sequence[str], lines: Sequence[RowLine]) -> None:
        """Show these under the file's columns."""
        self.beginResetModel()
        self.titles, self.rows = (*_OWN, *columns), lines
        self.endResetModel()

    def cell(self, row: RowLine, column: int, role: int) -> Any:
        """The cell as the file has it."""
        at = column - len(_OWN)
        if at < 0:
            return self._own(row, column, role)
        mark = row.marks.get(at)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[at]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{mark.what}：{mark.note}" if mark else row.cells[at]
        if role == Qt.ItemDataRole.BackgroundRole and mark:
            return QColor(theme.color(_BACK[mark.what]))
        if role == Qt.ItemDataRole.ForegroundRole and mark:
            return QColor(theme.color(_FORE.get(mark.what, "text")))
        return None

    def _own(self, line: RowLine, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return (line.row, line.what)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 0:
            return RIGHT
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme.color(_FORE.get(line.what, "muted") if column else "muted"))
        if role == Qt.ItemDataRole.ToolTipRole and line.marks:
            return "\n".join(f"{self.titles[at + 2]}：{mark.note}" for at, mark in line.marks.items())
        return None


class RowTable(QTableView):
    """Rows that change something come first."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = FileRowsModel(_OWN)
        self.setModel(self.lines)
        plain_table(self, (7, 8), 26)

    def show_lines(self, columns: Sequence[str], lines: Sequence[RowLine]) -> None:
        """Show these, each column as wide as what is first in it."""
        self.lines.show_lines(columns, lines)
        unit = self.fontMetrics().horizontalAdvance("0")
        widths = [7, 8, *(self._width(at, title) for at, title in enumerate(columns))]
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width * unit + 14)

    def _width(self, at: int, title: str) -> int:
        texts = [title, *(line.cells[at] for line in self.lines.rows[:30])]
        return min(max(sum(2 if ord(char) > 255 else 1 for char in text) for text in texts) + 1, 32)
