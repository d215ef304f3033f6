"""Fields that the desk and the file changed both: side by side, and whose value is taken."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desk.services.merging import Conflict, Place
from desk.views import theme
from desk.views.pieces import label, plain_table
from desk.views.rows_model import TEXTS, RowsModel
from desk.views.texts import one_line, shown

TITLES = ("工单号", "字段", "上次导入", "台账现在的值", "文件里的值")
OURS, THEIRS = 3, 4


class ConflictModel(RowsModel):
    """One row a conflict; the taken value carries a dot. The desk's stays until the person says otherwise."""

    def __init__(self) -> None:
        super().__init__(TITLES)
        self.take_file = False  # of all, but for those in `other_way`
        self.other_way: set[Place] = set()

    def show_rows(self, rows: Sequence[Conflict]) -> None:
        """Show these; nothing is chosen yet."""
        self.take_file, self.other_way = False, set()
        super().show_rows(rows)

    def takes_file(self, conflict: Conflict) -> bool:
        """Whether the file's value is taken."""
        return self.take_file != (conflict.place in self.other_way)

    def choose(self, rows: Sequence[int], take_file: bool) -> None:
        """Take the file's or the desk's value of these."""
        for row in rows:
            place = self.rows[row].place
            if take_file == self.take_file:
                self.other_way.discard(place)
            else:
                self.other_way.add(place)
        self.repaint()

    def choose_all(self, take_file: bool) -> None:
        """Take one side's values of all, shown or not."""
        self.take_file, self.other_way = take_file, set()
        self.repaint()

    def cell(self, row: Conflict, column: int, role: int) -> Any:
        """Where, and the three values; the taken one is bold."""
        taken = column == (THEIRS if self.takes_file(row) else OURS)
        if role in TEXTS:
            return self._text(row, column, taken)
        if role == Qt.ItemDataRole.FontRole and taken:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and column >= OURS:
            return QColor(theme.color("text" if taken else "faint"))
        if role == Qt.ItemDataRole.ForegroundRole and column == OURS - 1:
            return QColor(theme.color("muted"))
        return None

    @staticmethod
    def _text(conflict: Conflict, at: int, taken: bool) -> str:
        where = (conflict.order_no or "", f"{conflict.sheet}.{conflict.column}")
        if at < len(where):
            return where[at]
        value = one_line((conflict.last, conflict.ours, conflict.theirs)[at - len(where)]) or "（空）"
        return value if at < OURS else f"{'●' if taken else '○'} {value}"


class ConflictTable(QTableView):
    """A click on a value takes it; the left and right arrows choose, the blank changes sides."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.conflicts = ConflictModel()
        self.setModel(self.conflicts)
        plain_table(self, (22, 20, 26, 34, 34), 28)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.horizontalHeader().setStretchLastSection(True)
        self.clicked.connect(self._clicked)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit())

    def chosen_rows(self) -> list[int]:
        """The selected rows."""
        return [index.row() for index in self.selectionModel().selectedRows()]

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() in (OURS, THEIRS):
            self.conflicts.choose([index.row()], index.column() == THEIRS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left is the desk's, right the file's."""
        rows = self.chosen_rows()
        if rows and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.conflicts.choose(rows, event.key() == Qt.Key.Key_Right)
        elif rows and event.key() == Qt.Key.Key_Space:
            self.conflicts.choose(rows, not self.conflicts.takes_file(self.conflicts.rows[rows[0]]))
        else:
            super().keyPressEvent(event)


class ConflictPanel(QWidget):
    """The table, the whole texts of the current one below it, and one choice for all."""

    def __init__(self) -> None:
        super().__init__()
        self.table = ConflictTable()
        self.all_ours = QPushButton("全部保留台账的值")
        self.all_theirs = QPushButton("全部采用文件的值")
        self.ours, self.theirs = QPlainTextEdit(readOnly=True), QPlainTextEdit(readOnly=True)
        self._compose()
        self.all_ours.clicked.connect(lambda: self.table.conflicts.choose_all(False))
        self.all_theirs.clicked.connect(lambda: self.table.conflicts.choose_all(True))
        self.table.moved.connect(self._show_current)

    def _compose(self) -> None:
        buttons = QHBoxLayout()
        told = "点值或按 ← → 选择采用哪一方，空格切换；没有选的保留台账的值"
        buttons.addWidget(label(told, "muted"), 1)
        buttons.addWidget(self.all_ours)
        buttons.addWidget(self.all_theirs)
        texts = QHBoxLayout()
        for title, box in (("台账现在的值", self.ours), ("文件里的值", self.theirs)):
            column = QVBoxLayout()
            column.addWidget(label(title, "muted"))
            column.addWidget(box)
            box.setMaximumHeight(84)
            texts.addLayout(column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addLayout(buttons)
        layout.addWidget(self.table, 1)
        layout.addLayout(texts)

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Show these."""
        self.table.conflicts.show_rows(conflicts)
        self.ours.clear()
        self.theirs.clear()
        if conflicts:
            self.table.selectRow(0)

    def _show_current(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.table.conflicts.rows):
            conflict = self.table.conflicts.rows[row]
            self.ours.setPlainText(shown(conflict.ours))
            self.theirs.setPlainText(shown(conflict.theirs))
