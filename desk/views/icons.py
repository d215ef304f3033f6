"""The desk's own line icons, drawn in the colours of the theme at any scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desk.assets import resource
from desk.views import theme


@lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    drawing = resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", color)
    return QSvgRenderer(QByteArray(drawing.encode()))


class _LineIcon(QIconEngine):
    """Paints an icon in whatever the theme's colour is at that moment."""

    def __init__(self, name: str, tint: str) -> None:
        super().__init__()
        self._name = name
        self._tint = tint

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint into the rectangle; greyed where it is disabled."""
        tint = "faint" if mode is QIcon.Mode.Disabled else self._tint
        _renderer(self._name, theme.color(tint)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture of the icon."""
        picture = QPixmap(size)
        picture.fill(QColor(Qt.GlobalColor.transparent))
        painter = QPainter(picture)
        self.paint(painter, picture.rect(), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Another of the same."""
        return _LineIcon(self._name, self._tint)


@lru_cache(maxsize=256)
def icon(name: str, tint: str = "text") -> QIcon:
    """The icon of this name (a file of resources/icons) in a colour of the theme."""
    return QIcon(_LineIcon(name, tint))


def draw(painter: QPainter, name: str, tint: str, rect: QRectF) -> None:
    """Draw an icon straight into a painter."""
    _renderer(name, theme.color(tint)).render(painter, rect)
