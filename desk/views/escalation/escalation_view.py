"""The page of the escalation board: what waits to be raised, and what has been raised."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desk.services.desk import Desk
from desk.services.escalating import EscalateAnswer, RaisedOrder, escalate, raised, waiting
from desk.store import Written
from desk.views.context import Context
from desk.views.escalation.raise_dialog import RaiseDialog
from desk.views.escalation.table_model import RAISED, WAITING, BoardModel, Show
from desk.views.messages import Tone
from desk.views.pages import Page
from desk.views.pieces import EmptyHint, action_button, label, named, plain_table
from desk.vocabulary import EscalationReason

Board = tuple[list[RaisedOrder], list[RaisedOrder]]
REASONS = {
    "ESC01": EscalationReason.SENSITIVE,
    "ESC02": EscalationReason.CHANNELS,
    "ESC03": EscalationReason.DIFFICULT,
}


def board(desk: Desk) -> Board:
    """(waiting, raised)."""
    return waiting(desk), raised(desk)


class BoardTable(QTableView):
    """A table of the board; Enter or a double click opens the order."""

    def __init__(self, columns: Sequence[tuple[str, int, Show]], nothing: str) -> None:
        super().__init__()
        self.board = BoardModel(columns, self)
        self.setModel(self.board)
        plain_table(self, [width for _, width, _ in columns])
        EmptyHint(self, nothing)
        self.horizontalHeader().setStretchLastSection(True)

    def chosen(self) -> RaisedOrder | None:
        """The current line."""
        index = self.currentIndex()
        return self.board.rows[index.row()] if index.isValid() else None


class EscalationPage(Page):
    """Sensitive and not raised above, raised below."""

    def __init__(self, context: Context, actions: Mapping[str, QAction]) -> None:
        super().__init__(context, actions)
        self.waiting = BoardTable(WAITING, "没有应升级而未升级的工单。")
        self.raised = BoardTable(RAISED, "还没有升级过的工单。")
        self.waiting_title = label("", "sectionTitle")
        self.raised_title = label("", "sectionTitle")
        self._last = self.waiting
        self._compose()
        for table in (self.waiting, self.raised):
            table.activated.connect(partial(self._open, table))
            table.selectionModel().currentChanged.connect(partial(self._moved, table))
        context.changed.connect(self._note_written)
        self.load()

    def _compose(self) -> None:
        row = named(QWidget(), "toolRow")
        tools = QHBoxLayout(row)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.addWidget(label("升级管理", "title"))
        tools.addStretch(1)
        for name in ("open", "escalate"):
            tools.addWidget(action_button(self.actions_by_name[name]))
        splitter = QSplitter(Qt.Orientation.Vertical)
        for title, table in ((self.waiting_title, self.waiting), (self.raised_title, self.raised)):
            part = QWidget()
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(title)
            column.addWidget(table)
            splitter.addWidget(part)
        splitter.setSizes([400, 250])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.addWidget(row)
        layout.addWidget(splitter, 1)

    def load(self) -> None:
        """Read the board again."""
        self.context.read(board, self._show, owner=self)

    def _show(self, found: Board) -> None:
        waits, done = found
        self.waiting.board.show_rows(waits)
        self.raised.board.show_rows(done)
        self.waiting_title.setText(f"应升级、未升级（{len(waits)}）")
        self.raised_title.setText(f"已升级（{len(done)}）")
        if waits and not self.waiting.currentIndex().isValid():
            self.waiting.selectRow(0)
        self.offers_changed.emit()

    def _note_written(self, written: Written) -> None:
        if written.order_nos or written.whole:
            self.load()

    def _moved(self, table: BoardTable, *_: object) -> None:
        self._last = table
        self.offers_changed.emit()

    def _open(self, table: BoardTable, _index: QModelIndex) -> None:
        line = table.chosen()
        if line is not None:
            self.context.wants_order.emit(line.order_no)

    def offers(self) -> frozenset[str]:
        """Open what is chosen; raise what waits."""
        names = {"open"} if self._last.chosen() else set()
        names |= {"escalate"} if self.waiting.chosen() else set()
        return frozenset(names)

    def act(self, name: str) -> None:
        """Open or raise."""
        if name == "open":
            self._open(self._last, QModelIndex())
        elif name == "escalate":
            self.raise_chosen()

    def raise_chosen(self) -> None:
        """Raise the chosen order, with the reason that its rule suggests."""
        line = self.waiting.chosen()
        if line is None:
            return
        raising = RaiseDialog.ask(self, REASONS.get(line.rule or "", EscalationReason.OTHER))
        if raising is None:
            return

        def told(answer: EscalateAnswer) -> None:
            said = f"已升级 {line.order_no}：{raising.reason.value}{answer.left}"
            self.context.tell(said, Tone.GOOD)

        work = partial(
            escalate,
            order_no=line.order_no,
            reason=raising.reason,
            to=raising.receiver,
            level=raising.level,
        )
        self.context.write(work, told, owner=self)
