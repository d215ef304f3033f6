"""Typeset pages on the screen: pictures are decoded when they are painted, so that hundreds fit."""

import struct
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

KEPT = 8  # decoded pages
GAP = 12
SCREEN_DPI = 96


class PageView(QWidget):
    """One page at some zoom."""

    def __init__(self, picture: bytes, dpi: int, decoded: "OrderedDict[PageView, QImage]") -> None:
        super().__init__()
        self._picture = picture
        self._decoded = decoded
        width, height = struct.unpack(">II", picture[16:24])  # of a PNG's header
        self.paper = QSize(width * SCREEN_DPI // dpi, height * SCREEN_DPI // dpi)

    @property
    def landscape(self) -> bool:
        """Whether the page lies."""
        return self.paper.width() > self.paper.height()

    def zoom(self, factor: float) -> None:
        """Show it so many times its size on paper."""
        self.setFixedSize(self.paper * factor)

    def image(self) -> QImage:
        """The picture, decoded."""
        if self not in self._decoded:
            self._decoded[self] = QImage.fromData(self._picture)
            if len(self._decoded) > KEPT:
                self._decoded.popitem(last=False)
        self._decoded.move_to_end(self)
        return self._decoded[self]

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page with a thin edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self.image())
        painter.setPen(QColor("#98a1ae"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PageArea(QScrollArea):
    """The pages one below the other; `factor` 0 fits the widest one into the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.pages: list[PageView] = []
        self.factor = 0.0

    def show_pages(self, pictures: Sequence[bytes], dpi: int) -> None:
        """Show these pages, given as PNG."""
        decoded: OrderedDict[PageView, QImage] = OrderedDict()
        self.pages = [PageView(picture, dpi, decoded) for picture in pictures]
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setSpacing(GAP)
        for number, page in enumerate(self.pages, 1):
            page.setAccessibleName(f"第 {number} 页")
            layout.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.setWidget(body)
        self.zoom(self.factor)

    def zoom(self, factor: float) -> None:
        """Show the pages so many times their size; 0 fits."""
        self.factor = factor
        if not self.pages:
            return
        widest = max(page.paper.width() for page in self.pages)
        room = self.viewport().width() - 2 * GAP - 6
        for page in self.pages:
            page.zoom(factor or max(room, 100) / widest)

    def go_to(self, number: int) -> None:
        """Bring the page of this number, counted from 1, to the top."""
        if 0 < number <= len(self.pages):
            self.verticalScrollBar().setValue(self.pages[number - 1].y() - GAP // 2)

    def current(self) -> int:
        """The number of the page that stands at the top; 0 without pages."""
        top = self.verticalScrollBar().value() + self.viewport().height() // 3
        shown = [number for number, page in enumerate(self.pages, 1) if page.y() <= top]
        return shown[-1] if shown else min(1, len(self.pages))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again where that is wanted."""
        super().resizeEvent(event)
        if not self.factor:
            self.zoom(0)
