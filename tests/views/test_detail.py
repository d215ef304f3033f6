"""The detail: form, verdicts and their evidence, edit and undo, reply through the gate."""

import sqlite3
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from sqlalchemy import event

from desk.records import Order, Person, StageReply, StepName, fields
from desk.rules.rule import Place
from desk.services.editing import save
from desk.services.settings import change_settings
from desk.services.viewing import detail
from desk.store import Change
from desk.views.detail import deeds, detail_view
from desk.views.detail.contact_dialog import ContactDialog, ContactEntry
from desk.views.detail.reply_dialog import ReplyDialog, ReplyRequest
from desk.views.detail.row_dialog import RowDialog
from desk.views.detail.sections import FIXED, SECTIONS
from desk.views.escalation.raise_dialog import RaiseDialog, Raising
from desk.views.messages import Tone
from desk.vocabulary import EscalationReason, Outcome, Role, Verdict
from tests.helpers.scenes import CLEAN_NO, fill, open_desk, rows, unreplied
from tests.helpers.windows import open_order, settle, texts

NO_CALLBACK = "HI-052-261011-00011"
SENSITIVE_NO = "HI-052-261012-00012"


@pytest.fixture
def page(qtbot, window):
    """The clean order, open."""
    return open_order(qtbot, window, CLEAN_NO)


@pytest.fixture
def unanswered(qtbot, make_window, desk):
    """A window on an order that waits for its reply and has no callback yet."""
    fill(desk, unreplied())
    window = make_window(desk)
    open_order(qtbot, window, CLEAN_NO)
    return window


def stored(window, order_no=CLEAN_NO):
    return detail(window.context.desk, order_no).order


def type_into(page, name, text):
    page.form.editors[name].type_in(text)


def test_every_field_stands_in_one_section():
    placed = [name for _, names in SECTIONS for name in names]
    assert sorted(placed) == sorted(field.name for field in fields(Order))
    assert set(placed) >= FIXED


def test_an_empty_tab_says_how_a_row_comes_here(page):
    told = {title: tab.hint.label for title, tab in page.tabs.items()}
    assert told["升级"].text() == "没有升级。点上面的“升级…”登记。"
    assert told["转派"].text() == "没有转派。点“新增…”登记。"
    assert told["联系记录"].isHidden() and not told["升级"].isHidden()


def test_a_dialog_for_a_row_is_as_tall_as_its_fields(qtbot, window, page):
    dialog = RowDialog(window, StageReply, {})
    qtbot.addWidget(dialog)
    dialog.propose(window.context, CLEAN_NO)
    dialog.show()
    settle(qtbot, window.context)
    area = dialog.form.parentWidget()
    assert area.height() >= dialog.form.sizeHint().height()
    assert dialog.focusWidget() is dialog.form.editors["time"].widget


def test_the_form_shows_the_order_and_covers_personal_fields(page):
    assert page.form.editors["region"].text() == "澄迈"
    assert page.form.editors["dispatched_at"].text() == "2026-10-10 08:45"
    assert page.form.editors["phone"].text() == "138****0001"
    assert page.form.editors["customer"].text() == "王*"
    assert page.form.editors["phone"].widget.isReadOnly()


def test_uncovering_is_logged(qtbot, window, page):
    window.context.act_as(Person("组长", Role.LEAD))
    window.actions_by_name["unmask"].trigger()
    settle(qtbot, window.context)
    assert page.form.editors["phone"].text() == "13800000001"
    assert page.form.editors["customer"].text() == "王某"
    assert not window.actions_by_name["unmask"].isEnabled()


def test_verdicts_stand_worst_first_and_fine_ones_fold(qtbot, window):
    page = open_order(qtbot, window, NO_CALLBACK)
    ranks = [list(Verdict).index(card.finding.verdict) for card in page.verdicts.cards]
    assert page.verdicts.card("RPL01").finding.verdict is Verdict.FAIL
    assert page.verdicts.cards[0].finding.verdict is Verdict.FAIL
    assert Verdict.PASS not in [list(Verdict)[rank] for rank in ranks]
    assert not page.verdicts.folds[0].lines.isVisible()
    page.verdicts.folds[0].button.click()
    assert page.verdicts.folds[0].lines.isVisible()


def lit(editor):
    selections = editor.widget.extraSelections()  # they own their cursors
    return [selection.cursor.selectedText() for selection in selections]


def test_clicking_a_verdict_lights_its_words(qtbot, window):
    page = open_order(qtbot, window, SENSITIVE_NO)
    card = page.verdicts.card("ESC01")
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    words = [place.value for place in card.finding.evidence if place.field == "投诉内容"]
    assert words
    assert lit(page.form.editors["complaint"]) == words
    assert card.property("chosen") == "true"
    editor = page.form.editors["complaint"].widget
    assert not editor.visibleRegion().isEmpty()


def test_spans_are_right_behind_an_emoji_and_windows_line_ends(qtbot, make_window, desk):
    text = "😀第一行\r\n用户说要向工信部投诉"
    fill(desk, rows(工单={"投诉内容": text, "解决情况": None, "回单时间": None, "回单内容": None}))
    page = open_order(qtbot, make_window(desk), CLEAN_NO)
    start = text.index("工信部")
    page.light.show_places([Place("工单", "投诉内容", "工信部", None, start, start + 3)])
    assert lit(page.form.editors["complaint"]) == ["工信部"]
    assert not page.form.dirty


def test_evidence_on_one_line_is_selected(page):
    page.light.show_places([Place("工单", "投诉地址", "金江镇", None, 6, 9)])
    editor = page.form.editors["address"].widget
    assert isinstance(editor, QLineEdit)
    assert editor.selectedText() == "金江镇"
    page.light.clear()
    assert editor.property("evidence") is None


def test_evidence_in_a_row_brings_its_tab(page):
    row = page.tabs["联系记录"].model.rows[1]
    page.light.show_places([Place("联系记录", "结果", "接通", row.key)])
    tab = page.tabs["联系记录"]
    assert page.sheets.currentWidget() is tab
    titles = [field.title for field in tab.model.columns]
    index = tab.model.index(1, titles.index("结果"))
    assert index.data(Qt.ItemDataRole.BackgroundRole) is not None
    assert tab.model.index(0, titles.index("结果")).data(Qt.ItemDataRole.BackgroundRole) is None


def test_the_rows_keep_qts_rules(page):
    model = page.tabs["三网测试"].model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows([])
    model.show_rows([])
    assert tester.model() is model


def test_edit_save_undo_redo(qtbot, window, page):
    assert not window.actions_by_name["save"].isEnabled()
    type_into(page, "need", "白天也要能用")
    assert window.actions_by_name["save"].isEnabled()
    window.actions_by_name["save"].trigger()
    settle(qtbot, window.context)
    assert stored(window).need == "白天也要能用"
    assert not page.form.dirty
    window.actions_by_name["undo"].trigger()
    settle(qtbot, window.context)
    assert stored(window).need == "晚上能正常看视频"
    assert page.form.editors["need"].text() == "晚上能正常看视频"
    window.actions_by_name["redo"].trigger()
    settle(qtbot, window.context)
    assert page.form.editors["need"].text() == "白天也要能用"


def test_undo_keys_are_the_desks_once_the_form_is_clean(qtbot, window, page):
    editor = page.form.editors["need"].widget
    assert isinstance(editor, QPlainTextEdit)
    editor.setFocus()
    type_into(page, "need", "白天也要能用")
    window.actions_by_name["save"].trigger()
    settle(qtbot, window.context)
    qtbot.keySequence(editor, QKeySequence("Ctrl+Z"))
    settle(qtbot, window.context)
    assert stored(window).need == "晚上能正常看视频"


def test_a_field_that_cannot_be_read_is_told_and_nothing_is_written(qtbot, window, page):
    before = stored(window)
    type_into(page, "due_at", "后天下午")
    window.actions_by_name["save"].trigger()
    settle(qtbot, window.context)
    assert window.messages.isVisible()
    assert window.messages.message.tone is Tone.TROUBLE
    assert "处理时限" in window.messages.label.text()
    assert "Traceback" not in window.messages.label.text()
    assert stored(window) == before
    assert page.form.dirty


def test_untouched_seconds_survive_a_save(qtbot, make_window, desk):
    fill(desk, rows(工单={"派单时间": "2026-10-10 08:45:59"}))
    window = make_window(desk)
    page = open_order(qtbot, window, CLEAN_NO)
    type_into(page, "need", "白天也要能用")
    page.save()
    settle(qtbot, window.context)
    assert stored(window).dispatched_at.second == 59


def test_what_somebody_else_changed_is_kept_apart(qtbot, window, page):
    type_into(page, "need", "我的")
    order = stored(window)
    save(window.context.desk, [Change(order, replace(order, need="别人的"))])
    page.save()
    settle(qtbot, window.context)
    assert "刚被别人改过" in window.messages.label.text()
    assert page.form.editors["need"].text() == "我的"
    assert "别人的" in page.form.editors["need"].widget.toolTip()
    page.save()
    settle(qtbot, window.context)
    assert stored(window).need == "我的"


def test_what_is_typed_while_saving_stays_and_is_not_saved_twice(qtbot, window, page):
    type_into(page, "need", "先存")
    window.actions_by_name["save"].trigger()
    assert not window.actions_by_name["save"].isEnabled()
    type_into(page, "department", "后填")
    settle(qtbot, window.context)
    assert stored(window).need == page.form.editors["need"].text() == "先存"
    assert page.form.editors["department"].text() == "后填" and page.form.dirty
    assert page.form.editors["department"].widget.property("evidence") is None
    window.actions_by_name["save"].trigger()
    settle(qtbot, window.context)
    assert stored(window).department == "后填" and not page.form.dirty


def test_a_locked_database_keeps_what_was_typed(qtbot, window, page):
    database = window.context.desk.database
    impatient = lambda connection, _: connection.execute("PRAGMA busy_timeout=50")  # noqa: E731
    event.listen(database.engine, "connect", impatient)
    database.close()  # what connects from now on does not wait 15 s
    with sqlite3.connect(database.url.database, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        type_into(page, "need", "等一等")
        page.save()
        settle(qtbot, window.context)
        assert "正被其他程序占用" in window.messages.label.text()
        assert page.form.editors["need"].text() == "等一等" and page.form.dirty
        other.execute("ROLLBACK")
    page.save()
    settle(qtbot, window.context)
    assert stored(window).need == "等一等"


def test_leaving_unsaved_changes_asks(qtbot, monkeypatch, window, page):
    type_into(page, "need", "没保存")
    monkeypatch.setattr(detail_view, "ask_discard", lambda *_: False)
    window.open_order(NO_CALLBACK)
    assert page.order_no == CLEAN_NO
    monkeypatch.setattr(detail_view, "ask_discard", lambda *_: True)
    window.open_order(NO_CALLBACK)
    settle(qtbot, window.context)
    assert page.order_no == NO_CALLBACK
    assert page.form.editors["need"].text() == "晚上能正常看视频"


def test_rows_are_added_changed_and_removed(qtbot, monkeypatch, window, page):
    tab = page.tabs["阶段回复"]

    def settled():
        settle(qtbot, window.context)
        return [row.text for row in tab.model.rows]

    new = StageReply(order_no=CLEAN_NO, time=window.context.desk.now(), text="补一条")
    monkeypatch.setattr(RowDialog, "ask_new", classmethod(lambda cls, *_: new))
    tab.buttons["add"].click()
    assert settled()[1:] == ["补一条"]
    monkeypatch.setattr(RowDialog, "ask", classmethod(lambda cls, _, row, *more: replace(row, text="改了")))
    tab.table.selectRow(1)
    tab.buttons["edit"].click()
    assert settled()[1:] == ["改了"]
    monkeypatch.setattr(deeds, "ask_sure", lambda *_: True)
    tab.table.selectRow(1)
    tab.buttons["remove"].click()
    assert len(settled()) == 1


def test_steps_stand_with_their_names_and_keep_their_numbers(qtbot, monkeypatch, make_window, desk):
    work = [{"步骤": "3", "状态": "已实施"}, {"步骤": "3", "类型": "评估"}, {"步骤": "13"}]
    fill(desk, rows(处理步骤=work))
    window = make_window(desk)
    page = open_order(qtbot, window, CLEAN_NO)
    tab = page.tabs["处理步骤"]
    assert texts(tab.table, "步骤") == ["3 优化步骤 3（示例）", "3", "13"]
    named = [Change(None, StepName(number=3, name="邻区核查"))]
    lead = desk.acting("组长")
    window.context.write(lambda _: change_settings(lead, named, "本单位九步法"), owner=page)
    settle(qtbot, window.context)
    assert texts(tab.table, "步骤")[0] == "3 邻区核查"

    def choose(dialog):
        box = dialog.form.editors["number"].widget
        assert box.currentText() == "3 邻区核查" and box.count() == 13
        box.setCurrentText("4 优化步骤 4（示例）")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(RowDialog, "exec", choose)
    tab.table.selectRow(0)
    tab.buttons["edit"].click()
    settle(qtbot, window.context)
    assert [row.number for row in tab.model.rows] == [4, 3, 13]


def test_the_row_dialog_keeps_open_until_it_can_be_read(qtbot):
    dialog = RowDialog(None, StageReply, {})
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.accept()
    assert dialog.isVisible()
    assert "时间" in dialog.trouble.text()
    dialog.form.editors["time"].type_in("2026-10-11 09:00")
    dialog.accept()
    assert not dialog.isVisible()


def test_a_handler_may_not_waive_and_a_lead_may(qtbot, monkeypatch, window):
    monkeypatch.setattr(deeds, "ask_reason", lambda *_: "客户在国外，已书面确认")
    page = open_order(qtbot, window, NO_CALLBACK)
    assert page.verdicts.card("RPL01").waive_button is None
    window.context.act_as(Person("组长", Role.LEAD))
    settle(qtbot, window.context)
    page.verdicts.card("RPL01").waive_button.click()
    settle(qtbot, window.context)
    assert page.verdicts.card("RPL01").finding.verdict is Verdict.WAIVED


def test_a_ticket_is_closed_only_when_it_is_solved_or_a_lead_says_why(qtbot, monkeypatch, make_window, desk):
    unsolved = {"解决情况": "未解决", "回单内容": "弱覆盖，待建设。"}
    ticket = {"跟踪单号": "GZ-1", "建立时间": "2026-10-13 15:00", "状态": "跟踪中"}
    fill(desk, rows(工单=unsolved, 跟踪单=[ticket]))
    window = make_window(desk)
    page = open_order(qtbot, window, CLEAN_NO)
    monkeypatch.setattr(
        RowDialog, "ask", classmethod(lambda cls, _, row, *more: replace(row, state="已关闭"))
    )
    asked = []
    monkeypatch.setattr(deeds, "ask_reason", lambda *words: asked.append(words) or "客户已离网")
    model = page.tabs["跟踪单"].model
    deeds.edit_row(page, model.rows[0])
    settle(qtbot, window.context)
    assert "还不能关闭：RPL09" in window.messages.label.text()
    assert (model.rows[0].state, asked) == ("跟踪中", [])
    window.context.act_as(Person("组长", Role.LEAD))
    deeds.edit_row(page, model.rows[0])
    settle(qtbot, window.context)
    settle(qtbot, window.context)
    assert (model.rows[0].state, len(asked)) == ("已关闭", 1)
    assert page.verdicts.card("RPL09").finding.verdict is Verdict.WAIVED


def test_the_history_undoes_a_deed(qtbot, window, page):
    type_into(page, "need", "白天也要能用")
    page.save()
    settle(qtbot, window.context)
    page.history.list.setCurrentRow(0)
    assert page.history.chosen().title == f"修改 {CLEAN_NO}"
    page.history.button.click()
    settle(qtbot, window.context)
    assert stored(window).need == "晚上能正常看视频"


def gate(qtbot, window, text="已处理，客户确认恢复。"):
    dialog = ReplyDialog(window, window.context, CLEAN_NO, text)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.check()
    qtbot.waitUntil(lambda: dialog.answer is not None, timeout=10_000)
    return dialog


def test_the_gate_lists_what_is_missing_and_opens_when_it_is_there(qtbot, monkeypatch, unanswered):
    page = unanswered.page("detail")
    dialog = gate(qtbot, unanswered)
    assert not dialog.button.isEnabled()
    assert [f.rule for f in dialog.answer.blocking] == ["RPL01"]
    assert len(dialog.blockers) == 1
    assert not dialog.reason.isVisible()
    entry = ContactEntry(
        {
            "means": "电话",
            "purpose": "回访",
            "result": "接通",
            "restored": "是",
            "score": 10,
            "time": unanswered.context.desk.now(),
            "text": "客户确认已恢复",
        }
    )
    monkeypatch.setattr(ContactDialog, "ask", classmethod(lambda cls, *_: entry))
    unanswered.actions_by_name["contact"].trigger()
    settle(qtbot, unanswered.context)
    assert len(page.tabs["联系记录"].model.rows) == 2
    dialog = gate(qtbot, unanswered)
    assert dialog.button.isEnabled()


def test_an_unsolved_order_is_replied_again(qtbot, monkeypatch, make_window, desk):
    unsolved = {"解决情况": "未解决", "回单内容": "弱覆盖，待建设。"}
    ticket = {"跟踪单号": "GZ-1", "建立时间": "2026-10-13 15:00", "状态": "跟踪中"}
    fill(desk, rows(工单=unsolved, 跟踪单=[ticket]))
    window = make_window(desk)
    page = open_order(qtbot, window, CLEAN_NO)
    assert window.actions_by_name["reply"].isEnabled()
    asked = []
    request = ReplyRequest(Outcome.SOLVED, "新站开通，已回访，客户确认恢复。")
    monkeypatch.setattr(
        ReplyDialog, "ask", classmethod(lambda cls, *words: asked.append(words[-1]) or request)
    )
    assert [f.rule for f in gate(qtbot, window, request.text).answer.blocking] == ["RPL05"]
    row = page.tabs["跟踪单"].model.rows[0]
    save(window.context.desk, [Change(row, replace(row, state="已关闭", solved_at=row.opened_at))])
    dialog = gate(qtbot, window, request.text)
    assert dialog.button.isEnabled()
    assert "可以再次回单；10-13 15:00 的未解决回单留在历史里" in dialog.state.text()
    assert "注意：工单处理超时" in dialog.state.text()
    dialog.unsolved.setChecked(True)
    qtbot.waitUntil(lambda: "仍未解决的请登记跟踪" in dialog.state.text())
    assert not dialog.button.isEnabled()
    window.actions_by_name["reply"].trigger()
    settle(qtbot, window.context)
    assert asked == [""]
    assert f"已再次回单 {CLEAN_NO}：已解决" in window.messages.label.text()
    assert stored(window).outcome == "已解决"
    assert not window.actions_by_name["reply"].isEnabled()
    assert page.history.list.item(0).text().count("再次回单") == 1
    window.actions_by_name["undo"].trigger()
    settle(qtbot, window.context)
    assert stored(window).reply == "弱覆盖，待建设。"
    assert window.actions_by_name["reply"].isEnabled()


def test_raising_leaves_the_reply_and_shows_what_is_open(qtbot, monkeypatch, window, page):
    raising = Raising(EscalationReason.CHANNELS, "值班主任", "")
    monkeypatch.setattr(RaiseDialog, "ask", classmethod(lambda cls, *_: raising))
    window.actions_by_name["escalate"].trigger()
    settle(qtbot, window.context)
    assert "工单已回单，登记升级结果之前会报 ESC05" in window.messages.label.text()
    assert stored(window).replied_at is not None
    assert page.verdicts.card("ESC05").finding.verdict is Verdict.FAIL


def test_an_open_text_closes_the_gate_again(qtbot, unanswered):
    dialog = gate(qtbot, unanswered)
    dialog.text.setPlainText("小区负荷高，已列入扩容计划，目前晚上仍然慢。")
    dialog.unsolved.setChecked(True)
    assert not dialog.button.isEnabled()
    qtbot.waitUntil(lambda: dialog.answer is not None)
    assert dialog.button.isEnabled(), dialog.answer.blocking
    dialog.text.setPlainText("")
    qtbot.waitUntil(lambda: "是空的" in dialog.state.text())
    assert not dialog.button.isEnabled()


def test_a_lead_passes_the_gate_with_a_reason(qtbot, unanswered):
    unanswered.context.act_as(Person("组长", Role.LEAD))
    dialog = gate(qtbot, unanswered)
    assert not dialog.button.isEnabled()
    dialog.reason.setText("客户出国，书面确认")
    assert dialog.button.isEnabled()
    assert dialog.request(True).override == "客户出国，书面确认"


def test_a_reply_that_is_refused_names_what_is_missing(qtbot, monkeypatch, unanswered):
    request = ReplyRequest(Outcome.SOLVED, "已处理，客户确认恢复。")
    monkeypatch.setattr(ReplyDialog, "ask", classmethod(lambda cls, *_: request))
    unanswered.actions_by_name["reply"].trigger()
    settle(qtbot, unanswered.context)
    assert "RPL01" in unanswered.messages.label.text()
    assert stored(unanswered).replied_at is None
    assert unanswered.page("detail").drafts[CLEAN_NO] == "已处理，客户确认恢复。"


def test_what_the_text_says_is_mended_in_the_dialog(qtbot, unanswered):
    dialog = gate(qtbot, unanswered, "已处理。客户反映仍然没有信号，问题没有解决。")
    finding = next(f for f in dialog.answer.blocking if f.rule == "RPL04")
    dialog._go_mend(finding)
    assert dialog.isVisible()
    assert dialog.text.textCursor().selectedText() in [place.value for place in finding.evidence]


def test_go_and_mend_lights_the_place(qtbot, monkeypatch, unanswered):
    dialog = gate(qtbot, unanswered)
    dialog._go_mend(dialog.answer.blocking[0])
    request = dialog.request(False)
    monkeypatch.setattr(ReplyDialog, "ask", classmethod(lambda cls, *_: request))
    unanswered.actions_by_name["reply"].trigger()
    page = unanswered.page("detail")
    assert page.sheets.currentWidget() is page.tabs["联系记录"]
    assert "回访客户并登记结果" in unanswered.messages.label.text()
    assert unanswered.messages.button.text() == "登记联系"
    assert page.drafts[CLEAN_NO] == "已处理，客户确认恢复。"


def test_the_light_goes_out_with_the_order(qtbot, window):
    page = open_order(qtbot, window, CLEAN_NO)
    page.light.show_places((Place("工单", "投诉内容", None),))
    assert page.form.editor_of("投诉内容").widget.property("evidence")
    open_order(qtbot, window, "HI-052-261011-00011")
    assert page.form.editor_of("投诉内容").widget.property("evidence") in (None, "", "false")


def test_an_order_that_is_gone_is_told(qtbot, window):
    window.open_order("没有这张单")
    settle(qtbot, window.context)
    assert "没有工单号为" in window.messages.label.text()


def test_no_order_yet(qtbot, make_window, tmp_path):
    (tmp_path / "empty").mkdir()
    empty = open_desk(tmp_path / "empty")
    window = make_window(empty)
    window.show_page("detail")
    assert not window.actions_by_name["reply"].isEnabled()
    empty.database.close()
