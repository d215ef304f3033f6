"""A table of the office with its drafts: add, edit, remove, restore; nothing is written here."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from desk.records import SheetSpec
from desk.store import Change
from desk.views import theme
from desk.views.icons import icon
from desk.views.pieces import EmptyHint, label, plain_table
from desk.views.rows_model import RowsModel
from desk.views.settings.drafts import Line, stored_lines, without
from desk.views.settings.record_dialog import RecordDialog
from desk.views.texts import one_line, shown

STATE = "状态"
NOTHING = "还没有登记。点“新增…”登记第一行。"
COMPLETE = frozenset({"step_names"})  # all of its rows come with the desk: renamed, never more or fewer
_COLORS = {"新增": "good", "已改": "info", "删除": "fail", "内置": "faint"}


class LinesModel(RowsModel):
    """Lines of one sheet; the first column says what was done with them."""

    def __init__(self, sheet: SheetSpec, parent: QObject | None = None) -> None:
        super().__init__([STATE, *(field.heading for field in sheet.fields)], parent)
        self.sheet = sheet

    def cell(self, row: Line, column: int, role: int) -> Any:
        """Text, whole text as a tip, and the look of what was changed."""
        if role == Qt.ItemDataRole.FontRole and row.now is None:
            font = QFont()
            font.setStrikeOut(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and not column and row.state:
            return QColor(theme.color(_COLORS[row.state]))
        if not column:
            return row.state if role == Qt.ItemDataRole.DisplayRole else None
        value = getattr(row.shown, self.sheet.fields[column - 1].name)
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(value)
        return (shown(value) or None) if role == Qt.ItemDataRole.ToolTipRole else None


class RecordTable(QWidget):
    """The table with its buttons; `lines_of` makes the lines of the stored rows."""

    edited = Signal()

    def __init__(
        self,
        sheet: SheetSpec,
        help: str,
        lines_of: Callable[[Sequence[Any]], list[Line]] = stored_lines,
    ) -> None:
        super().__init__()
        self.sheet = sheet
        self._lines_of = lines_of
        self._allowed = True
        self.model = LinesModel(sheet, self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.model)
        self.sorted.setFilterKeyColumn(-1)
        self.sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table = QTableView()
        self.table.setModel(self.sorted)
        widths = [max(field.width, 2 * len(field.title) + len(field.unit) + 3) for field in sheet.fields]
        plain_table(self.table, [8, *widths])
        self.table.horizontalHeader().setStretchLastSection(True)
        self.hint = EmptyHint(self.table, NOTHING)
        self.table.doubleClicked.connect(lambda _: self.edit())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self.add_button = QPushButton(icon("plus"), "新增…")
        self.edit_button = QPushButton(icon("pencil"), "修改…")
        self.remove_button = QPushButton(icon("trash"), "删除")
        self.restore_button = QPushButton(icon("undo"), "还原")
        self.number = label("", "muted")
        self.help = help
        self._complete = sheet.table in COMPLETE
        self.add_button.setVisible(not self._complete)
        self._compose()

    def _compose(self) -> None:
        row = QHBoxLayout()
        for button, deed in (
            (self.add_button, self.add),
            (self.edit_button, self.edit),
            (self.remove_button, self.remove),
            (self.restore_button, self.restore),
        ):
            button.clicked.connect(deed)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.number)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(label(self.help, "muted", wrap=True))
        layout.addLayout(row)
        layout.addWidget(self.table, 1)

    def load(self, rows: Sequence[Any]) -> None:
        """Show the stored rows and forget the drafts."""
        self.model.show_rows(self._lines_of(rows))
        self._count()

    def rows(self) -> list[Any]:
        """The rows of the office as they would stand: stored ones and drafts."""
        return [
            line.now
            for line in self.model.rows
            if line.now is not None and (line.stored is not None or line.now != line.base)
        ]

    def changes(self) -> list[Change]:
        """What saving would write; what goes comes first, so that nothing is there twice."""
        found = [change for line in self.model.rows for change in line.changes]
        return sorted(found, key=lambda change: change.after is not None)

    def narrow(self, text: str) -> int:
        """Show the rows that hold the text."""
        self.sorted.setFilterFixedString(text)
        self.hint.say(f"没有含“{text}”的行。" if text else NOTHING)
        self._count()
        return self.sorted.rowCount()

    def set_allowed(self, allowed: bool) -> None:
        """Whether the acting person may change it."""
        self._allowed = allowed
        self._offer()

    def chosen(self) -> Line | None:
        """The chosen line."""
        index = self.sorted.mapToSource(self.table.currentIndex())
        return self.model.rows[index.row()] if index.isValid() else None

    def choose(self, at: int) -> None:
        """Choose a line of the model."""
        index = self.sorted.mapFromSource(self.model.index(at, 0))
        self.table.selectRow(index.row())
        self.table.scrollTo(index)

    def add(self) -> None:
        """Ask for a new row."""
        self.ask_new({})

    def ask_new(self, values: dict[str, Any], hint: str = "") -> None:
        """Ask for a new row that starts with these values."""
        row = RecordDialog.ask(self, self.sheet.record, values, hint)
        if row is not None:
            self.model.show_rows([*self.model.rows, Line(None, row, None)])
            self._changed(len(self.model.rows) - 1)

    def edit(self) -> None:
        """Ask for the chosen row's new values."""
        line = self.chosen()
        if line is None or not self._allowed or line.now is None:
            return
        values = {field.name: getattr(line.now, field.name) for field in self.sheet.fields}
        named_by = self.sheet.fields[: self.sheet.named_by] if self._complete else ()
        fixed = {field.name for field in named_by}
        row = RecordDialog.ask(self, self.sheet.record, values, fixed=fixed)
        if row is not None:
            line.now = row if line.stored is None else _keyed(row, line.stored.key)
            self._changed(self.model.rows.index(line))

    def remove(self) -> None:
        """Strike the chosen row out."""
        line = self.chosen()
        if line is None:
            return
        at = self.model.rows.index(line)
        if line.base is None:
            self.model.show_rows([other for other in self.model.rows if other is not line])
        else:
            line.now = without(line)
        self._changed(at)

    def restore(self) -> None:
        """Take back what was done with the chosen row."""
        line = self.chosen()
        if line is not None and line.base is not None:
            line.now = line.base
            self._changed(self.model.rows.index(line))

    def _changed(self, at: int) -> None:
        self.model.repaint()
        if self.model.rows:
            self.choose(min(at, len(self.model.rows) - 1))
        self._count()
        self.edited.emit()

    def _count(self) -> None:
        self.number.setText(f"{self.sorted.rowCount()} 行")
        self._offer()

    def _offer(self) -> None:
        line = self.chosen()
        self.add_button.setEnabled(self._allowed)
        self.edit_button.setEnabled(self._allowed and line is not None and line.now is not None)
        shipped = line is not None and line.stored is None and line.base is not None
        kept = shipped and self._complete
        self.remove_button.setEnabled(
            self._allowed and line is not None and line.now is not None and not kept
        )
        self.remove_button.setText("停用" if shipped and not kept else "删除")
        changed = line is not None and line.base is not None and line.now != line.base
        self.restore_button.setEnabled(self._allowed and changed)


def _keyed(row: Any, key: int) -> Any:
    return replace(row, key=key)
