"""Who changed which setting, when, from what to what and why; a change can be taken back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableView, QVBoxLayout

from desk.services.settings import setting_history
from desk.services.undoing import Undone, undo
from desk.store.history import LoggedDeed
from desk.views.context import Context
from desk.views.icons import icon
from desk.views.messages import Tone
from desk.views.pieces import EmptyHint, label, plain_table
from desk.views.rows_model import RowsModel
from desk.views.settings.panel import Panel, Rows
from desk.views.texts import shown

COLUMNS = (("时间", 17), ("人员", 10), ("内容", 60), ("原因", 30), ("状态", 8))


class HistoryPanel(Panel):
    """The latest change first."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.deeds: list[LoggedDeed] = []
        self._allowed = True
        self.model = RowsModel([title for title, _ in COLUMNS], self)
        self.table = QTableView()
        self.table.setModel(self.model)
        plain_table(self.table, [width for _, width in COLUMNS])
        EmptyHint(self.table, "还没有修改过设置。")
        self.button = QPushButton(icon("undo"), "撤销这次修改")
        self.button.clicked.connect(self.undo)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        row = QHBoxLayout()
        row.addWidget(label("撤销也会留档；之后又改过的，要先撤销后来的修改。", "muted"))
        row.addStretch(1)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)

    def load(self, rows: Rows) -> None:
        """Read the log again."""
        self.context.read(setting_history, self._show, owner=self)

    def _show(self, deeds: Sequence[LoggedDeed]) -> None:
        self.deeds = list(deeds)
        self.model.show_rows([_cells(deed) for deed in deeds])
        self._offer()

    def _chosen(self) -> LoggedDeed | None:
        at = self.table.currentIndex().row()
        return self.deeds[at] if 0 <= at < len(self.deeds) else None

    def set_allowed(self, allowed: bool) -> None:
        """Whether a change can be taken back."""
        self._allowed = allowed
        self._offer()

    def _offer(self) -> None:
        deed = self._chosen()
        self.button.setEnabled(self._allowed and deed is not None and not deed.undone)

    def undo(self) -> None:
        """Take the chosen change back."""
        deed = self._chosen()
        if deed is not None:
            self.context.write(partial(undo, deed_id=deed.deed_id), self._undone, owner=self)

    def _undone(self, undone: Undone) -> None:
        self.context.sweep()
        self.context.tell(f"已撤销：{undone.deed.title}{undone.further}", Tone.GOOD)

    def narrow(self, text: str) -> int:
        """Show the changes that hold the text."""
        for row, deed in enumerate(self.deeds):
            self.table.setRowHidden(row, text not in f"{deed.person} {deed.title} {deed.reason}")
        return sum(not self.table.isRowHidden(row) for row in range(len(self.deeds)))


def _cells(deed: LoggedDeed) -> tuple[str, ...]:
    state = "已撤销" if deed.undone else ""
    return shown(deed.time), deed.person, deed.title, deed.reason or "", state
