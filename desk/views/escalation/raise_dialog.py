"""Why an order is raised, and to whom."""

from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QWidget

from desk.views.detail.row_dialog import save_cancel
from desk.vocabulary import EscalationReason


@dataclass(frozen=True, slots=True)
class Raising:
    """What was entered."""

    reason: EscalationReason
    receiver: str
    level: str


class RaiseDialog(QDialog):
    """Reason, receiver and level."""

    def __init__(self, parent: QWidget | None, reason: EscalationReason) -> None:
        super().__init__(parent)
        self.setWindowTitle("升级")
        self.setMinimumWidth(360)
        self.reason = QComboBox()
        for word in EscalationReason:
            self.reason.addItem(word.value, word)
        self.reason.setCurrentText(reason.value)
        self.receiver = QLineEdit(placeholderText="上报给谁")
        self.level = QLineEdit(placeholderText="例如：公司、省")
        form = QFormLayout(self)
        form.addRow("原因", self.reason)
        form.addRow("受理人", self.receiver)
        form.addRow("级别", self.level)
        form.addRow(save_cancel(self, "升级"))

    def raising(self) -> Raising:
        """What stands in the dialog."""
        return Raising(self.reason.currentData(), self.receiver.text(), self.level.text())

    @classmethod
    def ask(cls, parent: QWidget | None, reason: EscalationReason) -> Raising | None:
        """Show it; None when cancelled."""
        dialog = cls(parent, reason)
        return dialog.raising() if dialog.exec() == QDialog.DialogCode.Accepted else None
