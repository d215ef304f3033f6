"""The order list as a table: as many rows as there are orders, of which only the painted pages are read."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desk.errors import DeskError
from desk.services import listing
from desk.services.listing import PAGE, ListQuery, OrderLine
from desk.store import Written
from desk.views.context import Context
from desk.views.orders.columns import COLUMNS

KEPT_PAGES = 24  # more than any screen paints
LINE_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class OrderTableModel(QAbstractTableModel):
    """Pages of 64 lines, read when they are first painted and again after a write."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pages: OrderedDict[int, list[OrderLine]] = OrderedDict()
        self._unreadable = False
        self.query = ListQuery()
        self.total = 0
        context.changed.connect(self.note_written)

    def show_query(self, query: ListQuery) -> None:
        """Show another sort, filter or search from its beginning. DeskError when it cannot be read."""
        recount = replace(query, sort="", descending=False) != replace(self.query, sort="", descending=False)
        total = listing.count(self._context.desk, query) if recount or not self.total else self.total
        self.beginResetModel()
        self.query, self.total, self._unreadable = query, total, False
        self._pages.clear()
        self.endResetModel()

    def note_written(self, written: Written) -> None:
        """Orders have been written: what is painted is read again; the count may have changed."""
        if not written.order_nos and not written.whole:
            return
        try:
            total = listing.count(self._context.desk, self.query)
        except DeskError as error:
            self._context.trouble(error)
            return
        self._pages.clear()
        if total != self.total:
            self.beginResetModel()
            self.total = total
            self.endResetModel()
        elif total:
            self.dataChanged.emit(self.index(0, 0), self.index(total - 1, len(COLUMNS) - 1))

    def line(self, row: int) -> OrderLine | None:
        """The order of a row; None when it has gone meanwhile."""
        number, place = divmod(row, PAGE)
        lines = self._page(number)
        return lines[place] if place < len(lines) else None

    def loaded_row(self, order_no: str) -> int | None:
        """The row of an order among the pages at hand."""
        for number, lines in self._pages.items():
            for place, line in enumerate(lines):
                if line.order_no == order_no:
                    return number * PAGE + place
        return None

    def _page(self, number: int) -> Sequence[OrderLine]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        if self._unreadable:
            return ()
        try:
            lines = listing.page(self._context.desk, self.query, number * PAGE, self.total)
        except DeskError as error:
            self._unreadable = True  # told once, not at every repaint
            self._context.trouble(error)
            return ()
        self._pages[number] = lines
        if len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        return lines

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """All orders of the query."""
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The columns of the table `COLUMNS`."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Without a look at the data: views ask this for rows that nobody sees."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text, the whole text as a tip, the alignment, or the line itself."""
        if not index.isValid():
            return None
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, LINE_ROLE):
            return None
        line = self.line(index.row())
        if line is None or role == LINE_ROLE:
            return line
        return column.text(line, not self._context.is_unmasked(line.order_no))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title if 0 <= section < len(COLUMNS) else None
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, in the database."""
        if 0 <= column < len(COLUMNS):
            descending = order is Qt.SortOrder.DescendingOrder
            self.show_query(replace(self.query, sort=COLUMNS[column].name, descending=descending))
