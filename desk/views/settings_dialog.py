"""The dialog of the choices, made from their table."""

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from desk.settings import SETTINGS, Setting, Settings
from desk.views.pieces import label


class SettingsDialog(QDialog):
    """One row for each choice."""

    def __init__(self, parent: QWidget | None, settings: Settings) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        self.setMinimumWidth(420)
        self.settings = settings
        self.editors: dict[str, QComboBox | QLineEdit] = {}
        form = QFormLayout(self)
        for setting in SETTINGS:
            self.editors[setting.name] = self._editor(setting)
            form.addRow(setting.title, self.editors[setting.name])
            form.addRow("", label(setting.help, "hint", wrap=True))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("确定")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    def _editor(self, setting: Setting) -> QComboBox | QLineEdit:
        value = self.settings[setting.name]
        if not setting.choices:
            return QLineEdit(value)
        box = QComboBox()
        for choice, title in setting.choices:
            box.addItem(title, choice)
        box.setCurrentIndex(box.findData(value))
        return box

    def chosen(self) -> dict[str, str]:
        """The values that differ from what was set."""
        values = {
            name: editor.currentData() if isinstance(editor, QComboBox) else editor.text().strip()
            for name, editor in self.editors.items()
        }
        return {name: value for name, value in values.items() if value != self.settings[name]}

    @classmethod
    def ask(cls, parent: QWidget | None, settings: Settings) -> dict[str, str] | None:
        """Show it; None when it was cancelled."""
        dialog = cls(parent, settings)
        return dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
