"""The page of imports: choose or drop a file, see what it would do, import, undo."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
)

from desk.services.importing import ImportReport, import_intake
from desk.services.intake import Intake
from desk.services.undoing import undo
from desk.views.apart import read_file
from desk.views.asking import ask_file
from desk.views.context import Context
from desk.views.icons import icon
from desk.views.imports.report_tables import CountTable, ErrorTable
from desk.views.messages import Tone
from desk.views.pages import Page
from desk.views.pieces import label, restyle

KINDS = "工作簿和表格 (*.xlsx *.xlsm *.xls *.ods *.csv)"


class DropArea(QFrame):
    """Takes a dropped file."""

    dropped = Signal(object)  # a Path

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("dropArea")
        self.setAcceptDrops(True)
        self.button = QPushButton(icon("imports"), "选择文件…")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.addWidget(label("把 EOMS 导出的工单表或交换工作簿拖到这里，或"))
        layout.addWidget(self.button)
        layout.addStretch(1)
        layout.addWidget(label(".xlsx .xlsm .xls .ods .csv", "muted"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()
            self._light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Put the light out."""
        self._light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file."""
        self._light(False)
        self.dropped.emit(Path(event.mimeData().urls()[0].toLocalFile()))

    def _light(self, on: bool) -> None:
        restyle(self, "over", "true" if on else None)


class ImportPage(Page):
    """Nothing is written before 导入 is pressed."""

    def __init__(self, context: Context, actions: Mapping[str, QAction]) -> None:
        super().__init__(context, actions)
        self.intake: Intake | None = None
        self._deed_id: int | None = None
        self.drop = DropArea()
        self.state = label("还没有选择文件。", wrap=True)
        self.counts = CountTable()
        self.errors = ErrorTable()
        self.errors_title = label("", "sectionTitle")
        self.skip = QCheckBox("跳过有错误的行，导入其余的")
        self.button = QPushButton("导入")
        self.button.setProperty("primary", "true")
        self.undo_button = QPushButton(icon("undo"), "撤销本次导入")
        self._compose()
        self.drop.button.clicked.connect(self.choose)
        self.drop.dropped.connect(self.simulate)
        self.skip.toggled.connect(lambda _: self._offer())
        self.button.clicked.connect(self.run)
        self.undo_button.clicked.connect(self.undo)
        self._show_report(None)

    def _compose(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.skip)
        row.addStretch(1)
        row.addWidget(self.undo_button)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.addWidget(label("导入", "title"))
        layout.addWidget(self.drop)
        layout.addWidget(self.state)
        layout.addWidget(self.counts, 2)
        layout.addWidget(self.errors_title)
        layout.addWidget(self.errors, 3)
        layout.addLayout(row)
        layout.addStretch(0)

    def choose(self) -> None:
        """Ask for a file and simulate it."""
        path = ask_file(self, "选择要导入的文件", KINDS)
        if path is not None:
            self.simulate(path)

    def simulate(self, path: Path) -> None:
        """Read a file in the other process and show what importing it would do; nothing is written."""
        self.intake, self._deed_id = None, None
        self._show_report(None)
        self.state.setText(f"正在读取“{path.name}”……")
        self.context.compute(read_file(path), self._read, owner=self, failed=self._unreadable)

    def _unreadable(self, _error: BaseException) -> bool:
        self.state.setText("文件没有读成，原因见上方；库里没有任何改动。")
        return False

    def _read(self, intake: Intake) -> None:
        self.intake = intake
        self.state.setText(f"正在核对“{intake.path.name}”……")
        work = partial(import_intake, intake=intake, dry_run=True)
        self.context.read(work, self._simulated, owner=self, failed=self._unreadable)

    def _simulated(self, report: ImportReport) -> None:
        self._show_report(report)
        remarks = "".join(f"\n注意：{remark}" for remark in report.remarks)
        self.state.setText(f"“{report.file}”的试算结果如下，还没有写入。{remarks}")

    def _show_report(self, report: ImportReport | None) -> None:
        self.counts.show_counts(report.counts if report else {})
        errors = report.errors if report else []
        self.errors.show_errors(errors)
        self.errors_title.setText(f"错误（{len(errors)}）")
        for part in (self.errors, self.errors_title, self.skip):
            part.setVisible(bool(errors))
        self.counts.setVisible(report is not None)
        self._offer()

    def _offer(self) -> None:
        shown = self.intake is not None and self._deed_id is None
        clean = not self.errors.errors or self.skip.isChecked()
        self.button.setEnabled(shown and clean)
        self.undo_button.setVisible(self._deed_id is not None)

    def run(self) -> None:
        """Import what was simulated."""
        if self.intake is None:
            return
        self.button.setEnabled(False)
        self.state.setText(f"正在导入“{self.intake.path.name}”……")
        work = partial(import_intake, intake=self.intake, skip_bad_rows=self.skip.isChecked())
        self.context.write(work, self._imported, owner=self, failed=self._unreadable)

    def _imported(self, report: ImportReport) -> None:
        new = report.count("工单").new
        changed = report.count("工单").changed
        self._deed_id = report.written.deed_id if report.written else None
        self.state.setText(f"已导入“{report.file}”：新增工单 {new}，更新 {changed}。")
        self._offer()
        if report.written is None:
            self.context.tell("文件里没有新的内容，库里没有改动")
        else:
            self.context.tell(f"已导入“{report.file}”：新增工单 {new}，更新 {changed}", Tone.GOOD)

    def undo(self) -> None:
        """Take the whole import back."""

        def undone(_: object) -> None:
            self._deed_id = None
            self.intake = None
            self._show_report(None)
            self.state.setText("本次导入已撤销。")
            self.context.tell("本次导入已撤销", Tone.GOOD)

        self.context.write(partial(undo, deed_id=self._deed_id), undone, owner=self)

    def brought_up(self) -> None:
        """Keys go to the button."""
        self.drop.button.setFocus(Qt.FocusReason.OtherFocusReason)
