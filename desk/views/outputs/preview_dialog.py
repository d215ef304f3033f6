"""Paper before it is printed: its pages, zoomed; printed in a range, or saved as PDF."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from desk.services.desk import Desk
from desk.services.outputs import BY_NAME, Wanted, suggested_name, write_output
from desk.views.asking import ask_save
from desk.views.context import Context
from desk.views.icons import icon
from desk.views.messages import Tone
from desk.views.outputs.page_view import PageArea
from desk.views.pieces import label
from desk.views.showing import show_file

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PREVIEW_DPI, PRINTER_DPI = 144, 300
ZOOMS = (("适合窗口", 0.0), ("50%", 0.5), ("75%", 0.75), ("100%", 1.0), ("150%", 1.5), ("200%", 2.0))


class PreviewDialog(QDialog):
    """The pages of one of the printed kinds; the kind can be changed where others take the same orders."""

    def __init__(
        self, parent: QWidget | None, context: Context, wanted: Wanted, kinds: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印预览")
        self.resize(900, 720)
        self._context = context
        self._wanted = wanted
        self.area = PageArea()
        self.state = label("正在排版……", "muted")
        self.kind = QComboBox()
        for name in kinds:
            self.kind.addItem(BY_NAME[name].title, name)
        self.zoom = QComboBox()
        for title, factor in ZOOMS:
            self.zoom.addItem(title, factor)
        self.number = QSpinBox(minimum=1)
        self.number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.number.setFixedWidth(52)
        self.print_button = QPushButton(icon("print"), "打印…")
        self.save_button = QPushButton(icon("save"), "存为 PDF…")
        self._compose()
        self._connect()
        self.refresh()

    def _compose(self) -> None:
        self.number.setAccessibleName("页码")
        self.zoom.setAccessibleName("缩放")
        self.kind.setAccessibleName("报告")
        self.print_button.setShortcut("Ctrl+P")
        self.save_button.setShortcut("Ctrl+S")
        row = QHBoxLayout()
        parts = (label("报告"), self.kind, label("缩放"), self.zoom, label("页"), self.number, self.state)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.area, 1)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _: self.refresh())
        self.zoom.currentIndexChanged.connect(lambda _: self.area.zoom(self.zoom.currentData()))
        self.number.valueChanged.connect(self._go_to)
        self.area.verticalScrollBar().valueChanged.connect(lambda _: self._note_page())
        self.print_button.clicked.connect(self.print_pages)
        self.save_button.clicked.connect(self.save)

    @property
    def name(self) -> str:
        """The kind that is shown."""
        return str(self.kind.currentData())

    def refresh(self) -> None:
        """Typeset the chosen kind."""
        self.state.setText("正在排版……")
        self.print_button.setEnabled(False)
        self._fetch(PREVIEW_DPI, partial(self._show, self.name))

    def _fetch(self, dpi: int, then: Any) -> None:
        work = partial(_pages, name=self.name, wanted=self._wanted, dpi=dpi)
        self._context.read(work, then, owner=self, failed=self._failed)

    def _failed(self, error: BaseException) -> bool:
        self._context.trouble(error)
        if self.kind.count() == 1:
            self.reject()
            return True
        self.state.setText(str(error))
        self.area.show_pages([], PREVIEW_DPI)
        return True

    def _show(self, name: str, pictures: list[bytes]) -> None:
        if name != self.name:
            return
        self.area.show_pages(pictures, PREVIEW_DPI)
        self.number.setMaximum(max(len(pictures), 1))
        self.state.setText(f"共 {len(pictures)} 页")
        self.print_button.setEnabled(True)

    def _go_to(self, number: int) -> None:
        if number != self.area.current():
            self.area.go_to(number)

    def _note_page(self) -> None:
        self.number.blockSignals(True)
        self.number.setValue(self.area.current())
        self.number.blockSignals(False)

    def save(self) -> None:
        """Write the PDF where the person says."""
        path = ask_save(self, "存为 PDF", suggested_name(self.name, self._wanted), "PDF (*.pdf)")
        if path is None:
            return

        def saved(_told: str) -> None:
            self._context.tell(f"已存为“{path.name}”", Tone.GOOD, "打开", partial(show_file, path))
            self.state.setText(f"已存为“{path.name}”")

        def failed(error: BaseException) -> bool:
            self.state.setText(str(error))
            return False

        work = partial(write_output, name=self.name, path=Path(path), wanted=self._wanted)
        self._context.read(work, saved, owner=self._context, failed=failed)

    def print_pages(self) -> None:
        """Print on a printer that the person chooses, all pages or a range."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage)
        dialog.setMinMax(1, len(self.area.pages))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            numbers = chosen_pages(printer, len(self.area.pages), self.area.current())
            self._fetch(PRINTER_DPI, partial(self._paint, printer, numbers))

    def _paint(self, printer: "QPrinter", numbers: Sequence[int], pictures: list[bytes]) -> None:
        chosen = [pictures[number - 1] for number in numbers if number <= len(pictures)]
        if paint_pages(printer, chosen):
            self.state.setText(f"已送去打印 {len(chosen)} 页")
        else:
            self.state.setText("打印机没有接受，请检查打印机后重试")

    @classmethod
    def show_paper(
        cls, parent: QWidget | None, context: Context, wanted: Wanted, kinds: Sequence[str]
    ) -> None:
        """Show it until it is closed."""
        cls(parent, context, wanted, kinds).exec()


def _pages(desk: Desk, name: str, wanted: Wanted, dpi: int) -> list[bytes]:
    pages = BY_NAME[name].pages
    assert pages is not None
    return pages(desk, wanted, dpi)


def chosen_pages(printer: "QPrinter", total: int, current: int) -> list[int]:
    """The numbers of the pages that the print dialog asked for."""
    from PySide6.QtPrintSupport import QPrinter

    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        return list(range(printer.fromPage(), min(printer.toPage() or total, total) + 1))
    if printer.printRange() is QPrinter.PrintRange.CurrentPage:
        return [current]
    return list(range(1, total + 1))


def paint_pages(printer: "QPrinter", pictures: Sequence[bytes]) -> bool:
    """Paint the pages onto the printer, each as large as its paper and the way round that it lies.

    Whether the printer took them.
    """
    painter = QPainter()
    printer.setFullPage(True)  # the pages bring their own margins
    for number, picture in enumerate(pictures):
        image = QImage.fromData(picture)
        lies = image.width() > image.height()
        layout = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(layout)
        begun = printer.newPage() if number else painter.begin(printer)
        if not begun:
            return False
        paper = QRectF(painter.viewport())
        scale = min(paper.width() / image.width(), paper.height() / image.height())
        painter.drawImage(QRectF(0, 0, image.width() * scale, image.height() * scale), image)
    return bool(pictures) and painter.end()
