"""Where a file is dropped or chosen, and rows are pasted."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from desk.views.icons import icon
from desk.views.pieces import label, restyle


class DropArea(QFrame):
    """Takes a dropped file."""

    dropped = Signal(object)  # a Path

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("dropArea")
        self.setAcceptDrops(True)
        self.button = QPushButton(icon("imports"), "选择文件…")
        self.button.setToolTip("选择一个工作簿或表格文件（Ctrl+O）")
        self.button.setShortcut("Ctrl+O")
        self.paste_button = QPushButton(icon("paste"), "粘贴行")
        self.paste_button.setToolTip("粘贴在 Excel 或 EOMS 里复制的行，连同表头（Ctrl+V）")
        self._compose()

    def _compose(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        buttons.addWidget(self.paste_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 24, 20, 24)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(label("把 EOMS 导出的工单表、交换工作簿拖到这里", "dropTitle", center=True))
        layout.addLayout(buttons)
        told = "也可以在 Excel 或 EOMS 里选中若干行（连同表头）复制，再在这里按 Ctrl+V"
        layout.addWidget(label(told, "muted", center=True))
        layout.addWidget(label(".xlsx　.xlsm　.xls　.ods　.csv", "muted", center=True))
        layout.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()
            self._light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Put the light out."""
        self._light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file."""
        self._light(False)
        self.dropped.emit(Path(event.mimeData().urls()[0].toLocalFile()))

    def _light(self, on: bool) -> None:
        restyle(self, "over", "true" if on else None)
