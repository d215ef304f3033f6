"""The page of one order: form and rows at the left, verdicts and history at the right."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desk.errors import InputError
from desk.records import SHEETS, Deed, Order, SheetSpec
from desk.rules.rule import Place
from desk.services.editing import Saved, save
from desk.services.outputs import Wanted
from desk.services.replying import can_reply
from desk.services.standing import BlockedError
from desk.services.viewing import OrderDetail, detail
from desk.store import Change, EditConflictError, Written
from desk.views.asking import Unsaved, ask_unsaved
from desk.views.context import Context
from desk.views.detail import deeds
from desk.views.detail.evidence import EvidenceLight
from desk.views.detail.form import Offers, OrderForm
from desk.views.detail.header import Header
from desk.views.detail.history_panel import HistoryPanel
from desk.views.detail.photos_tab import PhotosTab
from desk.views.detail.rows_tab import READ_ONLY, RowsTab
from desk.views.detail.steps_tab import StepsTab
from desk.views.detail.verdict_panel import VerdictPanel
from desk.views.messages import Tone
from desk.views.pages import Page
from desk.views.pieces import label

ROW_SHEETS = tuple(sheet for sheet in SHEETS if sheet.of_order and sheet.record is not Order)
TABS: dict[str, type[RowsTab]] = {"photos": PhotosTab, "steps": StepsTab}  # sheets shown in their own way
SIDE_LETTERS = 20  # the widest line of evidence
Neighbours = tuple[str | None, str | None]


class DetailPage(Page):
    """Shows one order; edits are the form's until they are saved."""

    def __init__(self, context: Context, actions: Mapping[str, QAction]) -> None:
        super().__init__(context, actions)
        self.order_no: str | None = None
        self.detail: OrderDetail | None = None
        self.drafts: dict[str, str] = {}  # replies begun and not given
        self._neighbours: Neighbours = (None, None)
        self._saving = False
        self.header = Header(actions)
        self.form = OrderForm(self.offers_changed.emit)
        self.sheets = QTabWidget()
        self.tabs = {sheet.title: TABS.get(sheet.table, RowsTab)(sheet, context) for sheet in ROW_SHEETS}
        self.verdicts = VerdictPanel()
        self.history = HistoryPanel()
        self.light = EvidenceLight(self.sheets, self.form, self.tabs)
        self._stack = QStackedWidget()
        self._compose()
        self._connect()

    def _compose(self) -> None:
        self.sheets.setUsesScrollButtons(True)
        self.sheets.addTab(self.form, "工单")
        for title, tab in self.tabs.items():
            self.sheets.addTab(tab, title)
        side = QTabWidget()
        side.addTab(self.verdicts, "检查结论")
        side.addTab(self.history, "操作历史")
        splitter = QSplitter()
        splitter.addWidget(self.sheets)
        splitter.addWidget(side)
        splitter.setSizes([760, 400])
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        side.setMinimumWidth(max(300, SIDE_LETTERS * self.fontMetrics().horizontalAdvance("字")))
        self.sheets.setMinimumWidth(420)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self.header)
        column.addWidget(splitter, 1)
        empty = label("请先在工单列表里打开一张工单。", "muted", center=True)
        self._stack.addWidget(empty)
        self._stack.addWidget(whole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self.verdicts.chosen.connect(self.light.show_finding)
        self.verdicts.place_chosen.connect(self.follow)
        self.verdicts.waive.connect(partial(deeds.waive_finding, self))
        self.history.undo.connect(partial(deeds.undo_deed, self))
        for tab in self.tabs.values():
            tab.add.connect(partial(deeds.add_row, self))
            tab.edit.connect(partial(deeds.edit_row, self))
            tab.remove.connect(partial(deeds.remove_row, self))
        photos = self.tabs["照片"]
        assert isinstance(photos, PhotosTab)
        photos.dropped.connect(partial(deeds.attach_photos, self))
        photos.look.connect(partial(deeds.look_at_photo, self))
        self.context.changed.connect(self._note_written)
        self.context.acting.connect(self._reload)

    def open_order(self, order_no: str, neighbours: Neighbours = (None, None)) -> bool:
        """Show another order; False while there are unsaved changes to keep or to save first."""
        fresh = order_no != self.order_no
        if fresh and not self._may_leave(partial(self.context.wants_order.emit, order_no)):
            return False
        self.order_no, self._neighbours = order_no, neighbours
        if fresh:
            self.context.moved_on.emit()
            self.detail = None
            self.form.order = None
            self.light.clear()
        self._reload(keep_edits=not fresh)
        return True

    def follow(self, place: Place) -> None:
        """Light a place of evidence; one that is another order opens it."""
        if self.light.names_another(place):
            self.context.wants_order.emit(place.value)
        else:
            self.light.show_places((place,))

    def _reload(self, *, keep_edits: bool = True) -> None:
        if self.order_no is not None:
            shown = partial(self._show, keep_edits=keep_edits)
            self.context.read(partial(detail, order_no=self.order_no), shown, owner=self)

    def _show(self, found: OrderDetail, *, keep_edits: bool) -> None:
        if found.order.order_no != self.order_no:
            return
        self.detail = found
        self._show_form(found.order, keep_edits=keep_edits and self.form.dirty)
        self.header.show_order(found.order, found.findings, self.context.desk.now())
        may_waive = self.context.may(Deed.WAIVE)
        self.verdicts.show_findings(found.findings, may_waive=may_waive, explained=found.explained)
        self.history.show_deeds(found.history)
        steps = self.tabs["处理步骤"]
        assert isinstance(steps, StepsTab)
        steps.name_steps(found.step_titles)
        for at, sheet in enumerate(ROW_SHEETS, 1):
            rows = found.rows.get(sheet.table, [])
            self.tabs[sheet.title].show_rows(rows)
            self.sheets.setTabText(at, f"{sheet.title} {len(rows)}" if rows else sheet.title)
            self.sheets.setTabVisible(at, bool(rows) or sheet.table not in READ_ONLY)
        self._stack.setCurrentIndex(1)
        self.offers_changed.emit()

    def _show_form(self, order: Order, *, keep_edits: bool) -> None:
        covered = not self.context.is_unmasked(order.order_no)
        self.form.show_order(order, covered=covered, keep_edits=keep_edits)

    def _note_written(self, written: Written) -> None:
        named = "step_names" in written.tables
        if named or written.whole or self.order_no in written.order_nos:
            self._reload()

    def offers(self) -> frozenset[str]:
        """What can be done with the order as it stands."""
        if self.detail is None:
            return frozenset({"back"})
        names = {"back", "contact", "escalate"}
        before, after = self._neighbours
        names |= {"previous"} if before else set()
        names |= {"next"} if after else set()
        names |= {"save", "discard"} if self.form.dirty and not self._saving else set()
        names |= {"reply"} if can_reply(self.detail.order) else set()
        names.add("print")
        if not self.context.is_unmasked(self.detail.order.order_no):
            names.add("unmask")
        return frozenset(names)

    def offered(self, sheet: SheetSpec) -> Offers:
        """What a person chooses from in the fields of a new or changed row."""
        if self.detail is None or sheet.table != "steps":
            return {}
        return {"number": self.detail.step_titles}

    def output(self) -> Wanted:
        """The order that is shown."""
        numbers = (self.order_no,) if self.order_no else ()
        return Wanted(order_nos=numbers, office=self.context.settings["office"])

    def act(self, name: str) -> None:
        """Do one of the offered deeds."""
        if name in ("previous", "next"):
            wanted = self._neighbours[name == "next"]
            if wanted:
                self.context.wants_order.emit(wanted)
        elif name == "save":
            self.save()
        elif name == "discard":
            self.form.forget_edits()
            self.light.clear()
        elif name == "unmask" and self.order_no:
            self.context.unmask(self.order_no, self._reload, self)
        elif name in deeds.DEEDS:
            deeds.DEEDS[name](self)

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save what was typed, and go on; a field that cannot be read is named and nothing is written."""
        try:
            changed = self.form.edited_order()
        except InputError as error:
            self.context.trouble(error)
            return
        self.write_changes([Change(self.form.order, changed)], then=then)

    def write_changes(
        self,
        changes: list[Change],
        override: str | None = None,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Save changes of this order through the service, and say what came of it."""
        of_order = any(isinstance(change.row, Order) for change in changes)

        def failed(error: BaseException) -> bool:
            self._set_saving(False)
            if isinstance(error, EditConflictError) and of_order:
                self.context.trouble(error)
                self._reload()  # with what was typed kept, and what others changed marked
                return True
            return isinstance(error, BlockedError) and deeds.close_all_the_same(self, changes, error)

        def saved(answer: Saved) -> None:
            self._set_saving(False)
            for change in changes:
                if isinstance(change.after, Order) and change.after.order_no == self.order_no:
                    self._show_form(change.after, keep_edits=True)  # what was typed meanwhile
            self._tell_saved(answer)
            if then is not None:
                then()

        self._set_saving(True)
        work = partial(save, changes=changes, override=override)
        self.context.write(work, saved, owner=self, failed=failed)

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.offers_changed.emit()

    def _tell_saved(self, answer: Any) -> None:
        again = getattr(answer, "reopened_for", ())
        if again:
            codes = "、".join(finding.rule for finding in again)
            self.context.tell(f"已保存；原来的回单不再成立（{codes}），工单已重新打开", Tone.TROUBLE)
        else:
            self.context.tell("已保存", Tone.GOOD)

    def brought_up(self) -> None:
        """Keys go to where they last went, at first to the tabs."""
        if self.focusWidget() in (None, self):
            self.sheets.tabBar().setFocus()

    def may_close(self) -> bool:
        """Unsaved changes are saved first, or lost if the person says so."""
        return self._may_leave(self.window().close)

    def _may_leave(self, go_on: Callable[[], object]) -> bool:
        if not self.form.dirty:
            return True
        answer = ask_unsaved(self, f"工单 {self.order_no} ")
        if answer is Unsaved.SAVE:
            self.save(go_on)
        elif answer is Unsaved.DISCARD:
            self.form.forget_edits()
        return answer is Unsaved.DISCARD
