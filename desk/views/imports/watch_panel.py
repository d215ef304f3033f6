"""The watched folder on the page of imports: which one, and what is waiting in it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from desk.views.asking import ask_folder
from desk.views.icons import icon
from desk.views.imports.watch import Offer, Watch
from desk.views.pieces import label


class WatchPanel(QFrame):
    """Off until a folder is chosen. Enter or a double click looks at a file."""

    chosen = Signal(object)  # an Offer

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self.watch = watch
        self.title = label("", "muted", wrap=True)
        self.choose = QPushButton("选择文件夹…")
        self.choose.setToolTip("监视一个文件夹：里面的新文件自动试算，由人核对后导入")
        self.stop = QPushButton("停止监视")
        self.files = QListWidget()
        self.files.setMaximumHeight(150)
        self.look_at = QPushButton(icon("check"), "核对所选文件")
        self.put_aside = QPushButton("忽略，不再提示")
        self._compose()
        self.choose.clicked.connect(self._choose)
        self.stop.clicked.connect(lambda: self._set_folder(""))
        self.files.itemActivated.connect(lambda _: self._look_at())
        self.files.currentRowChanged.connect(lambda _: self._offer())
        self.look_at.clicked.connect(self._look_at)
        self.put_aside.clicked.connect(self._put_aside)
        watch.changed.connect(self.refresh)
        self.refresh()

    def _compose(self) -> None:
        top = QHBoxLayout()
        top.addWidget(label("监视文件夹", "cardName"))
        top.addWidget(self.title, 1)
        top.addWidget(self.choose)
        top.addWidget(self.stop)
        bottom = QHBoxLayout()
        bottom.addWidget(self.look_at)
        bottom.addWidget(self.put_aside)
        bottom.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.files)
        layout.addLayout(bottom)

    def refresh(self) -> None:
        """Show what is waiting."""
        watch, row = self.watch, self.files.currentRow()
        self.title.setText(self._told())
        self.stop.setVisible(bool(watch.folder))
        self.files.clear()
        for offer in watch.offers:
            item = QListWidgetItem(f"{offer.waiting.path.name}　{offer.told}")
            item.setData(Qt.ItemDataRole.UserRole, offer)
            item.setToolTip(str(offer.waiting.path))
            self.files.addItem(item)
        self.files.setCurrentRow(min(max(row, 0), len(watch.offers) - 1))
        for part in (self.files, self.look_at, self.put_aside):
            part.setVisible(bool(watch.offers))
        self._offer()

    def _told(self) -> str:
        if not self.watch.folder:
            return "没有监视。选一个文件夹后，放进去的新文件会自动试算，由人核对后导入"
        if self.watch.trouble:
            return self.watch.trouble
        number = len(self.watch.offers)
        return f"{self.watch.folder}　{f'{number} 个新文件' if number else '没有新文件'}"

    def _offer(self) -> None:
        for button in (self.look_at, self.put_aside):
            button.setEnabled(self._current() is not None)

    def _current(self) -> Offer | None:
        item = self.files.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def _look_at(self) -> None:
        if (offer := self._current()) is not None:
            self.chosen.emit(offer)

    def _put_aside(self) -> None:
        if (offer := self._current()) is not None:
            self.watch.done_with(offer)

    def _choose(self) -> None:
        folder = ask_folder(self, "选择要监视的文件夹", self.watch.folder)
        if folder is not None:
            self._set_folder(str(folder))

    def _set_folder(self, folder: str) -> None:
        self.watch.context.settings.choose("watch_folder", folder)
        self.watch.context.settings_changed.emit()
