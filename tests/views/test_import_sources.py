"""What comes to the page of imports by other ways: pasted rows and the watched folder."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from desk.services import listing
from desk.services.listing import ListQuery
from desk.views.imports import watch_panel
from tests.helpers.scenes import rows, write_exchange
from tests.helpers.windows import settle

TABLE = "工单流水号\t派单时间\t故障地点\nHI-052-261011-00001\t2026-10-11 08:00\t澄迈县金江镇\n"


@pytest.fixture
def empty(make_window, desk):
    """A window on an empty desk, at the list of orders."""
    return make_window(desk)


def orders(window):
    return listing.count(window.context.desk, ListQuery())


def counts(page):
    return {cells[0]: cells[1:] for cells in page.check.counts.cells.rows}


@pytest.mark.parametrize("place", ["orders", "imports"])
def test_rows_are_pasted_by_a_key_on_the_list_and_on_the_page(qtbot, empty, place):
    QGuiApplication.clipboard().setText(TABLE)
    empty.show_page(place)
    qtbot.keyClick(empty, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, empty.context)
    page = empty.page("imports")
    assert empty.stack.currentWidget() is page
    assert counts(page)["工单"] == (1, 0, 0, 0)
    page.button.click()
    settle(qtbot, empty.context)
    assert orders(empty) == 1


def test_the_table_of_a_web_page_is_pasted(qtbot, empty):
    data = QMimeData()
    cells = "".join(f"<td>{cell}</td>" for cell in ("A1", "2026-10-11 08:00"))
    data.setHtml(f"<table><tr><th>工单号<th>派单时间</tr><tr>{cells}</tr></table>")
    QGuiApplication.clipboard().setMimeData(data)
    page = empty.page("imports")
    page.paste()
    settle(qtbot, empty.context)
    assert counts(page)["工单"] == (1, 0, 0, 0)


def test_a_clipboard_without_a_table_is_told(qtbot, empty):
    QGuiApplication.clipboard().setText("只有一句话")
    page = empty.page("imports")
    page.paste()
    settle(qtbot, empty.context)
    assert "剪贴板里没有表格" in empty.messages.label.text()


@pytest.fixture
def watched(qtbot, monkeypatch, tmp_path, empty):
    """A window that watches the folder 导出, chosen on the page."""
    folder = tmp_path / "导出"
    folder.mkdir()
    monkeypatch.setattr(watch_panel, "ask_folder", lambda *_: folder)
    empty.show_page("imports")
    empty.page("imports").watch_panel.choose.click()
    settle(qtbot, empty.context)
    return empty


def look_twice(qtbot, window):
    """A file is offered when two looks saw it the same."""
    for _ in range(2):
        window.page("imports").watch.look()
        settle(qtbot, window.context)


def offered(window):
    files = window.page("imports").watch_panel.files
    return [files.item(row).text() for row in range(files.count())]


def test_nothing_is_watched_until_a_folder_is_chosen(empty):
    watch = empty.page("imports").watch
    assert (watch.folder, watch._timer.isActive()) == ("", False)


def test_a_new_file_is_simulated_offered_and_handled_once(qtbot, tmp_path, watched):
    page = watched.page("imports")
    write_exchange(tmp_path / "导出" / "十月.xlsx", rows())
    look_twice(qtbot, watched)
    assert offered(watched) == ["十月.xlsx　工单新增 1，更新 0"]
    assert orders(watched) == 0
    assert "监视文件夹里有新文件“十月.xlsx”" in watched.messages.label.text()
    watched.show_page("orders")
    watched.messages.button.click()
    settle(qtbot, watched.context)
    assert watched.stack.currentWidget() is page
    page.button.click()
    settle(qtbot, watched.context)
    assert (orders(watched), offered(watched)) == (1, [])
    (tmp_path / "导出" / "十月.xlsx").rename(tmp_path / "导出" / "又名.xlsx")
    look_twice(qtbot, watched)
    assert offered(watched) == []


def test_a_file_put_aside_is_not_offered_again(qtbot, tmp_path, watched):
    (tmp_path / "导出" / "别的.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    look_twice(qtbot, watched)
    assert offered(watched) == ["别的.csv　列名不认识，请核对时手工对应"]
    watched.page("imports").watch_panel.put_aside.click()
    settle(qtbot, watched.context)
    look_twice(qtbot, watched)
    assert offered(watched) == []


def test_a_broken_file_is_offered_with_its_reason(qtbot, tmp_path, watched):
    (tmp_path / "导出" / "坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    look_twice(qtbot, watched)
    (text,) = offered(watched)
    assert text.startswith("坏.xlsx　")
    assert "Traceback" not in text


def test_only_clean_files_are_imported_silently(qtbot, tmp_path, watched):
    watched.context.settings.choose("watch_import", "silent")
    write_exchange(tmp_path / "导出" / "好.xlsx", rows())
    bad = rows()
    bad["工单"].append({**bad["工单"][0], "工单号": "HI-052-261011-00002", "派单时间": "昨天"})
    write_exchange(tmp_path / "导出" / "有错.xlsx", bad)
    look_twice(qtbot, watched)
    assert orders(watched) == 1
    (text,) = offered(watched)
    assert text.startswith("有错.xlsx")
    assert text.endswith("错误 1")


def test_a_folder_that_is_gone_is_told_on_the_page(qtbot, tmp_path, watched):
    (tmp_path / "导出").rmdir()
    look_twice(qtbot, watched)
    assert "打不开" in watched.page("imports").watch_panel.title.text()
    watched.page("imports").watch_panel.stop.click()
    assert watched.context.settings["watch_folder"] == ""
