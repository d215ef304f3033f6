"""The page of imports: choose a file, map its columns, see what it would do, import, undo."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desk.services.importing import ImportReport
from desk.services.preparing import Preview
from desk.services.simulating import Simulation
from desk.services.undoing import Undone, history
from desk.store import Written
from desk.store.history import LoggedDeed
from desk.views.asking import ask_file, ask_save, ask_sure
from desk.views.companion import StoppedError
from desk.views.context import Context
from desk.views.icons import icon
from desk.views.imports.bench import bench_of, question
from desk.views.imports.check_panel import CheckPanel
from desk.views.imports.done_panel import DonePanel
from desk.views.imports.drop_area import DropArea
from desk.views.imports.mapping_panel import MappingPanel
from desk.views.imports.step_bar import StepBar
from desk.views.imports.watch import Offer, Watch
from desk.views.imports.watch_panel import WatchPanel
from desk.views.imports.working_bar import WorkingBar
from desk.views.messages import Tone
from desk.views.pages import Page
from desk.views.pieces import label

KINDS = "工作簿和表格 (*.xlsx *.xlsm *.xls *.ods *.csv)"
CHOOSE, MAP, CHECK, DONE = range(4)


def _above(upper: QWidget, lower: QWidget) -> QWidget:
    both = QWidget()
    layout = QVBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(upper, 1)
    layout.addWidget(lower)
    return both


class ImportPage(Page):
    """Nothing is written before 导入 is pressed. The file lies on a bench in another process."""

    told = Signal(str, int, int)

    def __init__(self, context: Context, actions: Mapping[str, QAction]) -> None:
        super().__init__(context, actions)
        self.bench = bench_of(context.jobs, context.desk)
        self.file = ""
        self._deed_id: int | None = None
        self._working = self._writing = False
        self._began = context.desk.now()
        self.steps = StepBar()
        self.state = label("", wrap=True)
        self.drop = DropArea()
        self.watch = Watch(context, self)
        self.watch_panel = WatchPanel(self.watch)
        self._watched: Offer | None = None
        self.mapping = MappingPanel()
        self.check = CheckPanel()
        self.done = DonePanel()
        self.stack = QStackedWidget()
        self.working = WorkingBar()
        self.back = QPushButton(icon("back"), "上一步")
        self.restart = QPushButton("重新选择")
        self.next = QPushButton("试算")
        self.button = QPushButton("导入")
        self._compose()
        self._connect()
        self._show_step(CHOOSE)

    def _compose(self) -> None:
        for panel in (_above(self.drop, self.watch_panel), self.mapping, self.check, self.done):
            self.stack.addWidget(panel)
        top = QHBoxLayout()
        top.addWidget(label("导入", "title"))
        top.addSpacing(24)
        top.addWidget(self.steps, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.restart)
        bottom.addWidget(self.back)
        bottom.addWidget(self.working, 1)
        for button in (self.next, self.button):
            button.setProperty("primary", "true")
            button.setMinimumWidth(110)
            bottom.addWidget(button)
        self.back.setToolTip("回到上一步（Alt+Left）")
        self.back.setShortcut("Alt+Left")
        self.next.setToolTip("看看导入会改动什么，不写入（Ctrl+Enter）")
        self.button.setToolTip("写入数据库，可以整批撤销（Ctrl+Enter）")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.addLayout(top)
        layout.addWidget(self.state)
        layout.addWidget(self.stack, 1)
        layout.addLayout(bottom)

    def _connect(self) -> None:
        self.drop.button.clicked.connect(self.choose)
        self.drop.paste_button.clicked.connect(self.paste)
        self.drop.dropped.connect(self._take)
        self.mapping.arranged.connect(self._look_again)
        self.check.changed.connect(self._offer)
        self.check.save.clicked.connect(self.save_errors)
        self.restart.clicked.connect(self.begin)
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self.simulate)
        self.button.clicked.connect(self.run)
        self.working.stop.clicked.connect(self.stop)
        self.told.connect(self.working.show_progress)
        self.done.undo.clicked.connect(self.undo)
        self.done.another.clicked.connect(self.begin)
        self.done.orders.clicked.connect(self._see_orders)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._go_on)
        self.watch_panel.chosen.connect(self.look_at)
        self.watch.wants_import.connect(self.look_at)

    def _ask(
        self, step: str, name: str, *arguments: Any, then: Callable[[Any], None], writes: bool = False
    ) -> None:
        """Ask the bench beside the window; meanwhile the page shows how far it is."""
        work = partial(question, companion=self.bench, name=name, arguments=arguments, told=self.told.emit)
        self.context.moved_on.emit()
        self._set_working(step)
        self._writing = writes
        self.bench.make_ready()
        run = self.context.write if writes else self.context.read
        run(work, partial(self._answered, then), owner=self, failed=self._failed)

    def _answered(self, then: Callable[[Any], None], answer: Any) -> None:
        self._set_working("")
        then(answer)

    def _failed(self, error: BaseException) -> bool:
        wrote = self._writing
        self._set_working("")
        if not isinstance(error, StoppedError):
            return False
        self.begin()
        self.context.tell(str(error))
        if wrote:
            self.context.read(partial(history, limit=1), self._told_what_stands, owner=self)
        return True

    def _told_what_stands(self, last: list[LoggedDeed]) -> None:
        """A very large import is written before its orders are judged: stopped then, it stands."""
        if last and last[0].title == f"导入 {self.file}" and last[0].time >= self._began:
            self.context.changed.emit(Written(last[0].deed_id, frozenset({"orders"}), whole=True))
            self.context.sweep()
            self.context.tell(
                f"“{self.file}”已经写入，只停止了检查，检查会在后台继续；不要的话请撤销（Ctrl+Z）"
            )

    def _set_working(self, step: str) -> None:
        self._working, self._writing = bool(step), False
        if step:
            self.working.start(step)
        else:
            self.working.hide()
        self.stack.setEnabled(not step)
        self._offer()
        self.offers_changed.emit()

    def _show_step(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.steps.show_step(step)
        self._offer()

    def _offer(self) -> None:
        step = self.stack.currentIndex()
        free = not self._working
        self.restart.setVisible(step in (MAP, CHECK))
        self.back.setVisible(step == CHECK)
        self.next.setVisible(step == MAP)
        self.button.setVisible(step == CHECK)
        self.restart.setEnabled(free)
        self.back.setEnabled(free)
        self.next.setEnabled(free and self.mapping.complete)
        self.button.setEnabled(free and self.check.may_import)

    def begin(self) -> None:
        """Go back to the first step; nothing lies on the bench any more."""
        self.bench.stop()
        self.state.setText("")
        self._show_step(CHOOSE)
        self.brought_up()

    def choose(self) -> None:
        """Ask for a file and read it."""
        path = ask_file(self, "选择要导入的文件", KINDS)
        if path is not None:
            self._take(path)

    def _take(self, path: Path) -> None:
        self._watched = None
        self.read(path)

    def look_at(self, offer: Offer) -> None:
        """Look at a file of the watched folder."""
        if self._working:
            self.context.tell("正在导入另一个文件，请完成后再核对")
            return
        self.context.wants_page.emit("imports")
        self._watched = offer
        self.read(offer.waiting.path)

    def read(self, path: Path) -> None:
        """Read a file in the other process; go on to what it would do when every column is clear."""
        self.file = path.name
        self._ask("读取文件", "read", path, then=self._read)

    def paste(self) -> None:
        """Read the rows that were copied elsewhere."""
        if self._working:
            return
        data = QGuiApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self._take(files[0])
            return
        self._watched = None
        self.file = "粘贴的内容"
        self._ask("读取粘贴的内容", "paste", data.text(), data.html(), then=self._read)

    def _read(self, preview: Preview) -> None:
        self.mapping.start(preview)
        if preview.missing or not preview.columns:
            self._show_mapping()
        else:
            self.simulate()

    def _show_mapping(self) -> None:
        self.state.setText(f"“{self.file}”：请为各列选择对应的字段，必填字段齐了就可以试算。")
        self._show_step(MAP)
        self.mapping.take_keys()

    def _look_again(self) -> None:
        self._ask("重新对应", "look", self.mapping.arrangement, then=self._looked)

    def _looked(self, preview: Preview) -> None:
        self.mapping.show_preview(preview)
        self._offer()
        self.mapping.take_keys()

    def simulate(self) -> None:
        """Show what importing would do; nothing is written."""
        self._ask("试算", "simulate", self.mapping.settled(), then=self._simulated)

    def _simulated(self, found: Simulation) -> None:
        self.check.show_simulation(found)
        wrong = found.error_number
        way = f"有 {wrong:,} 处错误：改好文件后重新选择，或勾选下面的“跳过”。" if wrong else ""
        self.state.setText(f"“{self.file}”的试算结果如下，还没有写入。{way}")
        self._show_step(CHECK)
        self.check.tabs.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def save_errors(self) -> None:
        """Save all errors of the file as a workbook of their own."""
        name = f"{Path(self.file).stem} 错误清单.xlsx"
        path = ask_save(self, "保存错误清单", name, "工作簿 (*.xlsx)")
        if path is not None:

            def saved(number: int) -> None:
                self.context.tell(f"{number:,} 处错误已存到 {path}", Tone.GOOD)

            self._ask("保存错误清单", "save_errors", path, then=saved)

    def run(self) -> None:
        """Import what was simulated, whole or not at all."""
        self._began = self.context.desk.now()
        chosen = self.check.conflicts.table.conflicts
        self._ask(
            "写入",
            "carry_out",
            self.check.skip.isChecked(),
            chosen.take_file,
            frozenset(chosen.other_way),
            self.mapping.name_to_remember,
            then=self._imported,
            writes=True,
        )

    def _imported(self, report: ImportReport) -> None:
        self._deed_id = report.written.deed_id if report.written else None
        self.bench.stop()  # and what it held in memory goes
        if self._watched is not None:
            self.watch.done_with(self._watched)
            self._watched = None
        self.state.setText("")
        self.done.show_report(report)
        self._show_step(DONE)
        self.context.tell(self.done.title.text(), Tone.GOOD if report.written else Tone.INFO)
        self.done.orders.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Stop what is under way; what was being written is taken back."""
        self.bench.stop()

    def undo(self) -> None:
        """Take the whole import back, but for what was edited since."""
        self._ask("撤销", "undo", self._deed_id, then=self._undone, writes=True)

    def _undone(self, undone: Undone) -> None:
        self._deed_id = None
        self.done.show_undone(undone)
        left = f"，其中 {len(undone.left)} 处后来改过，已保留" if undone.left else ""
        self.context.tell(f"本次导入已撤销{left}{undone.further}", Tone.GOOD)

    def _go_back(self) -> None:
        self._show_mapping()

    def _go_on(self) -> None:
        for button in (self.next, self.button):
            if button.isVisible() and button.isEnabled():
                button.click()
                return

    def _see_orders(self) -> None:
        self.context.wants_page.emit("orders")

    def offers(self) -> frozenset[str]:
        """Rows can be pasted unless something is under way."""
        return frozenset() if self._working else frozenset({"paste"})

    def act(self, name: str) -> None:
        """Paste."""
        if name == "paste":
            self.paste()

    def may_close(self) -> bool:
        """An import under way is stopped only if the person says so."""
        return not self._writing or ask_sure(
            self, "正在导入", "正在导入，现在关闭会停止并撤回这次导入。要关闭吗？"
        )

    def brought_up(self) -> None:
        """Keys go to the button."""
        if self.stack.currentIndex() == CHOOSE:
            self.drop.button.setFocus(Qt.FocusReason.OtherFocusReason)
