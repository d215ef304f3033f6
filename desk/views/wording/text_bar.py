"""The bar below a text that goes out: templates to take over, the number of characters, copy, marks."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desk.errors import DeskError
from desk.services.wording import (
    Mark,
    Template,
    Wording,
    marks_while_typing,
    render_wording,
    shipped_wording,
    templates,
)
from desk.views.context import Context
from desk.views.pieces import label
from desk.views.wording.text_marks import show_marks, told
from desk.vocabulary import Outcome

MARK_MS = 250


class TextBar(QWidget):
    """Marks the text while it is typed and puts templates into it, filled for the order."""

    def __init__(
        self,
        editor: QPlainTextEdit,
        context: Context,
        order_no: str,
        use: str,
        outcome: Callable[[], Outcome | None] = lambda: None,
    ) -> None:
        super().__init__()
        self._editor = editor
        self._context = context
        self._order_no = order_no
        self._use = use
        self._outcome = outcome
        self.marks: tuple[Mark, ...] = ()
        self.menu_button = QPushButton("套用话术")
        self.menu = QMenu(self)
        self.menu_button.setMenu(self.menu)
        self.menu_button.setEnabled(False)
        self.copy_button = QPushButton("复制")
        self.counter = label("", "muted")
        self.notes = label("", "cardWord", wrap=True)
        self.notes.setProperty("verdict", "fail")
        self._timer = QTimer(self, singleShot=True, interval=MARK_MS)
        self._compose()
        self._timer.timeout.connect(self.mark)
        self.copy_button.clicked.connect(self.copy)
        editor.textChanged.connect(self.edited)
        context.read(partial(templates, use=use), self._offer, owner=self)
        self.edited()

    def _compose(self) -> None:
        self.menu_button.setAutoDefault(False)
        self.copy_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.menu_button)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.counter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.notes)
        self.notes.hide()

    def _offer(self, found: Sequence[Template]) -> None:
        for template in found:
            self.menu.addAction(template.title, partial(self.take, template.title))
        self.menu_button.setEnabled(bool(found))

    def take(self, title: str) -> None:
        """Put a template into the text, filled for the order: in its place when it is empty."""
        outcome, company = self._outcome(), self._context.settings["office"].strip() or None
        work = partial(render_wording, order_no=self._order_no, name=title, outcome=outcome, company=company)
        self._context.read(work, self._put, owner=self, failed=self._failed)

    def _put(self, wording: Wording) -> None:
        cursor = self._editor.textCursor()
        if not self._editor.toPlainText().strip():
            cursor.select(cursor.SelectionType.Document)
        cursor.insertText(wording.text)  # so that Ctrl+Z takes it back
        self._editor.setFocus()

    def _failed(self, error: BaseException) -> bool:
        if isinstance(error, DeskError):
            self._tell(str(error))
            return True
        return False

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self._editor.toPlainText())

    def edited(self) -> None:
        """Count at once, mark soon."""
        limit = shipped_wording(self._use).limit
        number = len(self._editor.toPlainText())
        self.counter.setText(f"{number} / {limit} 字" if limit else f"{number} 字")
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        self._timer.stop()
        super().hideEvent(event)

    def mark(self) -> None:
        """Look for what the text should not go out with."""
        self._timer.stop()
        text = self._editor.toPlainText()
        work = partial(marks_while_typing, text=text, use=self._use, outcome=self._outcome())
        self._context.read(work, partial(self._marked, text), owner=self)

    def _marked(self, text: str, marks: tuple[Mark, ...]) -> None:
        if text != self._editor.toPlainText():
            return
        self.marks = marks
        show_marks(self._editor, marks)
        self._tell(told(text, marks))

    def _tell(self, text: str) -> None:
        self.notes.setText(text)
        self.notes.setVisible(bool(text))
