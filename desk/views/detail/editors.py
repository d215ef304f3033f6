"""One editor for one declared field, by its kind; keeps what was given unless a person types."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desk.errors import InputError
from desk.records import Field, Kind
from desk.services.intake.coercing import coerce
from desk.services.masking import mask
from desk.views import theme
from desk.views.pieces import restyle
from desk.views.texts import shown, utf16
from desk.workbook import Bad

HINTS = {Kind.TIME: "年-月-日 时:分", Kind.DATE: "年-月-日", Kind.CODES: "多个用 ; 隔开"}
LINES = (2, 7)  # of a long text, at least and at most


class Choice(QComboBox):
    """A combo box that a scrolling wheel passes over."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only when a person is in it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class FieldEditor(QObject):
    """Shows a value, says whether a person changed it, and gives it back as the record wants it.

    `offers` are values to choose from, each with what is shown of it.
    """

    def __init__(
        self, field: Field, edited: Callable[[], None], offers: Mapping[Any, str] | None = None
    ) -> None:
        super().__init__()
        self.field = field
        self._offers = offers or {}
        self._edited = edited
        self._given: Any = None
        self._shown = ""
        self.fixed = False
        self.widget: QWidget = self._make()
        self.widget.setAccessibleName(field.title)
        self.widget.installEventFilter(self)

    def _make(self) -> QWidget:
        if self.field.kind is Kind.LONG:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.textChanged.connect(self._note)
            return text
        if self.field.kind is Kind.CHOICE or self._offers:
            box = Choice()
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.addItems(["", *(self._offers.values() or self.field.choices)])
            box.currentTextChanged.connect(lambda _: self._note())
            return box
        line = QLineEdit(placeholderText=HINTS.get(self.field.kind, ""))
        line.textChanged.connect(lambda _: self._note())
        return line

    def load(self, value: Any, *, covered: bool = False, fixed: bool = False) -> None:
        """Show a value; a covered personal one is starred and cannot be changed."""
        self._given = value
        hidden = covered and self.field.personal and value is not None
        told = mask(self.field, value) if hidden else self._offers.get(value, value)
        self._put(shown(told))
        self._shown = self.text()
        self.fixed = fixed or hidden
        self._set_fixed(self.fixed)
        self.widget.setToolTip("按权限遮盖，可用“显示完整信息”" if hidden else "")
        self._note()

    def _put(self, text: str) -> None:
        if isinstance(self.widget, QPlainTextEdit):
            self.widget.setPlainText(text)
            self._fit()
        elif isinstance(self.widget, QComboBox):
            if self.widget.findText(text) < 0:
                self.widget.addItem(text)
            self.widget.setCurrentText(text)
        elif isinstance(self.widget, QLineEdit):
            self.widget.setText(text)
            self.widget.setCursorPosition(0)

    def _set_fixed(self, fixed: bool) -> None:
        if isinstance(self.widget, QComboBox):
            self.widget.setEnabled(not fixed)
        elif isinstance(self.widget, QLineEdit | QPlainTextEdit):
            self.widget.setReadOnly(fixed)

    def _fit(self) -> None:
        """As tall as its text, within bounds."""
        if isinstance(self.widget, QPlainTextEdit):
            metrics = self.widget.fontMetrics()
            width = max(self.widget.viewport().width(), 240)
            text = self.widget.toPlainText()
            lines = sum(1 + metrics.horizontalAdvance(line) // width for line in text.split("\n"))
            lines = min(max(lines, LINES[0]), LINES[1])
            self.widget.setFixedHeight(lines * metrics.lineSpacing() + 18)

    def text(self) -> str:
        """What stands in the editor."""
        if isinstance(self.widget, QPlainTextEdit):
            return self.widget.toPlainText()
        if isinstance(self.widget, QComboBox):
            return self.widget.currentText()
        assert isinstance(self.widget, QLineEdit)
        return self.widget.text()

    def type_in(self, text: str) -> None:
        """Put in a text as a person would."""
        self._put(text)

    @property
    def dirty(self) -> bool:
        """Whether a person changed it."""
        return self.text() != self._shown

    def value(self) -> Any:
        """The field's value; untouched ones come back exactly. InputError for what cannot be read."""
        if not self.dirty:
            return self._given
        chosen = {told: value for value, told in self._offers.items()}
        if self.text() in chosen:
            return chosen[self.text()]
        value = coerce(self.field, self.text())
        if isinstance(value, Bad):
            raise InputError(f"“{self.field.title}”：{value.reason}")
        return value

    def mark(self, start: int | None = None, end: int | None = None) -> None:
        """Light it up as evidence: the characters [start, end) of its value, or all of it."""
        if start is None or end is None:
            self._style("evidence", "true")
            return
        first, last = (self._position(at) for at in (start, end))
        if isinstance(self.widget, QPlainTextEdit):
            self._style("evidence", "span")
            self.widget.setExtraSelections(self._selections(first, last))
            cursor = self.widget.textCursor()
            cursor.setPosition(first)
            self.widget.setTextCursor(cursor)
            self.widget.ensureCursorVisible()
        elif isinstance(self.widget, QLineEdit):
            self._style("evidence", "true")
            self.widget.setSelection(first, last - first)

    def _selections(self, first: int, last: int) -> list[QTextEdit.ExtraSelection]:
        assert isinstance(self.widget, QPlainTextEdit)
        selection = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        form.setBackground(QColor(theme.color("evidence")))
        form.setForeground(QColor(theme.color("text")))
        form.setFontUnderline(True)
        cursor = QTextCursor(self.widget.document())
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        selection.format = form
        selection.cursor = cursor
        return [*self.widget.extraSelections(), selection]

    def _position(self, at: int) -> int:
        """Where a character of the value is in the widget, which counts in UTF-16 and has one line end."""
        before = shown(self._given)[:at].replace("\r\n", "\n")
        now = self.text()
        return min(utf16(before, len(before)), utf16(now, len(now)))

    def unmark(self) -> None:
        """Put the light out."""
        self._style("evidence", None)
        if isinstance(self.widget, QPlainTextEdit):
            self.widget.setExtraSelections([])
        elif isinstance(self.widget, QLineEdit):
            self.widget.deselect()

    def _note(self) -> None:
        self._style("dirty", "true" if self.dirty else None)
        self._edited()

    def _style(self, name: str, value: str | None) -> None:
        restyle(self.widget, name, value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undo keys belong to the editor while it holds changes, and to the desk otherwise."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            if not self.dirty and any(event.matches(key) for key in keys):
                event.ignore()
                return True
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)
