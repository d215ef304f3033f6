"""The page of the order list: search, facets, table."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QByteArray, QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desk.errors import DeskError
from desk.services import listing
from desk.services.desk import Desk
from desk.services.listing import ListQuery
from desk.services.outputs import Wanted
from desk.store import Written
from desk.views.context import Context
from desk.views.messages import Tone
from desk.views.orders.columns import COLUMNS
from desk.views.orders.delegate import OrderDelegate
from desk.views.orders.facets import FACET_TITLES, Counted, FacetPanel
from desk.views.orders.table_model import OrderTableModel
from desk.views.pages import Page
from desk.views.pieces import EmptyHint, action_button, label, named, plain_table

DEBOUNCE_MS = 200
ROW_HEIGHTS = {"compact": 24, "normal": 28, "wide": 34}
NONE_FOUND = "没有符合条件的工单。按 Esc 取消查找和筛选，看全部工单。"
NONE_YET = "还没有工单。到左边的“导入”页，把 EOMS 导出的工单表拖进来。"
_STATE = "orders/header"


def all_facets(desk: Desk, query: ListQuery) -> dict[str, Counted]:
    """The counts of every facet under the rest of the query."""
    return {name: listing.facet(desk, name, query) for name, _ in FACET_TITLES}


class OrderTable(QTableView):
    """A QTableView whose Enter opens the row. No visible vertical header: it makes a reset slow."""

    def __init__(self, model: OrderTableModel) -> None:
        super().__init__()
        self.setModel(model)
        plain_table(self, [column.width for column in COLUMNS])
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionsMovable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class OrderListPage(Page):
    """The list of orders as it is filtered, sorted and searched."""

    def __init__(self, context: Context, actions: Mapping[str, QAction]) -> None:
        super().__init__(context, actions)
        self.model = OrderTableModel(context, self)
        self.table = OrderTable(self.model)
        self.table.setItemDelegate(OrderDelegate(self.table))
        self.facets = FacetPanel()
        self.search = QLineEdit(placeholderText="查找工单号、号码、地址、投诉内容（Ctrl+F）")
        self.search.setClearButtonEnabled(True)
        self.open_only = QCheckBox("只看未回单")
        self.number = label("", "muted")
        self.hint = EmptyHint(self.table)
        self._opens_found = False  # Enter was pressed: what is found is opened
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._compose()
        self._connect()
        self._restore_columns()
        self.apply_query()

    def _compose(self) -> None:
        row = named(QWidget(), "toolRow")
        tools = QHBoxLayout(row)
        tools.setContentsMargins(0, 0, 0, 0)
        self.search.setMinimumWidth(280)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.open_only)
        tools.addWidget(self.number, 1)
        for name in ("open", "export"):
            tools.addWidget(action_button(self.actions_by_name[name]))
        splitter = QSplitter()
        splitter.addWidget(self.facets)
        splitter.addWidget(self.table)
        splitter.setSizes([170, 1000])
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        self.facets.setMinimumWidth(130)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.addWidget(row)
        layout.addWidget(splitter, 1)

    def _connect(self) -> None:
        self._debounce.timeout.connect(self.apply_query)
        self.search.textChanged.connect(lambda _: self._debounce.start())
        self.search.returnPressed.connect(self._search_now)
        self.open_only.toggled.connect(lambda _: self.apply_query())
        self.facets.changed.connect(self.apply_query)
        clearing = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.show_all, context=clearing)
        self.table.activated.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.offers_changed.emit())
        self.model.listed.connect(self._listed)
        self.context.changed.connect(self._note_written)
        self.context.settings_changed.connect(self._set_density)
        self.context.acting.connect(self.table.viewport().update)

    def _restore_columns(self) -> None:
        header = self.table.horizontalHeader()
        state = self.context.machine.value(_STATE)
        if isinstance(state, QByteArray):
            header.restoreState(state)
        names = [column.name for column in COLUMNS]
        header.setSortIndicator(names.index(self.model.query.sort), Qt.SortOrder.DescendingOrder)
        self.table.setSortingEnabled(True)
        header.sectionResized.connect(lambda *_: self._keep_columns())
        header.sectionMoved.connect(lambda *_: self._keep_columns())
        self._set_density()

    def _keep_columns(self) -> None:
        self.context.machine.setValue(_STATE, self.table.horizontalHeader().saveState())

    def _set_density(self) -> None:
        height = max(ROW_HEIGHTS[self.context.settings["density"]], self.table.fontMetrics().height() + 4)
        self.table.verticalHeader().setDefaultSectionSize(height)

    def query(self) -> ListQuery:
        """What the page asks for."""
        now = self.model.query
        return ListQuery(
            now.sort, now.descending, self.facets.facets(), self.search.text(), self.open_only.isChecked()
        )

    def apply_query(self) -> None:
        """Show what the page asks for; the facets' counts follow from a worker."""
        self._debounce.stop()
        try:
            self.model.show_query(self.query())
        except DeskError as error:
            self._opens_found = False
            self.context.trouble(error)
            return
        self._count_facets()

    def _listed(self) -> None:
        """Other orders are shown, or all of them have been found."""
        self._show_number()
        self.offers_changed.emit()
        if self._opens_found and not self.model.counting:
            self._opens_found = False
            self._open_found()

    def _count_facets(self) -> None:
        asked = self.query()

        def counted(found: dict[str, Counted]) -> None:
            if asked == self.query():
                self.facets.show_counts(found)

        self.context.read(partial(all_facets, query=asked), counted, owner=self)

    def _show_number(self) -> None:
        if self.model.counting:
            self.number.setText("正在筛选……")
        elif self.model.total:
            self.number.setText(f"{self.model.total:,} 单")
        else:
            narrowed = self.model.query.narrowed
            self.number.setText("没有符合条件的工单" if narrowed else "还没有工单，请先导入")
            self.hint.say(NONE_FOUND if narrowed else NONE_YET)

    def _note_written(self, written: Written) -> None:
        if written.order_nos or written.whole:
            self._count_facets()

    def _search_now(self) -> None:
        """Search at once; an exact number opens its order."""
        self._opens_found = True
        self.apply_query()

    def _open_found(self) -> None:
        words = self.search.text().strip()
        first = range(min(self.model.total, listing.PAGE))
        if any((line := self.model.line(row)) and line.order_no == words for row in first):
            self.context.wants_order.emit(words)
        elif self.model.total:
            self.table.setFocus()
            self.table.selectRow(0)
        elif self.facets.facets() or self.open_only.isChecked():
            told = f"在当前筛选里没有找到“{words}”"
            self.context.tell(told, Tone.INFO, "在全部工单里找", self._search_everywhere)

    def _search_everywhere(self) -> None:
        self._lift_filters()
        self._search_now()

    def _lift_filters(self) -> None:
        self.open_only.setChecked(False)
        self.facets.clear()

    def show_all(self) -> None:
        """Search and filter no more."""
        self.search.clear()
        self._lift_filters()
        self.apply_query()

    def chosen(self) -> str | None:
        """The number of the current order."""
        index = self.table.currentIndex()
        line = self.model.line(index.row()) if index.isValid() else None
        return line.order_no if line else None

    def neighbours(self, order_no: str) -> tuple[str | None, str | None]:
        """The numbers before and after an order in the list as it is shown."""
        row = self.model.loaded_row(order_no)
        if row is None:
            return None, None
        self.table.setCurrentIndex(self.model.index(row, 0))
        return self._number_at(row - 1), self._number_at(row + 1)

    def _number_at(self, row: int) -> str | None:
        line = self.model.line(row) if 0 <= row < self.model.total else None
        return line.order_no if line else None

    def _open(self, index: QModelIndex) -> None:
        line = self.model.line(index.row())
        if line is not None:
            self.context.wants_order.emit(line.order_no)

    def offers(self) -> frozenset[str]:
        """Search and paste always; opening where there is something."""
        names = {"search", "paste"}
        if self.table.currentIndex().isValid():
            names.add("open")
        return frozenset(names)

    def act(self, name: str) -> None:
        """Search or open."""
        if name == "search":
            self.search.setFocus()
            self.search.selectAll()
        elif name == "open":
            self._open(self.table.currentIndex())

    def output(self) -> Wanted:
        """The orders as they are shown."""
        return Wanted(query=self.model.query)

    def brought_up(self) -> None:
        """Keys go to the table."""
        self.table.setFocus()
