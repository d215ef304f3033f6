"""The printed field-test report: its pages, to print or to save as PDF."""

from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desk.services.reporting import field_test_pages, field_test_pdf
from desk.views.asking import ask_save
from desk.views.context import Context
from desk.views.icons import icon
from desk.views.messages import Tone
from desk.views.pieces import label
from desk.views.showing import show_file

SCREEN_DPI, PRINTER_DPI = 110, 300


class PreviewDialog(QDialog):
    """Shows the pages as wide as the window."""

    def __init__(self, parent: QWidget | None, context: Context, order_no: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"现场测试报告 {order_no}")
        self.resize(860, 680)
        self._context = context
        self._order_no = order_no
        self.pages: list[QPixmap] = []
        self.labels: list[QLabel] = []
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(label("正在排版……", center=True))
        self.print_button = QPushButton(icon("print"), "打印…")
        self.save_button = QPushButton(icon("save"), "存为 PDF…")
        self.print_button.clicked.connect(self.print_pages)
        self.save_button.clicked.connect(self.save)
        self.print_button.setEnabled(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.addWidget(self._area, 1)
        layout.addLayout(row)
        self._fetch(SCREEN_DPI, self.show_pages)

    def _fetch(self, dpi: int, then: Any) -> None:
        office = self._context.settings["office"]
        work = partial(field_test_pages, order_nos=[self._order_no], dpi=dpi, office=office)
        self._context.read(work, then, owner=self, failed=self._failed)

    def _failed(self, error: BaseException) -> bool:
        self._context.trouble(error)
        self.reject()
        return True

    def show_pages(self, pictures: list[bytes]) -> None:
        """Show the pages, given as PNG."""
        self.pages = [QPixmap.fromImage(QImage.fromData(picture)) for picture in pictures]
        body = QWidget()
        layout = QVBoxLayout(body)
        self.labels = [label(center=True) for _ in self.pages]
        for number, shown in enumerate(self.labels, 1):
            shown.setAccessibleName(f"第 {number} 页")
            layout.addWidget(shown)
        layout.addStretch(1)
        self._area.setWidget(body)
        self._scale()
        self.print_button.setEnabled(True)

    def _scale(self) -> None:
        width = max(self._area.viewport().width() - 30, 200)
        ratio = self.devicePixelRatioF()
        for shown, page in zip(self.labels, self.pages, strict=True):
            scaled = page.scaledToWidth(int(width * ratio), Qt.TransformationMode.SmoothTransformation)
            scaled.setDevicePixelRatio(ratio)
            shown.setPixmap(scaled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pages as wide as the window."""
        super().resizeEvent(event)
        self._scale()

    def save(self) -> None:
        """Write the PDF where the person says."""
        path = ask_save(self, "存为 PDF", f"现场测试报告-{self._order_no}.pdf", "PDF (*.pdf)")
        if path is None:
            return

        def saved(_: Any) -> None:
            self._context.tell(f"已存为“{path.name}”", Tone.GOOD, "打开", partial(show_file, path))

        office = self._context.settings["office"]
        work = partial(field_test_pdf, order_nos=[self._order_no], path=path, office=office)
        self._context.read(work, saved, owner=self._context)

    def print_pages(self) -> None:
        """Print on a printer that the person chooses."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self._fetch(PRINTER_DPI, partial(paint_pages, printer))

    @classmethod
    def show_report(cls, parent: QWidget | None, context: Context, order_no: str) -> None:
        """Show it until it is closed."""
        cls(parent, context, order_no).exec()


def paint_pages(printer: Any, pictures: list[bytes]) -> None:
    """Paint the pages onto the printer, each as large as the paper allows."""
    painter = QPainter(printer)
    for number, picture in enumerate(pictures):
        if number:
            printer.newPage()
        image = QImage.fromData(picture)
        room = QRectF(painter.viewport())
        size = image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    painter.end()
