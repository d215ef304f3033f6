"""The steps of an import, the present one lit."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desk.views.pieces import label, restyle

STEPS = ("选择文件", "对应列", "核对", "完成")


class StepBar(QWidget):
    """1 选择文件 › 2 对应列 › 3 核对 › 4 完成."""

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.labels: list[QLabel] = []
        for at, title in enumerate(STEPS):
            if at:
                layout.addWidget(label("›", "muted"))
            step = label(f"{at + 1}　{title}", "step")
            self.labels.append(step)
            layout.addWidget(step)
        layout.addStretch(1)
        self.show_step(0)

    def show_step(self, now: int) -> None:
        """Light the present step; those before it are done."""
        for at, step in enumerate(self.labels):
            restyle(step, "state", "now" if at == now else "done" if at < now else "later")
