"""The page of settings: forms, drafts, effect before saving, rights, undo."""

from datetime import date

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDialogButtonBox

from desk.errors import InputError
from desk.records import CalendarDay, Department, Person, Phrase, Region, StepName
from desk.services.checking import check_stored
from desk.services.desk import find_person
from desk.services.settings import parameters_in_force, setting_history, setting_rows
from desk.settings import SETTINGS
from desk.views.people import PersonBox
from desk.views.settings import settings_view
from desk.views.settings.record_dialog import RecordDialog
from desk.views.settings.save_dialog import SaveDialog
from desk.views.settings.sections import SECTIONS
from desk.vocabulary import Role, Verdict
from desk.workbook import read_workbook
from tests.helpers.scenes import fill, rows
from tests.helpers.windows import settle, texts

LEAD, ADMIN, HANDLER = (Person(role.value, role) for role in (Role.LEAD, Role.ADMIN, Role.HANDLER))
CALLS = [
    {"时间": f"2026-10-{day} 10:00", "方式": "电话", "目的": "回访", "结果": "未接通"} for day in (11, 12)
]


@pytest.fixture
def page(qtbot, make_window, desk, monkeypatch):
    """The page on a desk of one order without a reached callback, as the lead sees it."""
    monkeypatch.setattr(settings_view, "ask_discard", lambda *_: True)
    fill(desk, rows(联系记录=CALLS))
    window = make_window(desk)
    window.context.act_as(LEAD)
    window.actions_by_name["settings"].trigger()
    settle(qtbot, window.context)
    return window.page("settings")


@pytest.fixture
def reason(monkeypatch):
    """Gives a reason wherever one is asked; answers the changes that were shown."""
    shown = []

    def ask(_cls, _parent, _context, changes):
        shown.append(list(changes))
        return "省公司来函"

    monkeypatch.setattr(SaveDialog, "ask", classmethod(ask))
    return shown


def save(qtbot, page):
    page.actions_by_name["save"].trigger()
    settle(qtbot, page.context)


def answer(monkeypatch, record, **values):
    """A person fills in the next dialog."""
    monkeypatch.setattr(RecordDialog, "ask", classmethod(lambda *_, **__: record(**values)))


def line_of(page, name):
    return page.panels["parameters"].lines[name]


def test_a_parameter_is_saved_with_a_reason_judged_anew_and_undone(qtbot, page, desk, reason):
    line = line_of(page, "callback_attempts")
    assert not page.actions_by_name["save"].isEnabled()
    line.editor.setText("2")
    assert page.state.text() == "1 处改动未保存"
    save(qtbot, page)
    assert parameters_in_force(desk).callback_attempts == 2
    assert [(d.person, d.reason) for d in setting_history(desk)] == [("组长", "省公司来函")]
    assert [f.verdict for f in check_stored(desk).findings if f.rule == "RPL01"] == [Verdict.WARN]
    assert not line.dirty and page.state.text() == ""
    page.window().actions_by_name["undo"].trigger()
    settle(qtbot, page.context)
    assert line.editor.text() == "3"


def test_every_parameter_shows_its_value_and_the_default_can_be_had_back(page):
    for line in page.panels["parameters"].lines.values():
        assert not line.dirty and not line.trouble_text, line.spec.name
    line = line_of(page, "repeat_days")
    line.editor.setText("30")
    line.reset.click()
    assert line.editor.text() == "60" and page.changes() == []


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("repeat_days", "两月", "“两月”不是数字"),
        ("cluster_orders", "1", "应为 2 以上"),
        ("quiet_windows", "12:00", "休息时段“12:00”无法识别"),
        ("review_weekly", "周九", "“周九”不是每周的时间"),
    ],
)
def test_a_wrong_value_is_told_while_typing_and_not_saved(page, name, text, sentence):
    line = line_of(page, name)
    line.editor.setText(text)
    told = line.trouble.text()
    assert sentence in told and not told.startswith("的") and line.trouble.isVisibleTo(line)
    assert line.editor.property("wrong") == "true"
    assert page.state.text() == "1 处填写有误"
    assert not page.actions_by_name["save"].isEnabled()


def test_the_effect_is_told_before_saving(qtbot, page):
    line_of(page, "callback_attempts").editor.setText("2")
    dialog = SaveDialog(page, page.context, page.changes())
    qtbot.addWidget(dialog)
    settle(qtbot, page.context)
    assert dialog.effect.text() == "这次改动会使 1 单的 1 条结论改变："
    row = [dialog.model.index(0, column).data() for column in range(4)]
    assert row[1:] == ["RPL01 未回访即已解决", "不符合", "提醒"]
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled()
    dialog.reason.setText("试行")
    assert ok.isEnabled()


def test_a_phrase_is_added_switched_off_and_comes_back(qtbot, page, desk, reason, monkeypatch):
    page.show_section("phrases")
    table = page.panels["phrases"].parts["phrases"]
    answer(monkeypatch, Phrase, lexicon="敏感", phrase="找台长", category="媒体曝光")
    table.add()
    page.search.setText("国务院令")
    assert texts(table.table, "词条") == ["国务院令"]
    table.table.selectRow(0)
    assert table.remove_button.text() == "停用"
    table.remove()
    page.search.clear()
    save(qtbot, page)
    stored = setting_rows(desk, ["phrases"])["phrases"]
    assert {row.phrase: row.enabled for row in stored} == {"找台长": None, "国务院令": "否"}
    assert texts(table.table, "状态")[:2] == ["", ""]
    assert texts(table.table, "词条").count("国务院令") == 1
    table.choose([row.phrase for row in stored].index("国务院令"))
    table.remove()
    save(qtbot, page)
    assert [row.phrase for row in setting_rows(desk, ["phrases"])["phrases"]] == ["找台长"]


def test_a_day_is_entered_in_the_month(qtbot, page, desk, reason, monkeypatch):
    page.show_section("calendar")
    panel = page.panels["calendar"]
    panel.month.setSelectedDate(QDate(2026, 10, 10))
    assert panel.told.text() == "2026-10-10 周六：国庆节调休上班，上班"
    answer(monkeypatch, CalendarDay, day=date(2026, 10, 10), kind="照常")
    panel.enter.click()
    assert panel.told.text() == "2026-10-10 周六：周末，休息"
    panel.month.setSelectedDate(QDate(2028, 1, 1))
    assert "2028 年没有录入" in panel.told.text()
    save(qtbot, page)
    assert [row.kind for row in setting_rows(desk, ["calendar_days"])["calendar_days"]] == ["照常"]


def test_a_step_is_named_shown_and_has_its_example_back(qtbot, page, desk, reason, monkeypatch):
    page.show_section("steps")
    table = page.panels["steps"].parts["step_names"]
    assert texts(table.table, "状态") == ["内置"] * 12
    assert texts(table.table, "名称")[6] == "整改步骤 7（示例）"
    table.choose(6)
    assert not table.remove_button.isEnabled() and not table.add_button.isVisibleTo(page)
    answer(monkeypatch, StepName, number=7, name="更换天线")
    table.edit()
    save(qtbot, page)
    assert [row.name for row in setting_rows(desk, ["step_names"])["step_names"]] == ["更换天线"]
    assert [(d.title, d.reason) for d in setting_history(desk)] == [("设置：新增步骤名称 7", "省公司来函")]
    assert texts(table.table, "名称")[6] == "更换天线"
    table.choose(6)
    table.remove()
    assert texts(table.table, "状态")[6] == "删除"
    save(qtbot, page)
    assert texts(table.table, "名称")[6] == "整改步骤 7（示例）"
    page.window().actions_by_name["undo"].trigger()
    settle(qtbot, page.context)
    assert texts(table.table, "名称")[6] == "更换天线"


def test_the_number_of_a_step_cannot_be_changed(qtbot, page):
    values = {"number": 7, "name": "整改步骤 7（示例）"}
    dialog = RecordDialog(page, StepName, values, fixed={"number"})
    qtbot.addWidget(dialog)
    assert dialog.form.editors["number"].widget.isReadOnly()
    dialog.form.editors["name"].type_in(" ")
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    dialog.form.editors["name"].type_in("更换天线")
    assert dialog.row() == StepName(number=7, name="更换天线")


def test_a_row_is_edited_restored_and_removed(qtbot, page, desk, reason, monkeypatch):
    page.show_section("areas")
    table = page.panels["areas"].parts["departments"]
    answer(monkeypatch, Department, department="网络部", category="优化组")
    table.add()
    save(qtbot, page)
    table.choose(0)
    answer(monkeypatch, Department, department="网络部", category="客服")
    table.edit()
    assert texts(table.table, "状态") == ["已改"]
    table.restore()
    assert page.changes() == []
    table.edit()
    save(qtbot, page)
    assert [row.category for row in setting_rows(desk, ["departments"])["departments"]] == ["客服"]
    table.choose(0)
    table.remove()
    assert texts(table.table, "状态") == ["删除"]
    save(qtbot, page)
    assert setting_rows(desk, ["departments"])["departments"] == []


def test_a_row_that_cannot_be_in_force_keeps_the_dialog_open(qtbot, page):
    dialog = RecordDialog(page, Region, {"region": "澄迈", "county": "火星县"})
    qtbot.addWidget(dialog)
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert "没有名为“火星县”的区县" in dialog.trouble.text() and not ok.isEnabled()
    dialog.form.editors["county"].type_in("澄迈县")
    assert dialog.trouble.text() == "" and ok.isEnabled()


def test_who_has_no_right_sees_why(qtbot, page):
    page.context.act_as(HANDLER)
    assert "设置只能由组长、质检或管理员修改" in page.refusal.text() and page.refusal.isVisibleTo(page)
    assert line_of(page, "repeat_days").editor.isReadOnly()
    assert not page.panels["areas"].parts["regions"].add_button.isEnabled()
    page.show_section("registers")
    assert page.refusal.text() == "" and page.panels["registers"].parts["sites"].add_button.isEnabled()
    page.context.act_as(LEAD)
    page.show_section("people")
    assert "人员只能由管理员增减和修改" in page.refusal.text()


def test_people_are_managed_by_the_administrator(qtbot, page, desk, reason, monkeypatch):
    page.context.act_as(ADMIN)
    table = page.panels["people"].parts["people"]
    answer(monkeypatch, Person, name="王小海", role="管理员")
    table.add()
    save(qtbot, page)
    assert find_person(desk.database, "王小海").role == Role.ADMIN
    shown = page.window().findChild(PersonBox).box
    assert [shown.itemText(at) for at in range(shown.count())][-1] == "王小海（管理员）"
    for at in (3, 4):
        table.choose(at)
        table.remove()
    save(qtbot, page)
    assert "至少要留一位管理员" in page.window().messages.label.text()
    assert find_person(desk.database, "管理员") and find_person(desk.database, "王小海")


def test_search_counts_what_each_section_has(page):
    page.search.setText("回访")
    shown = {section.name: page.list.item(at).text() for at, section in enumerate(SECTIONS)}
    assert shown["parameters"] == "规则参数（2）" and shown["areas"] == "区域与部门（0）"
    assert [
        line.spec.name for line in page.panels["parameters"].lines.values() if line.isVisibleTo(page)
    ] == [
        "callback_attempts",
        "quiet_windows",
    ]
    page.search.clear()
    assert page.list.item(0).text() == "规则参数"


def test_a_file_goes_out_and_an_edited_one_is_put_in_force(qtbot, page, desk, reason, monkeypatch, tmp_path):
    path = tmp_path / "规则参数.toml"
    monkeypatch.setattr(settings_view, "ask_save", lambda *_: path)
    monkeypatch.setattr(settings_view, "ask_file", lambda *_: path)
    page.write_file("parameters")
    settle(qtbot, page.context)
    page.take_file("parameters")
    settle(qtbot, page.context)
    assert reason == []
    path.write_text(path.read_text("utf-8").replace("repeat_days = 60", "repeat_days = 30"), "utf-8")
    page.take_file("parameters")
    settle(qtbot, page.context)
    assert parameters_in_force(desk).repeat_days == 30
    assert line_of(page, "repeat_days").editor.text() == "30"


def test_registers_go_out_as_a_workbook(qtbot, page, monkeypatch, tmp_path):
    path = tmp_path / "登记.xlsx"
    monkeypatch.setattr(settings_view, "ask_save", lambda *_: path)
    page.show_section("registers")
    page.files.menu().actions()[-1].trigger()
    settle(qtbot, page.context)
    assert "改好后在“导入”页导入" in page.window().messages.label.text()
    assert {"工单", "站点", "三超", "区域", "T2开关"} <= {sheet.name for sheet in read_workbook(path)}


def test_the_history_tells_and_takes_back(qtbot, page, desk, reason):
    line_of(page, "repeat_days").editor.setText("30")
    save(qtbot, page)
    page.show_section("history")
    panel = page.panels["history"]
    assert [panel.model.index(0, column).data() for column in (1, 2, 3)] == [
        "组长",
        "设置：重复投诉回看 默认 → 30",
        "省公司来函",
    ]
    panel.table.selectRow(0)
    panel.button.click()
    settle(qtbot, page.context)
    assert parameters_in_force(desk).repeat_days == 60
    assert panel.model.index(0, 4).data() == "已撤销"


def test_drafts_are_not_lost_unasked(qtbot, page, monkeypatch):
    line_of(page, "repeat_days").editor.setText("30")
    monkeypatch.setattr(settings_view, "ask_discard", lambda *_: False)
    assert not page.may_close()
    monkeypatch.setattr(settings_view, "ask_discard", lambda *_: True)
    page.act("discard")
    settle(qtbot, page.context)
    assert page.changes() == [] and page.may_close()


def test_choices_of_the_machine_are_taken_over_at_once(page):
    panel = page.panels["machine"]
    assert set(panel.editors) == {setting.name for setting in SETTINGS}
    box = panel.editors["density"]
    box.setCurrentIndex(box.findData("wide"))
    box.activated.emit(box.currentIndex())
    assert page.context.settings["density"] == "wide"
    assert page.window().page("orders").table.verticalHeader().defaultSectionSize() == 34


def test_a_choice_that_cannot_be_kept_is_in_force_and_told(page, tmp_path):
    panel = page.panels["machine"]
    (tmp_path / "file").write_text("")
    page.context.settings.path = tmp_path / "file" / "settings.toml"
    box = panel.editors["density"]
    box.setCurrentIndex(box.findData("wide"))
    with pytest.raises(InputError, match="设置不能写入"):
        panel._take("density")
    assert page.window().page("orders").table.verticalHeader().defaultSectionSize() == 34
