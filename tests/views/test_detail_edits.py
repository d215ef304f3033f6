"""The detail: edits, rows, waivers and undo, and what others do meanwhile."""

import sqlite3
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from sqlalchemy import event

from desk.records import Person, StageReply, StepName
from desk.services.editing import save
from desk.services.settings import change_settings
from desk.store import Change
from desk.views.asking import Unsaved, ask_unsaved
from desk.views.detail import deeds, detail_view
from desk.views.detail.row_dialog import RowDialog
from desk.views.messages import Tone
from desk.vocabulary import Role, Verdict, WaiverKind
from tests.helpers.scenes import CLEAN_NO, fill, rows
from tests.helpers.windows import open_order, settle, stored, texts, type_into

NO_CALLBACK = "HI-052-261011-00011"
SENSITIVE_NO = "HI-052-261012-00012"


@pytest.fixture
def page(qtbot, window):
    """The clean order, open."""
    return open_order(qtbot, window, CLEAN_NO)


def test_edit_save_undo_redo(qtbot, window, page):
    assert not window.actions_by_name["save"].isEnabled()
    type_into(page, "need", "白天也要能用")
    assert window.actions_by_name["save"].isEnabled()
    window.actions_by_name["save"].trigger()
    settle(qtbot, window.context)
    assert stored(window, CLEAN_NO).need == "白天也要能用"
    assert not page.form.dirty
    window.actions_by_name["undo"].trigger()
    settle(qtbot, window.context)
    assert stored(window, CLEAN_NO).need == "晚上能正常看视频"
    assert page.form.editors["need"].text() == "晚上能正常看视频"
    window.actions_by_name["redo"].trigger()
    settle(qtbot, window.context)
    assert page.form.editors["need"].text() == "白天也要能用"


@pytest.mark.parametrize("name", ["lon", "lat"])
def test_a_pasted_pair_of_coordinates_goes_to_both_fields(qtbot, page, name):
    line = page.form.editors[name].widget
    line.setText("19.7385N 110.0074E")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [page.form.editors[one].value() for one in ("lon", "lat")] == ["110.0074", "19.7385"]


def test_undo_keys_are_the_desks_once_the_form_is_clean(qtbot, window, page):
    editor = page.form.editors["need"].widget
    assert isinstance(editor, QPlainTextEdit)
    editor.setFocus()
    type_into(page, "need", "白天也要能用")
    window.actions_by_name["save"].trigger()
    settle(qtbot, window.context)
    qtbot.keySequence(editor, QKeySequence("Ctrl+Z"))
    settle(qtbot, window.context)
    assert stored(window, CLEAN_NO).need == "晚上能正常看视频"


def test_a_field_that_cannot_be_read_is_told_and_nothing_is_written(qtbot, window, page):
    before = stored(window, CLEAN_NO)
    type_into(page, "due_at", "后天下午")
    window.actions_by_name["save"].trigger()
    settle(qtbot, window.context)
    assert window.messages.isVisible()
    assert window.messages.message.tone is Tone.TROUBLE
    assert "处理时限" in window.messages.label.text()
    assert "Traceback" not in window.messages.label.text()
    assert stored(window, CLEAN_NO) == before
    assert page.form.dirty


def test_untouched_seconds_survive_a_save(qtbot, make_window, desk):
    fill(desk, rows(工单={"派单时间": "2026-10-10 08:45:59"}))
    window = make_window(desk)
    page = open_order(qtbot, window, CLEAN_NO)
    type_into(page, "need", "白天也要能用")
    page.save()
    settle(qtbot, window.context)
    assert stored(window, CLEAN_NO).dispatched_at.second == 59


def test_what_somebody_else_changed_is_kept_apart(qtbot, window, page):
    type_into(page, "need", "我的")
    order = stored(window, CLEAN_NO)
    save(window.context.desk, [Change(order, replace(order, need="别人的"))])
    page.save()
    settle(qtbot, window.context)
    assert "刚被别人改过" in window.messages.label.text()
    assert page.form.editors["need"].text() == "我的"
    assert "别人的" in page.form.editors["need"].widget.toolTip()
    page.save()
    settle(qtbot, window.context)
    assert stored(window, CLEAN_NO).need == "我的"


def test_what_is_typed_while_saving_stays_and_is_not_saved_twice(qtbot, window, page):
    type_into(page, "need", "先存")
    window.actions_by_name["save"].trigger()
    assert not window.actions_by_name["save"].isEnabled()
    type_into(page, "department", "后填")
    settle(qtbot, window.context)
    assert stored(window, CLEAN_NO).need == page.form.editors["need"].text() == "先存"
    assert page.form.editors["department"].text() == "后填" and page.form.dirty
    assert page.form.editors["department"].widget.property("evidence") is None
    window.actions_by_name["save"].trigger()
    settle(qtbot, window.context)
    assert stored(window, CLEAN_NO).department == "后填" and not page.form.dirty


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
    assert stored(window, CLEAN_NO).need == "等一等"


def test_leaving_unsaved_changes_asks(qtbot, monkeypatch, window, page):
    type_into(page, "need", "没保存")
    monkeypatch.setattr(detail_view, "ask_unsaved", lambda *_: Unsaved.STAY)
    window.open_order(NO_CALLBACK)
    assert page.order_no == CLEAN_NO
    monkeypatch.setattr(detail_view, "ask_unsaved", lambda *_: Unsaved.DISCARD)
    window.open_order(NO_CALLBACK)
    settle(qtbot, window.context)
    assert page.order_no == NO_CALLBACK
    assert page.form.editors["need"].text() == "晚上能正常看视频"


def test_leaving_may_save_first_and_goes_on_when_it_is_saved(qtbot, monkeypatch, window, page):
    monkeypatch.setattr(detail_view, "ask_unsaved", lambda *_: Unsaved.SAVE)
    type_into(page, "due_at", "后天")
    window.open_order(NO_CALLBACK)
    settle(qtbot, window.context)
    assert page.order_no == CLEAN_NO and page.form.dirty and "处理时限" in window.messages.label.text()
    page.form.forget_edits()
    type_into(page, "need", "换单前保存")
    window.open_order(NO_CALLBACK)
    settle(qtbot, window.context)
    settle(qtbot, window.context)
    assert stored(window, CLEAN_NO).need == "换单前保存"
    assert page.order_no == NO_CALLBACK and not page.form.dirty
    type_into(page, "need", "关窗前保存")
    assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert stored(window, NO_CALLBACK).need == "关窗前保存"


@pytest.mark.parametrize("answer", Unsaved)
def test_unsaved_changes_have_three_ways_in_chinese(qtbot, window, answer):
    def choose():
        box = QApplication.activeModalWidget()
        (button,) = (b for b in box.buttons() if b.text() == answer.value)
        button.click()

    QTimer.singleShot(0, choose)
    assert ask_unsaved(window, "工单 ") is answer


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
    assert not page.verdicts.card("RPL01").waive_buttons
    window.context.act_as(Person("组长", Role.LEAD))
    settle(qtbot, window.context)
    page.verdicts.card("RPL01").waive_buttons[WaiverKind.WAIVE].click()
    settle(qtbot, window.context)
    assert page.verdicts.card("RPL01").finding.verdict is Verdict.WAIVED


@pytest.mark.parametrize(
    ("kind", "verdict"), [(WaiverKind.CONFIRM, Verdict.FAIL), (WaiverKind.DISMISS, Verdict.WAIVED)]
)
def test_a_lead_confirms_or_dismisses_a_suspicion(qtbot, monkeypatch, make_window, desk, kind, verdict):
    monkeypatch.setattr(deeds, "ask_reason", lambda *_: "已回访核实")
    fill(desk, rows(工单={"重复派单次数": "1"}))
    window = make_window(desk)
    page = open_order(qtbot, window, CLEAN_NO)
    assert not page.verdicts.card("RPL06").waive_buttons
    window.context.act_as(Person("组长", Role.LEAD))
    settle(qtbot, window.context)
    page.verdicts.card("RPL06").waive_buttons[kind].click()
    settle(qtbot, window.context)
    finding = page.verdicts.card("RPL06").finding
    assert (finding.verdict, "重新处理" in finding.remedy) == (verdict, kind is WaiverKind.CONFIRM)


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
    assert stored(window, CLEAN_NO).need == "晚上能正常看视频"


@pytest.mark.parametrize(
    ("means", "time", "remark"),
    [
        ("电话", "2026-10-11 13:05", "13:05 在休息时段 12:00-14:30，10-11 14:30 起可以联系"),
        ("上门", "2026-10-11 21:00", "21:00 在休息时段 21:00-08:30，10-12 08:30 起可以联系"),
        ("短信", "2026-10-11 13:05", ""),
        ("电话", "2026-10-11 14:30", ""),
        ("电话", "午后", ""),
    ],
)
def test_the_contact_dialog_tells_of_the_customers_rest(
    qtbot, monkeypatch, window, page, means, time, remark
):
    told = []

    def enter(dialog):
        for name, text in (("means", means), ("time", time)):
            dialog.form.editors[name].type_in(text)
        told.append((dialog.remark.text(), dialog.remark.isVisibleTo(dialog)))
        dialog.reject()
        return dialog.result()

    monkeypatch.setattr(RowDialog, "exec", enter)
    deeds.contact(page)
    settle(qtbot, window.context)
    assert told[0][0].startswith(remark)
    assert told[0][1] == bool(remark)


def test_an_urgent_call_is_registered_with_its_reason(qtbot, monkeypatch, window, page):
    entered = {"means": "电话", "time": "2026-10-13 13:05", "purpose": "沟通", "result": "接通"}
    entered |= {"urgent": "是", "urgent_reason": "基站断电，家中有老人"}

    def enter(dialog):
        for name, text in entered.items():
            dialog.form.editors[name].type_in(text)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(RowDialog, "exec", enter)
    deeds.contact(page)
    settle(qtbot, window.context)
    row = page.tabs["联系记录"].model.rows[-1]
    assert (row.urgent, row.urgent_reason) == ("是", "基站断电，家中有老人")


def test_evidence_that_is_another_order_opens_it(qtbot, make_window, desk):
    again = {"工单号": "HI-052-261020-00002", "派单时间": "2026-10-20 09:00"}
    scene = rows()
    scene["工单"] = [scene["工单"][0], {**scene["工单"][0], **again, "客服流水号": None}]
    fill(desk, scene)
    window = make_window(desk)
    page = open_order(qtbot, window, CLEAN_NO)
    places = page.verdicts.card("RPL06").finding.evidence
    own, other = (place for place in places if place.field == "工单号")
    page.follow(own)
    assert page.order_no == CLEAN_NO
    page.verdicts.place_chosen.emit(other)
    settle(qtbot, window.context)
    assert page.order_no == again["工单号"]


def test_evidence_that_is_the_test_of_another_order_opens_that_order(qtbot, make_window, desk):
    again = {
        "工单号": "HI-052-261011-00002",
        "派单时间": "2026-10-11 09:00",
        "投诉地址": "琼海市嘉积镇银海路1号",
    }
    scene = rows()
    scene["工单"] = [scene["工单"][0], {**scene["工单"][0], **again, "客服流水号": None}]
    own = {**scene["现场测试"][0], "经度": "110.0073", "纬度": "19.7384", "坐标系": "GCJ-02"}
    scene["现场测试"] = [own, {**own, "工单号": again["工单号"]}]
    fill(desk, scene)
    window = make_window(desk)
    page = open_order(qtbot, window, CLEAN_NO)
    places = page.verdicts.card("FLD10").finding.evidence
    page.verdicts.place_chosen.emit(next(place for place in places if place.field == "工单号"))
    settle(qtbot, window.context)
    assert page.order_no == again["工单号"]
