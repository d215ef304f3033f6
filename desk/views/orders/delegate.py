"""Paints the list's cells: lighter than the default delegate, and a verdict by shape, colour and word."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk.services.listing import OrderLine
from desk.views import theme
from desk.views.icons import draw
from desk.views.orders.columns import COLUMNS
from desk.views.orders.table_model import LINE_ROLE
from desk.views.texts import verdict_icon

_VERDICT = next(at for at, column in enumerate(COLUMNS) if column.name == "worst")
_MARGIN = 6
_MARK = 15
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OrderDelegate(QStyledItemDelegate):
    """Text on a plain ground; no style sheet, no icon lookup, no rich text."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        line: OrderLine | None = index.data(LINE_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        ground = "selected" if chosen else ("alternate" if index.row() % 2 else "base")
        painter.fillRect(rect, QColor(theme.color(ground)))
        if line is None:
            return
        inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        column = index.column()
        tint = "text"
        if column == _VERDICT:
            mark = QRectF(inner.x(), inner.center().y() - _MARK / 2 + 0.5, _MARK, _MARK)
            draw(painter, verdict_icon(line.worst), line.worst.value, mark)
            inner.setLeft(int(mark.right()) + 5)
            tint = line.worst.value
        painter.setPen(QColor(theme.color(tint)))
        text = index.data()
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _RIGHT if COLUMNS[column].right else _LEFT, shown)
