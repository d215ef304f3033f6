"""The page of imports: simulate, import, undo; bad files change nothing and say so in one sentence."""

from dataclasses import replace

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox

from desk.services import listing
from desk.services.editing import save
from desk.services.listing import ListQuery
from desk.services.viewing import detail
from desk.store import Change
from desk.store.applying import AT_HAND
from desk.views.imports import import_view
from desk.views.messages import Tone
from tests.helpers.scenes import CLEAN_NO, fill, rows, unreplied, write_exchange
from tests.helpers.windows import settle, texts


@pytest.fixture
def empty(make_window, desk):
    """A window on an empty desk, at the page of imports."""
    window = make_window(desk)
    window.show_page("imports")
    return window


def orders(window):
    return listing.count(window.context.desk, ListQuery())


def choose(qtbot, monkeypatch, window, path):
    monkeypatch.setattr(import_view, "ask_file", lambda *_: path)
    window.page("imports").drop.button.click()
    settle(qtbot, window.context)
    settle(qtbot, window.context)


def mapped(page):
    """What each column of the file feeds."""
    return {column.heading: column.field for column in page.mapping.preview.columns}


def feed(qtbot, window, heading, field):
    """Choose a field for a column in its cell, as a person does."""
    table = window.page("imports").mapping.table
    row = [column.heading for column in table.columns.rows].index(heading)
    table.edit(table.columns.index(row, 2))
    (box,) = (b for b in table.findChildren(QComboBox) if b.isVisible())
    box.setCurrentIndex(box.findData(field))
    box.activated.emit(box.currentIndex())
    settle(qtbot, window.context)


def counts(page):
    return {cells[0]: cells[1:] for cells in page.check.counts.cells.rows}


def test_simulate_import_undo(qtbot, monkeypatch, tmp_path, empty):
    page = empty.page("imports")
    choose(qtbot, monkeypatch, empty, write_exchange(tmp_path / "九月.xlsx", rows()))
    assert counts(page)["工单"] == (1, 0, 0, 0)
    assert counts(page)["联系记录"] == (2, 0, 0, 0)
    assert orders(empty) == 0
    page.button.click()
    settle(qtbot, empty.context)
    assert orders(empty) == 1
    assert empty.page("orders").model.rowCount() == 1
    assert empty.messages.message.tone is Tone.GOOD
    assert page.stack.currentWidget() is page.done
    page.done.undo.click()
    settle(qtbot, empty.context)
    assert orders(empty) == 0
    assert empty.page("orders").model.rowCount() == 0


def test_bad_rows_are_listed_and_skipped_only_when_told(qtbot, monkeypatch, tmp_path, empty):
    page = empty.page("imports")
    scene = rows()
    scene["工单"].append({**scene["工单"][0], "工单号": "HI-052-261011-00002", "派单时间": "昨天"})
    choose(qtbot, monkeypatch, empty, write_exchange(tmp_path / "坏行.xlsx", scene))
    assert [(e.sheet, e.row, e.column, e.value) for e in page.check.errors.errors] == [
        ("工单", 3, "派单时间", "昨天")
    ]
    assert not page.button.isEnabled()
    listed = tmp_path / "错误清单.xlsx"
    monkeypatch.setattr(import_view, "ask_save", lambda *_: listed)
    page.check.save.click()
    settle(qtbot, empty.context)
    line = [cell.value for cell in openpyxl.load_workbook(listed).active[2]]
    assert line[:5] == ["坏行.xlsx", "工单", 3, "派单时间", "昨天"]
    page.check.skip.setChecked(True)
    page.button.click()
    settle(qtbot, empty.context)
    assert orders(empty) == 1


def test_a_bad_file_is_told_in_one_sentence_and_changes_nothing(qtbot, monkeypatch, tmp_path, empty):
    path = tmp_path / "坏文件.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    choose(qtbot, monkeypatch, empty, path)
    assert empty.messages.isVisible()
    assert empty.messages.message.tone is Tone.TROUBLE
    assert "坏文件.xlsx" in empty.messages.label.text()
    assert "Traceback" not in empty.messages.label.text()
    assert not empty.page("imports").button.isEnabled()
    assert orders(empty) == 0


def test_importing_again_changes_nothing(qtbot, monkeypatch, tmp_path, empty):
    page = empty.page("imports")
    path = write_exchange(tmp_path / "九月.xlsx", rows())
    for _ in range(2):
        choose(qtbot, monkeypatch, empty, path)
        page.button.click()
        settle(qtbot, empty.context)
    assert counts(page)["工单"] == (0, 0, 1, 0)
    assert "没有新的内容" in empty.messages.label.text()
    assert empty.page("orders").model.line(0).order_no == CLEAN_NO


FOREIGN = ["Ticket #", "Customer Complaint", "Date", "Received Via", "City", "Status"]


def foreign(path):
    """A table as an American operator publishes it."""
    book = openpyxl.Workbook()
    book.active.append(FOREIGN)
    book.active.append(["250635", "slow internet", "22-Apr-2015", "Customer Care Call", "Abingdon", "Closed"])
    book.active.append(["223441", "no signal", "4/22/2015 3:53 PM", "Internet", "Acworth", "Open"])
    book.save(path)
    return path


def test_a_foreign_table_is_mapped_by_hand_and_remembered(qtbot, monkeypatch, tmp_path, empty):
    page = empty.page("imports")
    choose(qtbot, monkeypatch, empty, foreign(tmp_path / "comcast.xlsx"))
    assert page.stack.currentWidget() is page.mapping
    assert mapped(page) == dict.fromkeys((name.replace(" ", "") for name in FOREIGN), "")
    assert texts(page.mapping.table, "文件中的列") == FOREIGN
    assert "工单号、派单时间" in page.mapping.missing.text()
    assert not page.next.isEnabled()
    feed(qtbot, empty, "Ticket#", "工单号")
    feed(qtbot, empty, "Date", "派单时间")
    feed(qtbot, empty, "CustomerComplaint", "投诉内容")
    page.mapping.name.setText("外国")
    page.mapping.remember.setChecked(True)
    page.next.click()
    settle(qtbot, empty.context)
    assert counts(page)["工单"] == (2, 0, 0, 0)
    page.button.click()
    settle(qtbot, empty.context)
    assert orders(empty) == 2
    choose(qtbot, monkeypatch, empty, foreign(tmp_path / "又.xlsx"))
    assert page.stack.currentWidget() is page.check
    assert counts(page)["工单"] == (0, 0, 2, 0)
    assert "列名按导入档案“外国”对应" in page.check.remarks.text()


def test_a_dropped_file_is_simulated(qtbot, tmp_path, empty):
    page = empty.page("imports")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write_exchange(tmp_path / "九月.xlsx", rows())))])
    point, buttons = QPointF(9, 9), Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(point.toPoint(), Qt.DropAction.CopyAction, data, buttons, none)
    QApplication.sendEvent(page.drop, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page.drop, QDropEvent(point, Qt.DropAction.CopyAction, data, buttons, none))
    settle(qtbot, empty.context)
    assert counts(page)["工单"] == (1, 0, 0, 0)


def test_another_sheet_and_a_table_without_a_heading_are_pointed_at(qtbot, monkeypatch, tmp_path, empty):
    page = empty.page("imports")
    book = openpyxl.Workbook()
    book.active.append(["说明", "本表由系统导出"])
    data = book.create_sheet("数据")
    data.append(["A1", "2026-10-10 08:00"])
    data.append(["A2", "2026-10-11 08:00"])
    book.save(tmp_path / "无表头.xlsx")
    choose(qtbot, monkeypatch, empty, tmp_path / "无表头.xlsx")
    page.mapping.sheet.setCurrentText("数据")
    page.mapping.sheet.activated.emit(1)
    settle(qtbot, empty.context)
    heading = page.mapping.row
    assert [heading.itemText(at) for at in range(heading.count())] == [
        "没有表头",
        "第 1 行　A1、2026-10-10 08:00",
        "第 2 行　A2、2026-10-11 08:00",
    ]
    heading.setCurrentIndex(0)
    heading.activated.emit(0)
    settle(qtbot, empty.context)
    assert mapped(page) == {"A列": "", "B列": ""}
    feed(qtbot, empty, "A列", "工单号")
    feed(qtbot, empty, "B列", "派单时间")
    page.next.click()
    settle(qtbot, empty.context)
    page.button.click()
    settle(qtbot, empty.context)
    assert orders(empty) == 2


def test_a_field_chosen_for_another_column_moves_there(qtbot, monkeypatch, tmp_path, empty):
    page = empty.page("imports")
    choose(qtbot, monkeypatch, empty, foreign(tmp_path / "comcast.xlsx"))
    feed(qtbot, empty, "City", "工单号")
    feed(qtbot, empty, "Ticket#", "工单号")
    assert [heading for heading, field in mapped(page).items() if field] == ["Ticket#"]
    table = page.mapping.table
    table.setCurrentIndex(table.columns.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    settle(qtbot, empty.context)
    assert not any(mapped(page).values())


def test_what_a_column_cannot_be_read_as_is_told(qtbot, monkeypatch, tmp_path, empty):
    page = empty.page("imports")
    choose(qtbot, monkeypatch, empty, foreign(tmp_path / "comcast.xlsx"))
    feed(qtbot, empty, "ReceivedVia", "网络类型")
    feed(qtbot, empty, "City", "受理时间")
    feed(qtbot, empty, "Status", "解决情况")
    told = dict(zip(texts(page.mapping.table, "文件中的列"), texts(page.mapping.table, "读作"), strict=True))
    assert told["Received Via"].startswith("“Customer Care Call”不是2G、3G")
    assert told["Status"] == "已解决"
    assert "不是能读懂的时间" in told["City"]


@pytest.fixture
def conflicting(qtbot, make_window, desk, tmp_path):
    """A window that shows two conflicts: the desk and the file both wrote 回单内容 and 处理人."""
    fill(desk, unreplied())
    window = make_window(desk)
    ours = {"回单内容": "台账的回单", "处理人": "台账的人"}
    change = replace(detail(desk, CLEAN_NO).order, reply=ours["回单内容"], handler=ours["处理人"])
    save(desk, [Change(detail(desk, CLEAN_NO).order, change)])
    window.show_page("imports")
    theirs = {"回单内容": "文件的回单", "处理人": "文件的人"}
    window.page("imports").read(write_exchange(tmp_path / "又.xlsx", unreplied(**theirs)))
    settle(qtbot, window.context)
    return window


def handled(window):
    order = detail(window.context.desk, CLEAN_NO).order
    return order.reply, order.handler


def test_conflicts_are_chosen_one_by_one(qtbot, conflicting):
    page = conflicting.page("imports")
    table = page.check.conflicts.table
    assert page.check.tabs.currentWidget() is page.check.conflicts
    rows_by_field = {text: row for row, text in enumerate(texts(table, "字段"))}
    table.selectRow(rows_by_field["工单.回单内容"])
    assert page.check.conflicts.ours.toPlainText() == "台账的回单"
    assert page.check.conflicts.theirs.toPlainText() == "文件的回单"
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert texts(table, "文件里的值")[rows_by_field["工单.回单内容"]] == "● 文件的回单"
    page.button.click()
    settle(qtbot, conflicting.context)
    assert handled(conflicting) == ("文件的回单", "台账的人")


def test_conflicts_are_chosen_all_at_once(qtbot, conflicting):
    page = conflicting.page("imports")
    page.check.conflicts.all_theirs.click()
    page.button.click()
    settle(qtbot, conflicting.context)
    assert handled(conflicting) == ("文件的回单", "文件的人")


def test_of_conflicts_nobody_chose_the_desk_keeps_its_values(qtbot, conflicting):
    conflicting.page("imports").button.click()
    settle(qtbot, conflicting.context)
    assert handled(conflicting) == ("台账的回单", "台账的人")


def test_an_undo_leaves_what_was_edited_since_and_lists_it(qtbot, tmp_path, empty):
    page = empty.page("imports")
    page.read(write_exchange(tmp_path / "九月.xlsx", rows()))
    settle(qtbot, empty.context)
    page.button.click()
    settle(qtbot, empty.context)
    order = detail(empty.context.desk, CLEAN_NO).order
    save(empty.context.desk, [Change(order, replace(order, handler="后来的人"))])
    page.done.undo.click()
    settle(qtbot, empty.context)
    assert orders(empty) == 1
    assert [page.done.left.item(at).text() for at in range(page.done.left.count())] == [
        f"工单 {CLEAN_NO} 的全部内容之后被改过或登记了别的内容，没有撤销"
    ]


def many(path, number=1500):
    """A list of orders that takes a while to judge."""
    book = openpyxl.Workbook()
    book.active.append(["工单号", "派单时间", "投诉内容"])
    for at in range(number):
        book.active.append([f"HI-052-261011-{at:05}", "2026-10-11 08:00", "用户反映手机上网慢"])
    book.save(path)
    return path


def test_a_stopped_import_leaves_nothing_behind(qtbot, monkeypatch, tmp_path, empty):
    page = empty.page("imports")
    page.read(many(tmp_path / "多.xlsx"))
    settle(qtbot, empty.context)
    with qtbot.waitSignal(page.told, timeout=30_000, check_params_cb=lambda step, *_: step == "检查工单"):
        page.button.click()
    assert page.working.isVisible()
    monkeypatch.setattr(import_view, "ask_sure", lambda *_: False)
    assert not empty.close()
    page.working.stop.click()
    settle(qtbot, empty.context)
    assert page.may_close()
    assert orders(empty) == 0
    assert "已停止" in empty.messages.label.text()
    assert page.stack.currentIndex() == import_view.CHOOSE
    page.read(many(tmp_path / "少.xlsx", 3))
    settle(qtbot, empty.context)
    assert counts(page)["工单"] == (3, 0, 0, 0)


def test_a_very_large_import_stopped_while_it_is_judged_stands_and_says_so(qtbot, tmp_path, empty):
    page = empty.page("imports")
    page.read(many(tmp_path / "很多.xlsx", AT_HAND + 1))
    settle(qtbot, empty.context)
    with qtbot.waitSignal(page.told, timeout=60_000, check_params_cb=lambda step, *_: step == "检查工单"):
        page.button.click()
    page.working.stop.click()
    qtbot.waitUntil(lambda: "已经写入" in empty.messages.label.text(), timeout=30_000)
    settle(qtbot, empty.context)
    assert orders(empty) == AT_HAND + 1


def test_stopping_at_once_stops_the_reading(qtbot, tmp_path, empty):
    page = empty.page("imports")
    page.read(many(tmp_path / "多.xlsx"))
    page.working.stop.click()
    settle(qtbot, empty.context)
    assert page.stack.currentIndex() == import_view.CHOOSE
    assert "已停止" in empty.messages.label.text()


def test_the_rows_of_the_file_are_marked_cell_by_cell(qtbot, monkeypatch, tmp_path, make_window, desk):
    fill(desk, rows())
    window = make_window(desk)
    window.show_page("imports")
    scene = rows(工单={"投诉地址": "澄迈县金江镇文明路228号"})
    scene["工单"].append({**scene["工单"][0], "工单号": "HI-052-261011-00002"})
    scene["工单"].append({**scene["工单"][0], "工单号": "HI-052-261011-00003", "派单时间": "昨天"})
    choose(qtbot, monkeypatch, window, write_exchange(tmp_path / "又.xlsx", scene))
    model = window.page("imports").check.rows.lines
    assert [(line.row, line.what) for line in model.rows] == [(4, "错误"), (2, "更新"), (3, "新增")]
    marks = [{model.titles[at + 2]: mark.what for at, mark in line.marks.items()} for line in model.rows]
    assert marks == [{"派单时间": "错误"}, {"投诉地址": "更新"}, {}]
    assert "原值：" in model.rows[1].marks[list(model.titles).index("投诉地址") - 2].note


def test_what_the_desk_knows_of_a_customer_stays_masked(qtbot, tmp_path, make_window, desk):
    fill(desk, unreplied())
    window = make_window(desk)
    window.show_page("imports")
    order = detail(desk, CLEAN_NO).order
    save(desk, [Change(order, replace(order, phone="13800009999"))])
    path = write_exchange(tmp_path / "又.xlsx", unreplied(用户号码="13800008888"))
    window.page("imports").read(path)
    settle(qtbot, window.context)
    table = window.page("imports").check.conflicts.table
    assert texts(table, "台账现在的值") == ["● 138****9999"]
    assert texts(table, "文件里的值") == ["○ 13800008888"]


def test_one_step_back_by_key_leads_to_the_columns(qtbot, monkeypatch, tmp_path, empty):
    page = empty.page("imports")
    choose(qtbot, monkeypatch, empty, write_exchange(tmp_path / "九月.xlsx", rows()))
    qtbot.keyClick(empty, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.mapping)
    qtbot.keyClick(page.mapping.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, empty.context)
    assert page.stack.currentWidget() is page.check
