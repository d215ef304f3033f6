"""The page of settings: sections at the left, the chosen one beside, drafts saved together."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk.services.exporting import export_office
from desk.services.settings import FILES, change_settings, file_changes, setting_rows, write_file
from desk.store import Change, Written
from desk.views.asking import ask_discard, ask_file, ask_save
from desk.views.context import Context
from desk.views.everywhere import undo_last
from desk.views.icons import icon
from desk.views.messages import Tone
from desk.views.pages import Page
from desk.views.pieces import action_button, label, named
from desk.views.settings.machine_panel import MachinePanel
from desk.views.settings.panel import Panel
from desk.views.settings.save_dialog import SaveDialog
from desk.views.settings.sections import SECTIONS, Section

TOML = "设置文件 (*.toml)"
BOOK = "工作簿 (*.xlsx)"
RAIL_WIDTH, ITEM_HEIGHT = 150, 34


class SettingsPage(Page):
    """Everything an office sets. Nothing is written before 保存, which asks for a reason."""

    def __init__(self, context: Context, actions: Mapping[str, QAction]) -> None:
        super().__init__(context, actions)
        self.panels: dict[str, Panel] = {section.name: section.build(context) for section in SECTIONS}
        self.list = QListWidget()
        self.list.addItems([section.title for section in SECTIONS])
        self.list.setFixedWidth(max(RAIL_WIDTH, self.list.sizeHintForColumn(0) + 24))
        for at in range(len(SECTIONS)):
            self.list.item(at).setSizeHint(QSize(0, max(ITEM_HEIGHT, self.list.fontMetrics().height() + 8)))
        self.stack = QStackedWidget()
        self.search = QLineEdit(
            placeholderText="查找设置：名称、含义、规则、词条、区县……", clearButtonEnabled=True
        )
        self.search.setMaximumWidth(380)
        self.refusal = label("", "notice", wrap=True)
        self.state = label("", "muted")
        self.files = QPushButton(icon("export"), "文件…")
        self._compose()
        for panel in self.panels.values():
            self.stack.addWidget(panel)
            panel.edited.connect(self._note)
            if isinstance(panel, MachinePanel):
                panel.chosen.connect(context.settings_changed)
        self.list.currentRowChanged.connect(self._chosen)
        self.search.textChanged.connect(self.narrow)
        context.changed.connect(self._written)
        context.acting.connect(self._allow)
        self.list.setCurrentRow(0)
        self.load()

    def _compose(self) -> None:
        head = named(QWidget(), "toolRow")
        tools = QHBoxLayout(head)
        tools.setContentsMargins(0, 0, 0, 0)
        for part in (label("设置", "title"), self.search):
            tools.addWidget(part, 1 if part is self.search else 0)
        tools.addStretch(1)
        tools.addWidget(self.state)
        tools.addWidget(self.files)
        for name in ("discard", "save"):
            tools.addWidget(action_button(self.actions_by_name[name]))
        body = QHBoxLayout()
        body.addWidget(self.list)
        right = QVBoxLayout()
        right.addWidget(self.refusal)
        right.addWidget(self.stack, 1)
        body.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.addWidget(head)
        layout.addLayout(body, 1)

    @property
    def section(self) -> Section:
        """The chosen section."""
        return SECTIONS[max(self.list.currentRow(), 0)]

    @property
    def panel(self) -> Panel:
        """Its panel."""
        return self.panels[self.section.name]

    def show_section(self, name: str) -> None:
        """Choose a section by its name."""
        self.list.setCurrentRow([section.name for section in SECTIONS].index(name))

    def load(self) -> None:
        """Read all tables again; drafts are forgotten."""
        tables = [table for panel in self.panels.values() for table in panel.tables]
        self.context.read(partial(setting_rows, tables=tables), self._show, owner=self)

    def _show(self, rows: Mapping[str, Sequence[Any]]) -> None:
        for panel in self.panels.values():
            panel.load(rows)
        self._allow()
        self.narrow(self.search.text())

    def changes(self) -> list[Change]:
        """What saving would write."""
        return [change for panel in self.panels.values() for change in panel.changes()]

    def _note(self) -> None:
        changes, wrong = self.changes(), sum(panel.wrong() for panel in self.panels.values())
        told = [f"{len(changes)} 处改动未保存"] if changes else []
        told += [f"{wrong} 处填写有误"] if wrong else []
        self.state.setText("，".join(told))
        self.offers_changed.emit()

    def _chosen(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self._allow()

    def _allow(self) -> None:
        for panel in self.panels.values():
            panel.set_allowed(not panel.refusal(self.context.desk.person))
        refusal = self.panel.refusal(self.context.desk.person)
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))
        self._fill_files(refusal)
        self._note()

    def _fill_files(self, refusal: str) -> None:
        menu = QMenu(self)
        for name in self.section.files:
            menu.addAction(f"导出{FILES[name].title}…", partial(self.write_file, name))
            take = menu.addAction(f"导入{FILES[name].title}…", partial(self.take_file, name))
            take.setEnabled(not refusal)
        if self.section.book:
            menu.addAction("导出登记和设置的工作簿…", self.write_book)
        self.files.setMenu(menu)
        self.files.setVisible(not menu.isEmpty())

    def narrow(self, text: str) -> None:
        """Show what holds the text; each section tells how much it has of it."""
        for at, section in enumerate(SECTIONS):
            number = self.panels[section.name].narrow(text.strip())
            self.list.item(at).setText(f"{section.title}（{number}）" if text.strip() else section.title)

    def offers(self) -> frozenset[str]:
        """Save and discard what was changed."""
        changes = self.changes()
        wrong = any(panel.wrong() for panel in self.panels.values())
        names = {"discard"} if changes or wrong else set()
        return frozenset(names | {"save"} if changes and not wrong else names)

    def act(self, name: str) -> None:
        """Save or discard."""
        if name == "save":
            self.save(self.changes())
        elif name == "discard" and ask_discard(self, "设置"):
            self.load()

    def save(self, changes: Sequence[Change]) -> None:
        """Ask for the reason, and put the changes in force."""
        reason = SaveDialog.ask(self, self.context, changes)
        if reason is not None:
            work = partial(change_settings, changes=changes, reason=reason)
            self.context.write(work, self._saved, owner=self)

    def _saved(self, _written: Written) -> None:
        self.load()
        self.context.sweep()
        self.context.tell(
            "设置已保存，相关工单正在重新检查", Tone.GOOD, "撤销", partial(undo_last, self.context, self)
        )

    def write_file(self, name: str) -> None:
        """Write a kind of settings to a file."""
        path = ask_save(self, f"导出{FILES[name].title}", f"{FILES[name].title}.toml", TOML)
        if path is not None:
            work = partial(write_file, name=name, path=path)
            self.context.read(work, partial(self._written_to, path), owner=self)

    def _written_to(self, path: Path, _: object) -> None:
        self.context.tell(f"已写到“{path}”，可以用记事本修改后再导入", Tone.GOOD)

    def write_book(self) -> None:
        """Write all registers and settings to a workbook, which the page of imports takes in again."""
        path = ask_save(self, "导出登记和设置", "登记和设置.xlsx", BOOK)
        if path is not None:
            self.context.read(
                partial(export_office, path=path), partial(self._book_written, path), owner=self
            )

    def _book_written(self, path: Path, number: int) -> None:
        self.context.tell(f"已把 {number} 行写到“{path}”，改好后在“导入”页导入", Tone.GOOD)

    def take_file(self, name: str) -> None:
        """Put an edited file in force, after it was shown what that changes."""
        path = ask_file(self, f"导入{FILES[name].title}", TOML)
        if path is not None:
            self.context.read(partial(file_changes, name=name, path=path), self._taken, owner=self)

    def _taken(self, changes: Sequence[Change]) -> None:
        if changes:
            self.save(changes)
        else:
            self.context.tell("文件与现行设置相同，没有变化")

    def _written(self, written: Written) -> None:
        own = {table for panel in self.panels.values() for table in panel.tables}
        if own & written.tables and not self.changes():
            self.load()

    def brought_up(self) -> None:
        """Keys go to the search."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_close(self) -> bool:
        """Ask when something is not saved."""
        return not self.changes() or ask_discard(self, "设置")
