"""Proposed texts in the window: marked while typed, taken from templates, and the templates' editor."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QPlainTextEdit

from desk.records import Contact, Person, StageReply, Transfer
from desk.services.viewing import detail
from desk.services.wording import keep, render_wording, shipped_wording, templates
from desk.views.detail.contact_dialog import ContactEntry
from desk.views.detail.reply_dialog import ReplyDialog
from desk.views.detail.row_dialog import RowDialog
from desk.views.wording import wording_dialog
from desk.views.wording.text_bar import TextBar
from desk.views.wording.wording_dialog import WordingDialog
from desk.vocabulary import Role
from tests.helpers.scenes import CLEAN_NO
from tests.helpers.windows import open_order, settle

SENSITIVE_NO = "HI-052-261012-00012"
RUDE = "爱用不用"


@pytest.fixture
def lead(context):
    context.act_as(Person("组长", Role.LEAD))
    return context


@pytest.fixture
def bar(qtbot, context):
    editor = QPlainTextEdit()
    qtbot.addWidget(editor)
    made = TextBar(editor, context, CLEAN_NO, "stage_reply")
    qtbot.addWidget(made)
    made.show()
    settle(qtbot, context)
    return made


def underlined(editor):
    return [selection.cursor.selectedText() for selection in editor.extraSelections()]


def test_forbidden_words_and_length_are_marked_while_typing(qtbot, context, bar):
    editor = bar._editor
    editor.setPlainText(f"😀{RUDE}，" + "好" * 500)
    assert bar.counter.text() == "506 / 500 字"
    qtbot.waitUntil(lambda: len(bar.marks) == 2)
    assert RUDE in underlined(editor)[0]
    assert "忌语" in bar.notes.text() and "请删去 6 字" in bar.notes.text()
    editor.setPlainText("您好，已安排测试。")
    qtbot.waitUntil(lambda: not bar.marks)
    assert (underlined(editor), bar.notes.text()) == ([], "")


def test_a_template_is_taken_over_filled_and_can_be_taken_back(qtbot, context, bar):
    assert [action.text() for action in bar.menu.actions()] == ["阶段回复"]
    bar.menu.actions()[0].trigger()
    settle(qtbot, context)
    text = bar._editor.toPlainText()
    assert text == render_wording(context.desk, CLEAN_NO, "stage_reply").text
    bar.copy_button.click()
    assert QGuiApplication.clipboard().text() == text
    bar._editor.undo()
    assert bar._editor.toPlainText() == ""


@pytest.mark.parametrize(
    ("record", "bars"),
    [(StageReply, {"text"}), (Contact, {"wording", "text"}), (Transfer, {"wording"})],
)
def test_the_dialogs_of_texts_that_go_out_have_the_bar(qtbot, context, record, bars):
    dialog = RowDialog(None, record, {})
    qtbot.addWidget(dialog)
    dialog.propose(context, CLEAN_NO)
    dialog.show()
    settle(qtbot, context)
    assert set(dialog.bars) == bars
    assert all(
        bar.isVisible() and dialog.form.editors[name].widget.isVisible() for name, bar in dialog.bars.items()
    )


def test_the_reply_is_proposed_for_the_chosen_outcome_and_contradictions_marked(qtbot, context):
    dialog = ReplyDialog(None, context, SENSITIVE_NO, "")
    qtbot.addWidget(dialog)
    dialog.unsolved.setChecked(True)
    settle(qtbot, context)
    dialog.bar.take("回单内容")
    settle(qtbot, context)
    assert "目前暂未解决" in dialog.text.toPlainText()
    dialog.solved.setChecked(True)
    qtbot.waitUntil(lambda: any(mark.kind.value == "矛盾" for mark in dialog.bar.marks), timeout=10_000)
    dialog.check()
    settle(qtbot, context)


def test_what_was_said_to_the_customer_is_kept_with_the_contact(qtbot, window):
    page = open_order(qtbot, window, CLEAN_NO)
    entry = ContactEntry({
        "means": "电话", "purpose": "沟通", "result": "接通", "restored": None, "score": None,
        "time": None, "text": "客户表示知道了", "wording": "您好，打扰您了",
    })  # fmt: skip
    page.context.write(lambda desk: entry.write(desk, CLEAN_NO), owner=page)
    settle(qtbot, page.context)
    rows = detail(page.context.desk, CLEAN_NO).rows["contacts"]
    assert rows[-1].wording == "您好，打扰您了"


@pytest.fixture
def dialog(qtbot, lead, monkeypatch):
    monkeypatch.setattr(wording_dialog, "ask_discard", lambda *_: True)
    made = WordingDialog(None, lead, CLEAN_NO)
    qtbot.addWidget(made)
    made.show()
    settle(qtbot, lead)
    choose(made, "回单内容")
    settle(qtbot, lead)
    return made


def choose(dialog, title):
    dialog.list.setCurrentRow([template.title for template in dialog.found].index(title))


def test_the_preview_follows_the_text(qtbot, lead, dialog):
    qtbot.waitUntil(lambda: "用户确认恢复正常使用" in dialog.made.toPlainText())
    dialog.text.setPlainText("{{ 问题 }}，" + RUDE)
    qtbot.waitUntil(lambda: dialog.made.toPlainText() == f"4G数据，{RUDE}")
    assert RUDE in underlined(dialog.made)[0]
    assert "忌语" in dialog.notes.text()
    assert dialog.counter.text() == "9 字"
    dialog.text.setPlainText("{{ 问提 }}")
    qtbot.waitUntil(lambda: "没有名为“问提”的占位符" in dialog.state.text())
    assert not dialog.made.isEnabled()


def test_placeholders_are_put_in_by_name(dialog):
    dialog.text.setPlainText("")
    whole = dialog.insert_button.menu()
    (part,) = [part for part in whole.findChildren(type(whole)) if part.title() == "工单"]
    next(action for action in part.actions() if action.text() == "短期方案").trigger()
    assert dialog.text.toPlainText() == "{{ 短期方案 }}"


def test_saving_makes_a_version_and_an_older_one_comes_back(qtbot, lead, dialog):
    for text in ("第一稿{{ 问题 }}", "第二稿{{ 问题 }}"):
        dialog.text.setPlainText(text)
        dialog.save_button.click()
        settle(qtbot, lead)
    assert [dialog.history.itemText(at)[:4] for at in range(3)] == ["现用（第", "第 2 ", "第 1 "]
    assert not dialog.save_button.isEnabled()
    dialog.history.setCurrentIndex(2)
    dialog.history.activated.emit(2)
    assert dialog.text.toPlainText() == "第一稿{{ 问题 }}"
    assert dialog.dirty


def test_a_reset_template_is_the_shipped_one(qtbot, lead, dialog, monkeypatch):
    keep(lead.desk, "回单内容", "reply", "自己的{{ 问题 }}")
    dialog.refresh()
    settle(qtbot, lead)
    assert dialog.text.toPlainText() == "自己的{{ 问题 }}"
    monkeypatch.setattr(wording_dialog, "ask_sure", lambda *_: True)
    dialog.reset_button.click()
    settle(qtbot, lead)
    assert dialog.text.toPlainText() == shipped_wording("reply").template
    assert not dialog.reset_button.isEnabled()


def test_a_template_of_the_offices_own_is_added(qtbot, lead, dialog, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: ("转派口径", True))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("铁塔口径", True))
    dialog.new_button.click()
    settle(qtbot, lead)
    assert "铁塔口径" not in dialog.state.text() or "保存" in dialog.state.text()
    assert [one.title for one in templates(lead.desk, "transfer")] == ["转派口径", "铁塔口径"]
    assert any("铁塔口径" in dialog.list.item(at).text() for at in range(dialog.list.count()))


def test_what_was_typed_stays_while_others_are_looked_at(qtbot, lead, dialog, monkeypatch):
    dialog.text.setPlainText("没写完")
    choose(dialog, "预约话术")
    settle(qtbot, lead)
    choose(dialog, "回单内容")
    settle(qtbot, lead)
    assert dialog.text.toPlainText() == "没写完"
    asked = []
    monkeypatch.setattr(wording_dialog, "ask_discard", lambda _parent, what: asked.append(what))
    dialog.reject()
    assert (asked, dialog.isVisible()) == (["话术“回单内容”"], True)
    monkeypatch.setattr(wording_dialog, "ask_discard", lambda *_: True)
    dialog.reject()
    assert not dialog.isVisible()


def test_who_may_not_change_settings_only_looks(qtbot, context):
    context.act_as(Person("处理人", Role.HANDLER))
    made = WordingDialog(None, context, CLEAN_NO)
    qtbot.addWidget(made)
    settle(qtbot, context)
    assert made.text.isReadOnly()
    assert not made.save_button.isEnabled() and not made.new_button.isEnabled()
    qtbot.waitUntil(lambda: bool(made.made.toPlainText()))


def test_the_action_tries_templates_on_the_order_in_front(qtbot, window, monkeypatch):
    asked = []
    monkeypatch.setattr(
        WordingDialog, "show_templates", lambda _parent, _context, number: asked.append(number)
    )
    window.actions_by_name["wordings"].trigger()
    open_order(qtbot, window, CLEAN_NO)
    window.actions_by_name["wordings"].trigger()
    assert asked == ["", CLEAN_NO]
