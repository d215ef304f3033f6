"""How far the work is, with a button that stops it."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from desk.views.icons import icon
from desk.views.pieces import label


class WorkingBar(QWidget):
    """Shown only while something is under way."""

    def __init__(self) -> None:
        super().__init__()
        self.step = label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.stop = QPushButton(icon("close"), "停止")
        self.stop.setToolTip("停止；没有写完的全部撤回（Esc）")
        self.stop.setShortcut("Esc")
        self.step.setMinimumWidth(260)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.addWidget(self.step)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.stop)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def start(self, step: str) -> None:
        """Show that something is under way."""
        self.show_progress(step, 0, 0)
        self.show()

    def show_progress(self, step: str, done: int, total: int) -> None:
        """How far a step is; `total` 0: nobody knows of how many."""
        number = f"{done:,} / {total:,}" if total else f"{done:,} 行" if done else ""
        self.step.setText(f"{step}……{number}")
        self.bar.setRange(0, total)
        self.bar.setValue(done)
