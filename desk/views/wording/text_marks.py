"""Marks in a text while it is typed: wavy lines under what it should not go out with, and why."""

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from desk.services.wording import Mark, MarkKind
from desk.views import theme
from desk.views.texts import utf16

_COLORS = {
    MarkKind.FORBIDDEN: "fail",
    MarkKind.CONTRADICTION: "fail",
    MarkKind.LONG: "fail",
    MarkKind.HEDGED: "warn",
    MarkKind.BLANK: "warn",
}
LISTED = 4  # sentences; more are counted


def show_marks(editor: QPlainTextEdit, marks: Sequence[Mark]) -> None:
    """Underline the marked characters of the editor's text, and no others."""
    text = editor.toPlainText()
    editor.setExtraSelections([_selection(editor, text, mark) for mark in marks])


def _selection(editor: QPlainTextEdit, text: str, mark: Mark) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    form = QTextCharFormat()
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    form.setUnderlineColor(QColor(theme.color(_COLORS[mark.kind])))
    form.setForeground(QColor(theme.color(_COLORS[mark.kind])))
    form.setToolTip(mark.note)
    cursor = QTextCursor(editor.document())
    cursor.setPosition(utf16(text, mark.start))
    cursor.setPosition(utf16(text, mark.end), QTextCursor.MoveMode.KeepAnchor)
    selection.format = form
    selection.cursor = cursor
    return selection


def told(text: str, marks: Sequence[Mark]) -> str:
    """The marks in words, one a line."""
    lines = [f"{mark.kind.value}“{_short(text[mark.start : mark.end])}”：{mark.note}" for mark in marks]
    if len(lines) > LISTED:
        lines = [*lines[:LISTED], f"……另有 {len(lines) - LISTED} 处"]
    return "\n".join(lines)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 16 else line[:15] + "…"
