"""The order list as a table: as many rows as there are orders, of which only the painted pages are read."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desk.errors import DeskError
from desk.services import listing
from desk.services.listing import PAGE, Listed, ListQuery, OrderLine
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

    listed = Signal()  # other orders are shown, or all of them have been found

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pages: OrderedDict[int, list[OrderLine]] = OrderedDict()
        self._unreadable = False
        self._asked = ListQuery()
        self._listed = Listed(self._asked, 0)
        self._looking = False
        context.changed.connect(self.note_written)

    @property
    def total(self) -> int:
        """How many orders are shown."""
        return self._listed.total

    @property
    def query(self) -> ListQuery:
        """What was asked for last; what is shown may still be what was asked before."""
        return self._asked

    @property
    def counting(self) -> bool:
        """Whether not all of the query's orders have been found yet."""
        return self._looking

    def show_query(self, query: ListQuery) -> None:
        """Show another sort, filter or search from its beginning. DeskError when it cannot be read."""
        listed = self._glance(query)
        self._asked, self._unreadable = query, False
        if listed is not None:
            self._show(listed)
        self._look(listed)

    def _glance(self, query: ListQuery) -> Listed | None:
        shown = self._listed
        if self.total and not query.narrowed and not shown.query.narrowed:
            return replace(shown, query=query)  # another sort: the orders are no more and no less
        return listing.glance(self._context.desk, query)

    def _look(self, listed: Listed | None) -> None:
        """Have all of the query's orders found beside the window, unless they are."""
        self._looking = listed is None or not listed.whole
        if self._looking:
            asked = self._asked
            work = partial(listing.look, query=asked)
            self._context.read(work, partial(self._looked, asked), owner=self, failed=self._unlooked)
        self.listed.emit()

    def _looked(self, asked: ListQuery, listed: Listed) -> None:
        if asked == self._asked:
            self._looking = False
            self._show(listed)
            self.listed.emit()

    def _unlooked(self, _error: BaseException) -> bool:
        self._looking = False
        self.listed.emit()
        return False

    def _show(self, listed: Listed) -> None:
        """Show these orders; the rows stay where the first of them are the same."""
        grows = listed.query == self._listed.query and listed.total > self.total > 0
        if grows and listed.ids is not None and self._listed.ids == listed.ids[: self.total]:
            self.beginInsertRows(_NOWHERE, self.total, listed.total - 1)
            self._listed = listed
            self._pages.clear()
            self.endInsertRows()
            return
        self.beginResetModel()
        self._listed = listed
        self._pages.clear()
        self.endResetModel()

    def note_written(self, written: Written) -> None:
        """Orders have been written: what is painted is read again; the count may have changed."""
        if not written.order_nos and not written.whole:
            return
        try:
            listed = listing.glance(self._context.desk, self._asked)
        except DeskError as error:
            self._context.trouble(error)
            return
        self._pages.clear()
        if listed is not None and listed.whole and listed.total == self.total:
            self._listed = listed
        elif listed is not None and listed.whole:
            self._show(listed)
        if self.total:
            self.dataChanged.emit(self.index(0, 0), self.index(self.total - 1, len(COLUMNS) - 1))
        self._look(listed)

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
            lines = listing.page(self._context.desk, self._listed, number * PAGE)
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
