"""The window: the rail of pages, the acting person, the message bar, and where actions go."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.views.icons import icon
from desk.views.messages import Message, MessageBar, Tone
from desk.views.pieces import label, named

if TYPE_CHECKING:
    from desk.views.context import Context
    from desk.views.pages import Page

SWEEP_MS = 60_000
GOES_TO = {"back": "orders", "settings": "settings"}  # actions that bring a page to the front
SIZE = QSize(1280, 760)  # at first; never larger than the screen
TOP_HEIGHT = 38  # a message of one line has room
FRAME = QSize(16, 56)  # what a desktop's title bar and borders take at most


class MainWindow(QMainWindow):
    """Painted empty at once; `attach` fills it when the database is open."""

    painted = Signal()  # once, after the first paint: what takes time may begin

    def __init__(self, machine: QSettings) -> None:
        super().__init__()
        self.setWindowTitle("投诉处理台")
        self.setWindowIcon(icon("desk"))
        self.machine = machine
        self.context: Context | None = None
        self.pages: dict[str, Page] = {}
        self.messages = MessageBar()
        self.stack = QStackedWidget()
        self._waiting = label("正在打开数据库……", "muted", center=True)
        self.stack.addWidget(self._waiting)
        self._rail, self._rail_layout = _rail()
        self._rail_group = QButtonGroup(self)
        self._top, self._top_layout = _top_bar(self.messages)
        self._sweeping = QTimer(self, interval=SWEEP_MS)
        self._place = QLabel()
        self._busy = QLabel()
        self._unpainted = True
        self.statusBar().addWidget(self._place, 1)
        self.statusBar().addPermanentWidget(self._busy)
        self._compose()
        self._restore()

    def _compose(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self.stack, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(middle, 1)
        self.setCentralWidget(whole)

    def _restore(self) -> None:
        room = self.screen().availableGeometry().size() - FRAME
        self.resize(SIZE.boundedTo(room))
        geometry = self.machine.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint when all parts have had it."""
        super().paintEvent(event)
        if self._unpainted:
            self._unpainted = False
            QTimer.singleShot(0, self.painted.emit)

    def refuse(self, message: str) -> None:
        """The database cannot be used: say so where the pages would be."""
        self._waiting.setText("数据库没有打开")
        self.messages.tell(Message(message, Tone.TROUBLE))

    def attach(self, context: "Context") -> None:
        """Fill the window: actions, rail, acting person, the first page."""
        from desk.views.actions import build_actions
        from desk.views.people import PersonBox

        self.context = context
        self.actions_by_name = build_actions(self, self._act)
        for name in ("export", "wordings", "undo", "redo", "refresh", "settings"):
            button = QToolButton()
            button.setDefaultAction(self.actions_by_name[name])
            button.setAutoRaise(True)
            self._top_layout.addWidget(button)
        self._top_layout.addWidget(PersonBox(context))
        self._fill_rail()
        context.told.connect(self.messages.tell)
        context.moved_on.connect(self.messages.forget_trouble)
        context.changed.connect(self._offer)
        context.acting.connect(self._offer)
        context.wants_order.connect(self.open_order)
        context.wants_page.connect(self.show_page)
        context.jobs.busy.connect(self._show_busy)
        self._place.setText(f"数据库：{_place_of(context)}")
        self._sweeping.timeout.connect(context.sweep)
        self._sweeping.start()
        context.sweep()
        self.show_page("orders")
        if context.settings["watch_folder"]:
            self.page("imports")  # which watches the folder

    def _fill_rail(self) -> None:
        from desk.views.pages import PAGES

        for at, spec in enumerate(PAGES):
            button = QToolButton()
            button.setText(spec.title)
            button.setIcon(icon(spec.icon))
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(22, 22))
            button.setFixedWidth(max(64, button.fontMetrics().horizontalAdvance("工单") + 26))
            button.setShortcut(f"Ctrl+{at + 1}")
            button.setToolTip(f"{spec.title}（Ctrl+{at + 1}）")
            button.clicked.connect(partial(self._rail_clicked, spec.name))
            button.setObjectName(f"rail_{spec.name}")
            self._rail_group.addButton(button, at)
            self._rail_layout.insertWidget(at, button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _rail_clicked(self, name: str, _checked: bool = False) -> None:
        self.show_page(name)

    def page(self, name: str) -> "Page":
        """The page of this name, built when it is first asked for."""
        from desk.views.pages import PAGES

        if name not in self.pages:
            assert self.context is not None
            spec = next(spec for spec in PAGES if spec.name == name)
            page = spec.build(self.context, self.actions_by_name)
            page.offers_changed.connect(self._offer)
            self.pages[name] = page
            self.stack.addWidget(page)
        return self.pages[name]

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        from desk.views.pages import PAGES

        page = self.page(name)
        self.stack.setCurrentWidget(page)
        self._rail_group.button([spec.name for spec in PAGES].index(name)).setChecked(True)
        page.brought_up()
        self._offer()

    def open_order(self, order_no: str) -> None:
        """Show the detail of an order."""
        from desk.views.detail.detail_view import DetailPage
        from desk.views.orders.list_view import OrderListPage

        detail, orders = self.page("detail"), self.page("orders")
        assert isinstance(detail, DetailPage) and isinstance(orders, OrderListPage)
        if detail.open_order(order_no, orders.neighbours(order_no)):
            self.show_page("detail")

    def current_page(self) -> "Page | None":
        """The page in front; None before there is one."""
        widget = self.stack.currentWidget()
        return next((page for page in self.pages.values() if page is widget), None)

    def _offer(self, *_: object) -> None:
        """Enable what the page offers and the acting person may do."""
        from desk.views.actions import ACTIONS

        page, context = self.current_page(), self.context
        if page is None or context is None:
            return
        offered = page.offers()
        for spec in ACTIONS:
            allowed = spec.deed is None or context.may(spec.deed)
            self.actions_by_name[spec.name].setEnabled(allowed and (spec.everywhere or spec.name in offered))

    def _act(self, name: str) -> None:
        from desk.views import everywhere

        page = self.current_page()
        if name in everywhere.DOES:
            assert self.context is not None
            everywhere.DOES[name](self.context, self)
        elif name in GOES_TO:
            self.show_page(GOES_TO[name])
        elif name == "paste":
            self.show_page("imports")
            self.page("imports").act("paste")
        elif page is not None:
            page.act(name)

    def _show_busy(self, number: int) -> None:
        self._busy.setText(f"后台任务 {number}" if number else "")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask for what is unsaved, remember the window's place, start nothing any more."""
        if not all(page.may_close() for page in self.pages.values()):
            event.ignore()
            return
        self.machine.setValue("window/geometry", self.saveGeometry())
        self._sweeping.stop()
        event.accept()


def _place_of(context: "Context") -> str:
    url = context.desk.database.url
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.render_as_string(hide_password=True)


def _rail() -> tuple[QWidget, QVBoxLayout]:
    rail = named(QWidget(), "rail")
    rail.setMinimumWidth(76)
    layout = QVBoxLayout(rail)
    layout.setContentsMargins(0, 10, 0, 8)
    layout.addStretch(1)
    return rail, layout


def _top_bar(messages: MessageBar) -> tuple[QWidget, QHBoxLayout]:
    top = named(QWidget(), "topBar")
    top.setMinimumHeight(TOP_HEIGHT)
    layout = QHBoxLayout(top)
    layout.setContentsMargins(12, 4, 8, 4)
    mark = QLabel()
    mark.setPixmap(icon("desk").pixmap(22, 22))
    brand = label("投诉处理台", "brand")
    layout.addWidget(mark)
    layout.addWidget(brand)
    layout.addSpacing(8)
    layout.addWidget(messages, 1)
    layout.addStretch(0)
    return top, layout
