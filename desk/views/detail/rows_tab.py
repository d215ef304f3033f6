"""The rows of one sheet that belong to the order: a table with add, edit and remove."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from desk.records import Deed, Field, SheetSpec
from desk.rules.rule import Place
from desk.views import theme
from desk.views.context import Context
from desk.views.icons import icon
from desk.views.pieces import EmptyHint, plain_table
from desk.views.rows_model import RowsModel
from desk.views.texts import one_line, shown

READ_ONLY = frozenset({"raw_fields"})
NO_ADDING = frozenset({"waivers", "escalations"})  # they come by deeds of their own
HOW = {
    "escalations": "点上面的“升级…”登记。",
    "waivers": "组长可以在右边的检查结论里豁免一条不符合，或确认、排除一条疑似。",
    "follow_ups": "按“未解决”回单时自动建立，也可以点“新增…”登记。",
    "contacts": "点上面的“登记联系…”登记预约、回访或沟通。",
    "photos": "点“添加照片…”，或把照片拖到这里。",
    "raw_fields": "",
}
RIGHTS = {"waivers": Deed.WAIVE}


class SheetModel(RowsModel):
    """Records of one sheet without their order number; the fields of evidence are lit."""

    def __init__(self, sheet: SheetSpec, parent: QObject | None = None) -> None:
        super().__init__([field.heading for field in sheet.fields[1:]], parent)
        self.columns = sheet.fields[1:]
        self._lit: set[tuple[int, str]] = set()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, with no light on."""
        self._lit.clear()
        super().show_rows(rows)

    def light(self, places: Sequence[Place]) -> None:
        """Light the fields of these places, and no others."""
        self._lit = {(place.row or 0, place.field) for place in places}
        self.repaint()

    def position(self, place: Place) -> QModelIndex:
        """Where a place is; invalid when it is not here."""
        titles = [field.title for field in self.columns]
        at = next((i for i, row in enumerate(self.rows) if row.key == place.row), None)
        if at is None:
            return QModelIndex()
        return self.index(at, titles.index(place.field) if place.field in titles else 0)

    def value(self, row: Any, field: Field) -> Any:
        """What is shown of a field."""
        return getattr(row, field.name)

    def width(self, field: Field) -> int:
        """Of a column whose heading names the unit too, in half-width characters."""
        return max(field.width, 2 * len(field.title) + len(field.unit) + 2)

    def cell(self, row: Any, column: int, role: int) -> Any:
        """Text, whole text as a tip, and the ground of evidence."""
        field = self.columns[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(self.value(row, field))
        if role == Qt.ItemDataRole.ToolTipRole:
            return shown(self.value(row, field)) or None
        if role == Qt.ItemDataRole.BackgroundRole and (row.key, field.title) in self._lit:
            return QColor(theme.color("evidence"))
        return None


class RowsTab(QWidget):
    """A sheet's rows with their buttons."""

    add = Signal(object)  # the SheetSpec
    edit = Signal(object)  # a record
    remove = Signal(object)  # a record

    @property
    def how(self) -> str:
        """How a row comes here, in a sentence."""
        return HOW.get(self.sheet.table, "点“新增…”登记。")

    def __init__(self, sheet: SheetSpec, context: Context) -> None:
        super().__init__()
        self.sheet = sheet
        self._context = context
        self.model = self.make_model()
        self.table = self.make_view()
        self.table.doubleClicked.connect(lambda _: self.activate())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.offer())
        self.hint = EmptyHint(self.table, f"没有{sheet.title}。{self.how}")
        self.buttons = self.make_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        if sheet.table not in READ_ONLY:
            row = QHBoxLayout()
            for button in self.buttons.values():
                row.addWidget(button)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addWidget(self.table)

    def make_model(self) -> SheetModel:
        """The rows."""
        return SheetModel(self.sheet, self)

    def make_view(self) -> QAbstractItemView:
        """What shows the rows: a table."""
        table = QTableView()
        table.setModel(self.model)
        plain_table(table, [self.model.width(field) for field in self.model.columns])
        return table

    def make_buttons(self) -> dict[str, QPushButton]:
        """What can be done with rows, by name."""
        made = {}
        for name, title, mark, deed in (
            ("add", "新增…", "plus", self._add),
            ("edit", "修改…", "pencil", self._edit),
            ("remove", "删除", "trash", self._remove),
        ):
            if name == "add" and self.sheet.table in NO_ADDING:
                continue
            made[name] = QPushButton(icon(mark), title)
            made[name].clicked.connect(deed)
        return made

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows."""
        self.model.show_rows(rows)
        self.offer()

    def offer(self) -> None:
        """Enable what can be done with the chosen row by the acting person."""
        allowed = self._context.may(RIGHTS.get(self.sheet.table, Deed.EDIT))
        for name, button in self.buttons.items():
            button.setEnabled(allowed and (name == "add" or self.chosen() is not None))

    def chosen(self) -> Any | None:
        """The chosen record."""
        index = self.table.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None

    def bring(self, place: Place) -> None:
        """Scroll a place into view."""
        index = self.model.position(place)
        if index.isValid():
            self.table.scrollTo(index)

    def activate(self) -> None:
        """What a double click does: change the row."""
        self._edit()

    def _add(self) -> None:
        self.add.emit(self.sheet)

    def _edit(self) -> None:
        if self.chosen() is not None and self.buttons.get("edit") and self.buttons["edit"].isEnabled():
            self.edit.emit(self.chosen())

    def _remove(self) -> None:
        if self.chosen() is not None:
            self.remove.emit(self.chosen())
