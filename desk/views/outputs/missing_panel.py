"""What the orders of an output lack, one line each; a double click goes there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desk.services.feedback import MissingItem
from desk.views.pieces import label, plain_table

COLUMNS = (("工单号", 24), ("区域", 8), ("缺什么", 14), ("规则", 7), ("说明", 40))
LISTED = 1000


class MissingPanel(QWidget):
    """Hidden until something was checked."""

    chosen = Signal(object)  # a MissingItem

    def __init__(self) -> None:
        super().__init__()
        self.items: list[MissingItem] = []
        self.state = label("", wrap=True)
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setHorizontalHeaderLabels([title for title, _ in COLUMNS])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName("缺项")
        plain_table(self.table, [width for _, width in COLUMNS])
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.activated.connect(lambda index: self.chosen.emit(self.items[index.row()]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.state)
        layout.addWidget(self.table, 1)
        self.hide()

    def show_items(self, items: Sequence[MissingItem]) -> None:
        """Show what is missing, or that nothing is."""
        self.items = list(items[:LISTED])
        numbers = len({item.order_no for item in items})
        more = f"，下面列出前 {LISTED} 处" if len(items) > LISTED else ""
        told = f"{numbers} 张工单缺 {len(items)} 项{more}；双击一行去补，也可以照样导出。"
        self.state.setText(told if items else "检查过了，没有缺项。")
        self.table.setVisible(bool(items))
        self.table.setRowCount(len(self.items))
        for row, item in enumerate(self.items):
            cells = (item.order_no, item.region, item.column, item.rule, f"{item.message}；{item.remedy}")
            for column, text in enumerate(cells):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                cell.setFlags(cell.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(row, column, cell)
        self.show()
