"""The last step: what was imported, and the way back."""

from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from desk.services.importing import ImportReport
from desk.services.undoing import Undone
from desk.views.icons import icon
from desk.views.imports.report_tables import CountTable
from desk.views.pieces import label


class DonePanel(QWidget):
    """The counts; after an undo what stayed because it was edited since."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "title", wrap=True)
        self.counts = CountTable()
        self.left_title = label("", "sectionTitle", wrap=True)
        self.left = QListWidget()
        self.orders = QPushButton(icon("orders"), "查看工单")
        self.another = QPushButton(icon("imports"), "再导入一个文件")
        self.undo = QPushButton(icon("undo"), "撤销本次导入")
        self.undo.setToolTip("整批撤销；导入后又被改过的内容保留并列出")
        buttons = QHBoxLayout()
        for button in (self.orders, self.another, self.undo):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addWidget(self.counts)
        layout.addLayout(buttons)
        layout.addWidget(self.left_title)
        layout.addWidget(self.left, 1)
        layout.addStretch(0)

    def show_report(self, report: ImportReport) -> None:
        """Show what was written."""
        of_orders = report.count("工单")
        wrong = f"，略过有错误的 {of_orders.wrong} 行" if of_orders.wrong else ""
        done = f"已导入“{report.file}”：新增工单 {of_orders.new}，更新 {of_orders.changed}{wrong}"
        self.title.setText(done if report.written else f"“{report.file}”里没有新的内容，库里没有改动")
        self.counts.show_counts(report.counts)
        self.counts.show()
        self.undo.setVisible(report.written is not None)
        self._show_left(())

    def show_undone(self, undone: Undone) -> None:
        """Show what the undo left as it is."""
        self.title.setText("本次导入已撤销")
        self.counts.hide()
        self.undo.hide()
        self._show_left(tuple(str(left) for left in undone.left))

    def _show_left(self, left: tuple[str, ...]) -> None:
        self.left.clear()
        self.left.addItems(left)
        self.left_title.setText(f"导入后又改过、保留下来的（{len(left)}）")
        for part in (self.left, self.left_title):
            part.setVisible(bool(left))
