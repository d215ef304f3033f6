"""The columns of a file and the field that each feeds, chosen in the cell."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desk.services.preparing import ColumnPreview, field_choices
from desk.views import theme
from desk.views.pieces import plain_table
from desk.views.rows_model import TEXTS, Index, RowsModel

TITLES = ("文件中的列", "示例", "对应到（点击选择）", "读作")
HEADING, SAMPLES, FIELD, TOLD = range(4)
RAW = "（原始字段，原样保留）"


class MappingModel(RowsModel):
    """One row for each column of the file. A field takes one column: choosing it elsewhere moves it."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(TITLES)
        self.mapping: dict[str, str] = {}

    def show_columns(self, columns: Sequence[ColumnPreview], mapping: Mapping[str, str]) -> None:
        """Show these; the place stays when only what they feed has changed."""
        self.mapping = dict(mapping)
        if [column.heading for column in columns] == [column.heading for column in self.rows]:
            self.rows = list(columns)
            self.repaint()
        else:
            self.show_rows(columns)

    def cell(self, row: ColumnPreview, column: int, role: int) -> Any:
        """Name, samples, field, how it reads."""
        if role == Qt.ItemDataRole.EditRole:
            return row.field
        if role == Qt.ItemDataRole.ForegroundRole:
            return _colour(row, column)
        if role not in TEXTS:
            return None
        return (row.title, "　·　".join(row.samples), row.field or RAW, row.told)[column]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Choose what a column feeds."""
        heading = self.rows[index.row()].heading
        if role != Qt.ItemDataRole.EditRole or self.mapping.get(heading, "") == value:
            return False
        for other, field in self.mapping.items():
            if value and field == value:
                self.mapping[other] = ""
        self.mapping[heading] = value
        self.chosen.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What a column feeds can be chosen."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == FIELD else flags


def _colour(column: ColumnPreview, at: int) -> QColor | None:
    if at == TOLD and column.wrong:
        return QColor(theme.color("warn"))
    if at == FIELD and not column.field:
        return QColor(theme.color("faint"))
    return QColor(theme.color("muted")) if at in (SAMPLES, TOLD) else None


class _FieldDelegate(QStyledItemDelegate):
    """A list of the fields, open at once; required ones carry an asterisk, those in use a tick."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The list."""
        model = index.model()
        assert isinstance(model, MappingModel)
        column = model.rows[index.row()]
        used = set(model.mapping.values())
        box = QComboBox(parent)
        box.addItem(RAW, "")
        fields = sorted(field_choices(), key=lambda field: field[0] != column.suggested)
        for title, required in fields:
            marks = ("　*必填" if required else "") + ("　✓已对应" if title in used else "")
            box.addItem(title + marks, title)
        box.activated.connect(lambda _: self._taken(box))
        return box

    def _taken(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Stand at what is chosen."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(editor.findData(index.data(Qt.ItemDataRole.EditRole)), 0))
        editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take it over."""
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())


class MappingTable(QTableView):
    """Up and down go through the columns, Enter or a click opens the list of fields, Delete keeps raw."""

    def __init__(self) -> None:
        super().__init__()
        self.columns = MappingModel()
        self.setModel(self.columns)
        plain_table(self, (26, 44, 26, 40))
        self.setItemDelegateForColumn(FIELD, _FieldDelegate(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.clicked.connect(self._open)
        self.horizontalHeader().setStretchLastSection(True)

    def _open(self, index: QModelIndex) -> None:
        if index.column() == FIELD and self.state() is not QAbstractItemView.State.EditingState:
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the blank open the list; Delete leaves the column raw."""
        index = self.currentIndex()
        field = self.columns.index(index.row(), FIELD) if index.isValid() else QModelIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and field.isValid():
            self.setCurrentIndex(field)
            self.edit(field)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and field.isValid():
            self.columns.setData(field, "")
        else:
            super().keyPressEvent(event)
