"""What was done with the order, latest first, and undoing it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desk.store.history import LoggedDeed
from desk.views.icons import icon
from desk.views.pieces import label
from desk.views.texts import short_time

_DEED = Qt.ItemDataRole.UserRole


class HistoryPanel(QWidget):
    """The deeds of the order from the edit log."""

    undo = Signal(object)  # the LoggedDeed

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(lambda *_: self._offer())
        self.button = QPushButton(icon("undo"), "撤销所选操作")
        self.button.clicked.connect(self._undo)
        self.hint = label("还没有操作记录。", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        for part in (self.hint, self.list, self.button):
            layout.addWidget(part)
        self._offer()

    def show_deeds(self, deeds: Sequence[LoggedDeed]) -> None:
        """Show these."""
        self.list.clear()
        for deed in deeds:
            state = "（已撤销）" if deed.undone else ""
            reason = f"\n原因：{deed.reason}" if deed.reason else ""
            item = QListWidgetItem(f"{short_time(deed.time)}  {deed.person}  {deed.title}{state}{reason}")
            item.setData(_DEED, deed)
            self.list.addItem(item)
        self.hint.setVisible(not deeds)
        self._offer()

    def chosen(self) -> LoggedDeed | None:
        """The chosen deed."""
        item = self.list.currentItem()
        return item.data(_DEED) if item else None

    def _offer(self) -> None:
        deed = self.chosen()
        self.button.setEnabled(deed is not None and not deed.undone)

    def _undo(self) -> None:
        self.undo.emit(self.chosen())
