"""What an import does, as two tables: rows by sheet, and errors by place."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QTableView

from desk.services.importing import SheetCount
from desk.services.intake import RowError
from desk.views.pieces import plain_table
from desk.views.rows_model import RowsModel

ROW_HEIGHT = 26  # pixels
SHEETS_SHOWN = 4  # of the counts, before they scroll


class _CellsTable(QTableView):
    """A table of plain cells under titles."""

    def __init__(self, titles: Sequence[str], widths: Sequence[int]) -> None:
        super().__init__()
        self.cells = RowsModel(titles)
        self.setModel(self.cells)
        plain_table(self, widths, ROW_HEIGHT)
        self.horizontalHeader().setStretchLastSection(True)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the chosen rows, so that they can be sent to whoever made the file."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted(index.row() for index in self.selectionModel().selectedRows())
            lines = ("\t".join(str(value) for value in self.cells.rows[row]) for row in rows)
            QApplication.clipboard().setText("\n".join(lines))
        else:
            super().keyPressEvent(event)


class CountTable(_CellsTable):
    """新增, 更新, 不变, 错误 of each sheet."""

    def __init__(self) -> None:
        super().__init__(("工作表", "新增", "更新", "不变", "错误"), (18, 10, 10, 10, 10))
        self.horizontalHeader().setStretchLastSection(False)

    def show_counts(self, counts: Mapping[str, SheetCount]) -> None:
        """Show the sheets that have rows."""
        rows = [
            (sheet, count.new, count.changed, count.unchanged, count.wrong)
            for sheet, count in counts.items()
            if count.new or count.changed or count.unchanged or count.wrong
        ]
        self.cells.show_rows(rows)
        shown = min(len(rows), SHEETS_SHOWN)
        header = self.horizontalHeader()
        self.setFixedHeight(header.sizeHint().height() + shown * ROW_HEIGHT + 2 * self.frameWidth())
        self.setMaximumWidth(header.length() + self.verticalScrollBar().sizeHint().width() + 4)


class ErrorTable(_CellsTable):
    """Where each error is and why."""

    def __init__(self) -> None:
        super().__init__(("工作表", "行", "列", "值", "原因"), (12, 8, 14, 24, 60))
        self.errors: list[RowError] = []

    def show_errors(self, errors: Sequence[RowError]) -> None:
        """Show these."""
        self.errors = list(errors)
        self.cells.show_rows([(e.sheet, e.row, e.column, e.value, e.reason) for e in errors])
