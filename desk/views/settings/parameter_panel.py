"""The rules' parameters as a form made from their declarations."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desk.errors import InputError
from desk.records import Parameter
from desk.rules.parameter_values import limits_of, parameter_value, value_text
from desk.rules.parameters import ParameterSpec, groups, specs
from desk.services.settings import parameter_changes
from desk.services.settings.parameters import clauses_of, default_text, rules_with
from desk.store import Change
from desk.views.pieces import label, named, restyle
from desk.views.settings.panel import Panel, Rows

EDITOR_WIDTH = 110
WIDE_WIDTH = 420
UNIT_WIDTH = 36


class ParameterLine(QFrame):
    """One parameter: value, unit, mark, meaning, default and clauses; a wrong value is told while typing."""

    def __init__(self, spec: ParameterSpec, edited: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("settingLine")
        self.spec = spec
        self._edited = edited
        self._stored = ""
        self.editor = QLineEdit()
        self.editor.setFixedWidth(EDITOR_WIDTH if limits_of(spec) else WIDE_WIDTH)
        self.editor.setAccessibleName(spec.title)
        self.editor.setPlaceholderText("留空" if not value_text(spec.default) else "")
        self.trouble = label("", "troubleText", wrap=True)
        self.reset = QPushButton("恢复默认")
        self.reset.setProperty("link", "true")
        self.reset.clicked.connect(lambda: self.editor.setText(value_text(spec.default)))
        self.editor.textChanged.connect(lambda _: self._look())
        self._compose()

    def _compose(self) -> None:
        spec = self.spec
        row = QHBoxLayout()
        row.addWidget(label(spec.title, "cardName"))
        if spec.suggested:
            mark = label("建议值", "chip")
            mark.setToolTip("规范没有给出这个数值，默认值是建议，由单位自定")
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        unit = label(spec.unit, "muted")
        unit.setMinimumWidth(UNIT_WIDTH)
        for part in (self.reset, self.editor, unit):
            row.addWidget(part)
        codes = "、".join(rule.code for rule in rules_with(spec.name))
        told = f"{spec.help}。默认：{default_text(spec)}；条款 {clauses_of(spec.name)}（{codes}）"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(label(told, "muted", wrap=True))
        layout.addWidget(self.trouble)

    def load(self, text: str) -> None:
        """Show the value in force."""
        self._stored = text
        self.editor.setText(text)
        self.editor.setCursorPosition(0)
        self._look()

    def set_allowed(self, allowed: bool) -> None:
        """Whether it can be typed in."""
        self.editor.setReadOnly(not allowed)
        self.reset.setEnabled(allowed)

    @property
    def dirty(self) -> bool:
        """Whether it is not what is stored."""
        return self.editor.text().strip() != self._stored

    @property
    def trouble_text(self) -> str:
        """Why the value cannot be in force; nothing when it can."""
        try:
            parameter_value(self.spec.name, self.editor.text())
        except InputError as error:
            named = f"参数“{self.spec.name}”（{self.spec.title}）"
            return str(error).removeprefix(named).removeprefix("的值").removeprefix("：").strip()
        return ""

    def _look(self) -> None:
        trouble = self.trouble_text
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        restyle(self.editor, "wrong", "true" if trouble else None)
        restyle(self.editor, "dirty", "true" if self.dirty and not trouble else None)
        self.reset.setVisible(self.editor.text().strip() != value_text(self.spec.default))
        self._edited()

    def holds(self, text: str) -> bool:
        """Whether the text is in its name, title, meaning, rules or clauses."""
        spec = self.spec
        codes = " ".join(f"{rule.code} {rule.name}" for rule in rules_with(spec.name))
        all_of_it = " ".join((spec.name, spec.title, spec.help, spec.group, codes, clauses_of(spec.name)))
        return text.lower() in all_of_it.lower()


class ParameterPanel(Panel):
    """All parameters by group."""

    tables = ("parameters",)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Parameter] = []
        self._loading = False
        self.lines = {spec.name: ParameterLine(spec, self._note) for spec in specs()}
        body = named(QWidget(), "formBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 4, 12, 12)
        self._titles = {group: label(group, "sectionTitle") for group in groups()}
        for group, title in self._titles.items():
            column.addWidget(title)
            for line in self.lines.values():
                if line.spec.group == group:
                    column.addWidget(line)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _note(self) -> None:
        if not self._loading:
            self.edited.emit()

    def load(self, rows: Rows) -> None:
        """Show the values in force."""
        self._rows = list(rows["parameters"])
        stored = {row.name: row.value for row in self._rows}
        self._loading = True
        for name, line in self.lines.items():
            value = parameter_value(name, stored[name]) if name in stored else line.spec.default
            line.load(value_text(value))
        self._loading = False

    def changes(self) -> list[Change]:
        """What saving would write; wrong values are not among it."""
        dirty = [line for line in self.lines.values() if line.dirty and not line.trouble_text]
        return parameter_changes(self._rows, [(line.spec.name, line.editor.text().strip()) for line in dirty])

    def wrong(self) -> int:
        """The values that cannot be in force."""
        return sum(bool(line.trouble_text) for line in self.lines.values())

    def narrow(self, text: str) -> int:
        """Show the parameters that hold the text."""
        for line in self.lines.values():
            line.setVisible(line.holds(text))
        shown = [line for line in self.lines.values() if line.holds(text)]
        for group, title in self._titles.items():
            title.setVisible(any(line.spec.group == group for line in shown))
        return len(shown)

    def set_allowed(self, allowed: bool) -> None:
        """Whether values can be typed in."""
        for line in self.lines.values():
            line.set_allowed(allowed)
