"""The few small parts that every page is made of; names are those of the style sheet."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableView, QToolButton, QWidget

W = TypeVar("W", bound=QWidget)

_CENTER = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def named(widget: W, name: str) -> W:
    """The widget under the name that the style sheet knows."""
    widget.setObjectName(name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


def label(text: str = "", name: str = "", *, wrap: bool = False, center: bool = False) -> QLabel:
    """A label of plain text."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setIndent(0)  # else one that the style sheet knows stands further right than one that it does not
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if center:
        made.setAlignment(_CENTER)
    return made


def action_button(action: QAction) -> QToolButton:
    """A button with the action's icon and words."""
    button = QToolButton()
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setDefaultAction(action)
    return button


def restyle(widget: QWidget, name: str, value: str | None) -> None:
    """Set a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def plain_table(table: QTableView, widths: Sequence[int], row_height: int = 28) -> None:
    """The desk's table: whole rows, no grid, no row numbers; widths in half-width characters."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(max(row_height, table.fontMetrics().height() + 6))
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(_LEFT)
    unit = table.fontMetrics().horizontalAdvance("0")
    for at, width in enumerate(widths):
        table.setColumnWidth(at, width * unit + 14)


class EmptyHint(QObject):
    """A sentence in the middle of a view that shows nothing: why, and what can be done about it."""

    def __init__(self, view: QAbstractItemView, text: str = "") -> None:
        super().__init__(view)
        self._model = view.model()
        self._ground = view.viewport()
        self.label = label(text, "muted", wrap=True, center=True)
        self.label.setParent(self._ground)
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ground.installEventFilter(self)
        for signal in (self._model.modelReset, self._model.rowsInserted, self._model.rowsRemoved):
            signal.connect(self._look)
        self._look()

    def say(self, text: str) -> None:
        """Another sentence."""
        self.label.setText(text)

    def _look(self, *_: object) -> None:
        self.label.setVisible(not self._model.rowCount())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fill the view."""
        if event.type() is QEvent.Type.Resize:
            self.label.setGeometry(self._ground.rect().adjusted(24, 0, -24, 0))
        return super().eventFilter(watched, event)
