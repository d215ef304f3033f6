"""Photographs in the detail: added, seen, described, removed and back again."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from sqlalchemy import delete

from desk.models import pictures
from desk.services.photographing import attach, photos_of
from desk.views.detail import deeds
from desk.views.detail.photo_dialogs import AttachDialog, Attaching, PhotoDialog
from desk.vocabulary import YesNo
from tests.helpers.pictures import jpg
from tests.helpers.scenes import CLEAN_NO
from tests.helpers.windows import open_order, settle


@pytest.fixture
def page(qtbot, window):
    return open_order(qtbot, window, CLEAN_NO)


@pytest.fixture
def tab(page):
    found = page.tabs["照片"]
    page.sheets.setCurrentWidget(found)
    return found


def drop(widget, files):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    widget.dropEvent(QDropEvent(QPoint(5, 5), action, data, button, Qt.KeyboardModifier.NoModifier))


def test_chosen_photographs_become_thumbnails(qtbot, window, page, tab, tmp_path, monkeypatch):
    files = [jpg(tmp_path / "门口.jpg"), jpg(tmp_path / "客厅.jpg", colour="green")]
    monkeypatch.setattr(deeds, "ask_files", lambda *_: files)
    monkeypatch.setattr(AttachDialog, "ask", lambda *_: Attaching("测试界面", "客户同意", YesNo.YES, False))
    tab.buttons["add"].click()
    settle(qtbot, window.context)
    assert [tab.model.index(at, 0).data() for at in range(tab.model.rowCount())] == ["测试界面"] * 2
    icons = [tab.model.index(at, 0).data(Qt.ItemDataRole.DecorationRole) for at in range(2)]
    assert [not icon.isNull() for icon in icons] == [True, True]
    assert "许可说明：客户同意" in tab.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert page.sheets.tabText(page.sheets.indexOf(tab)) == "照片 2"
    assert "已添加 2 张照片" in window.messages.message.text


def test_dropped_photographs_are_asked_about_and_bad_ones_told(qtbot, window, tab, tmp_path, monkeypatch):
    (tmp_path / "坏.jpg").write_bytes(b"nothing")
    asked = []
    answer = Attaching("", "", None, False)
    monkeypatch.setattr(AttachDialog, "ask", lambda _parent, files: asked.append(files) or answer)
    drop(tab, [jpg(tmp_path / "门口.jpg"), tmp_path / "坏.jpg"])
    settle(qtbot, window.context)
    assert [file.name for file in asked[0]] == ["门口.jpg", "坏.jpg"]
    assert "已添加 1 张照片；没有添加：照片“坏.jpg”已损坏" in window.messages.message.text


def test_a_removed_photograph_comes_back_by_undo(qtbot, window, tab, tmp_path, monkeypatch):
    attach(window.context.desk, CLEAN_NO, [jpg(tmp_path / "门口.jpg")])
    open_order(qtbot, window, CLEAN_NO)
    monkeypatch.setattr(deeds, "ask_sure", lambda *_: True)
    tab.table.setCurrentIndex(tab.model.index(0, 0))
    tab.buttons["remove"].click()
    settle(qtbot, window.context)
    assert tab.model.rowCount() == 0
    window.actions_by_name["undo"].trigger()
    settle(qtbot, window.context)
    assert [photo.name for photo in photos_of(window.context.desk, CLEAN_NO)] == ["门口.jpg"]
    assert tab.model.rowCount() == 1


def test_a_photograph_is_looked_at_and_a_missing_one_told(qtbot, window, tab, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(PhotoDialog, "exec", lambda self: shown.append(self) or 0)
    desk = window.context.desk
    attach(desk, CLEAN_NO, [jpg(tmp_path / "门口.jpg")])
    open_order(qtbot, window, CLEAN_NO)
    tab.table.setCurrentIndex(tab.model.index(0, 0))
    tab.buttons["look"].click()
    settle(qtbot, window.context)
    assert not shown[0].label.pixmap().isNull()
    with desk.database.write() as connection:
        connection.execute(delete(pictures))
    tab.activate()
    settle(qtbot, window.context)
    assert "照片“门口.jpg”不在数据库里" in shown[1].label.text()


def test_the_dialog_presets_no_permission(qtbot):
    dialog = AttachDialog(None, [])
    qtbot.addWidget(dialog)
    assert dialog.attaching().options() == {
        "note": None,
        "permission": None,
        "permitted": None,
        "keep_place": False,
    }
