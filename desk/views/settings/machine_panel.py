"""The choices of this machine, made from their table; they are taken over at once and need no reason."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit

from desk.settings import SETTINGS, Setting, Settings
from desk.views.pieces import label
from desk.views.settings.panel import Panel


class MachinePanel(Panel):
    """One row for each choice."""

    chosen = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.editors: dict[str, QComboBox | QLineEdit] = {}
        form = QFormLayout(self)
        form.setContentsMargins(16, 12, 16, 12)
        form.addRow(label("这些选项只影响本机，改了就生效，不记入操作日志。", "muted", wrap=True))
        for setting in SETTINGS:
            self.editors[setting.name] = self._editor(setting)
            form.addRow(setting.title, self.editors[setting.name])
            form.addRow("", label(setting.help, "muted"))

    def _editor(self, setting: Setting) -> QComboBox | QLineEdit:
        value = self.settings[setting.name]
        if not setting.choices:
            line = QLineEdit(value)
            line.setMaximumWidth(320)
            line.editingFinished.connect(partial(self._take, setting.name))
            return line
        box = QComboBox()
        box.setMaximumWidth(320)
        for choice, title in setting.choices:
            box.addItem(title, choice)
        box.setCurrentIndex(box.findData(value))
        box.activated.connect(lambda _: self._take(setting.name))
        return box

    def _take(self, name: str) -> None:
        editor = self.editors[name]
        value = editor.currentData() if isinstance(editor, QComboBox) else editor.text().strip()
        if value != self.settings[name]:
            try:
                self.settings.choose(name, value)
            finally:  # what cannot be kept in the file is in force until the window closes
                self.chosen.emit()

    def narrow(self, text: str) -> int:
        """How many choices hold the text; all stay in view."""
        return sum(text in f"{setting.title}{setting.help}" for setting in SETTINGS)

    def refusal(self, person: object) -> str:
        """Everybody chooses at his own machine."""
        return ""
