"""The detail: form, verdicts and their evidence."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from desk.records import Order, Person, StageReply, fields
from desk.rules.rule import Place
from desk.views.detail.row_dialog import RowDialog
from desk.views.detail.sections import FIXED, SECTIONS
from desk.vocabulary import Role, Verdict
from tests.helpers.scenes import CLEAN_NO, fill, open_desk, rows
from tests.helpers.windows import open_order, settle

NO_CALLBACK = "HI-052-261011-00011"
SENSITIVE_NO = "HI-052-261012-00012"


@pytest.fixture
def page(qtbot, window):
    """The clean order, open."""
    return open_order(qtbot, window, CLEAN_NO)


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
