"""One dialog for every kind of file that leaves the desk, made from the one table of kinds."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk.errors import InputError
from desk.services.feedback import MissingItem
from desk.services.outputs import KINDS, OutputKind, Wanted, suggested_name
from desk.views.asking import ask_save
from desk.views.companion import StoppedError
from desk.views.context import Context
from desk.views.icons import icon
from desk.views.imports.bench import question
from desk.views.imports.working_bar import WorkingBar
from desk.views.messages import Tone
from desk.views.outputs.missing_panel import MissingPanel
from desk.views.outputs.parts_form import PartsForm
from desk.views.outputs.press import Press, leftovers
from desk.views.outputs.preview_dialog import PreviewDialog
from desk.views.pieces import label
from desk.views.showing import show_file

ROW_HEIGHT = 30
_FILTERS = {".xlsx": "Excel 工作簿 (*.xlsx)", ".zip": "压缩文件 (*.zip)", ".pdf": "PDF (*.pdf)"}


class ExportDialog(QDialog):
    """Kinds at the left, what the kind takes at the right, what is missing below; one file at a time."""

    told = Signal(str, int, int)

    def __init__(self, parent: QWidget | None, context: Context, given: Wanted, name: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("导出和打印")
        self.resize(900, 600)
        self._context = context
        self._then: Callable[[Any], None] | None = None
        self._path: Path | None = None
        url = context.desk.database.url.render_as_string(hide_password=False)
        self._press = context.jobs.companion(Press, url)
        self.kinds = QListWidget()
        for kind in KINDS:
            item = QListWidgetItem(kind.title, self.kinds)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
        self.help = label("", "muted", wrap=True)
        self.form = PartsForm(context, given)
        self.missing = MissingPanel()
        self.working = WorkingBar()
        self.state = label("", wrap=True)
        self.folder_button = QPushButton("打开所在文件夹")
        self.open_button = QPushButton("打开文件")
        self.check_button = QPushButton(icon("check"), "检查缺项")
        self.preview_button = QPushButton(icon("eye"), "预览、打印…")
        self.export_button = QPushButton(icon("export", "on_accent"), "导出…")
        self._compose()
        self._connect()
        names = [kind.name for kind in KINDS]
        self.kinds.setCurrentRow(names.index(name) if name in names else 0)

    def _compose(self) -> None:
        self.kinds.setFixedWidth(150)
        self.kinds.setAccessibleName("种类")
        self.working.stop.setToolTip("停止，不留下写了一半的文件（Esc）")
        self.export_button.setDefault(True)
        done = QHBoxLayout()
        done.addWidget(self.state, 1)
        done.addWidget(self.open_button)
        done.addWidget(self.folder_button)
        buttons = QHBoxLayout()
        buttons.addWidget(self.check_button)
        buttons.addStretch(1)
        buttons.addWidget(self.preview_button)
        buttons.addWidget(self.export_button)
        right = QVBoxLayout()
        right.addWidget(self.help)
        right.addWidget(self.form)
        right.addWidget(self.missing, 1)
        right.addStretch(0)
        right.addLayout(done)
        right.addWidget(self.working)
        right.addLayout(buttons)
        row = QHBoxLayout(self)
        row.addWidget(self.kinds)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self.kinds.currentRowChanged.connect(lambda _: self._show_kind())
        self.check_button.clicked.connect(self.check)
        self.preview_button.clicked.connect(self.preview)
        self.export_button.clicked.connect(self.export)
        self.missing.chosen.connect(self._go_to)
        self.working.stop.clicked.connect(self._press.stop)
        self.told.connect(self.working.show_progress)
        self.open_button.clicked.connect(lambda: self._open(folder=False))
        self.folder_button.clicked.connect(lambda: self._open(folder=True))

    @property
    def kind(self) -> OutputKind:
        """The chosen kind."""
        return KINDS[max(self.kinds.currentRow(), 0)]

    def _show_kind(self) -> None:
        self.help.setText(self.kind.help)
        self.form.show_kind(self.kind)
        self.missing.hide()
        self._say("")
        self._offer()

    def _offer(self) -> None:
        busy = self._then is not None
        self.check_button.setVisible(self.kind.check is not None)
        self.preview_button.setVisible(self.kind.printed)
        for part in (self.kinds, self.form, self.check_button, self.preview_button, self.export_button):
            part.setEnabled(not busy)

    def _say(self, text: str, path: Path | None = None) -> None:
        self.state.setText(text)
        self._path = path
        self.open_button.setVisible(path is not None)
        self.folder_button.setVisible(path is not None)

    def _open(self, *, folder: bool) -> None:
        if self._path is not None:
            show_file(self._path.parent if folder else self._path)

    def _wanted(self) -> Wanted | None:
        """What stands in the form; what is wrong there is said."""
        try:
            return self.form.wanted(self.kind)
        except InputError as error:
            self._say(str(error))
            return None

    def check(self) -> None:
        """List what is missing."""
        wanted = self._wanted()
        if wanted is not None:
            self._ask("检查缺项", "check", self.kind.name, wanted, then=self._checked)

    def _checked(self, items: Sequence[MissingItem]) -> None:
        self._say("")
        self.missing.show_items(items)
        self.missing.table.setFocus()

    def _go_to(self, item: MissingItem) -> None:
        self.accept()
        self._context.wants_order.emit(item.order_no)
        self._context.tell(f"{item.rule} {item.message}；办法：{item.remedy}")

    def preview(self) -> None:
        """Show the pages first."""
        wanted = self._wanted()
        if wanted is not None:
            PreviewDialog.show_paper(self, self._context, wanted, [self.kind.name])

    def export(self) -> None:
        """Write the file where the person says."""
        wanted = self._wanted()
        if wanted is None:
            return
        kind = self.kind
        path = ask_save(self, f"导出{kind.title}", suggested_name(kind.name, wanted), _FILTERS[kind.ending])
        if path is None:
            return
        path = path if path.suffix.lower() == kind.ending else path.with_name(path.name + kind.ending)
        self.form.remember()
        self._path = path
        self._ask(f"正在写{kind.title}", "write", kind.name, path, wanted, then=partial(self._written, path))

    def _written(self, path: Path, told: str) -> None:
        self._say(f"{told}到“{path.name}”", path)
        self._context.tell(f"{told}到“{path.name}”", Tone.GOOD, "打开", partial(show_file, path))
        self.folder_button.setFocus()

    def _ask(self, step: str, name: str, *arguments: Any, then: Callable[[Any], None]) -> None:
        """Ask the press in the other process; meanwhile the dialog shows how far it is."""
        self._then = then
        self._say("", None) if name == "check" else self.state.setText("")
        self.working.start(step)
        self._offer()
        self._press.make_ready()
        work = partial(question, companion=self._press, name=name, arguments=arguments, told=self.told.emit)
        self._context.read(work, self._answered, owner=self, failed=self._failed)

    def _finish(self) -> Callable[[Any], None] | None:
        then, self._then = self._then, None
        self.working.hide()
        self._offer()
        return then

    def _answered(self, answer: Any) -> None:
        then = self._finish()
        if then is not None:
            then(answer)

    def _failed(self, error: BaseException) -> bool:
        path = self._path
        self._finish()
        if isinstance(error, StoppedError):
            for part in leftovers(path) if path else ():
                part.unlink(missing_ok=True)
            self._say("已停止，没有写出文件")
            return True
        self._say(str(error) if isinstance(error, InputError) else "没有写成，见窗口上方的说明")
        return isinstance(error, InputError)

    def reject(self) -> None:
        """Esc stops what is under way before it closes."""
        if self._then is not None:
            self._press.stop()
            return
        super().reject()

    def done(self, result: int) -> None:
        """Nothing goes on without the dialog."""
        self._press.stop()
        super().done(result)

    @classmethod
    def show_kinds(cls, parent: QWidget | None, context: Context, given: Wanted, name: str = "") -> None:
        """Show it until it is closed."""
        cls(parent, context, given, name).exec()
