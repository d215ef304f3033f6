"""The few small parts that every page is made of; names are those of the style sheet."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
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
    table.verticalHeader().setDefaultSectionSize(row_height)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(_LEFT)
    unit = table.fontMetrics().horizontalAdvance("0")
    for at, width in enumerate(widths):
        table.setColumnWidth(at, width * unit + 14)
