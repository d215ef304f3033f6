"""The page of imports: simulate, import, undo; bad files change nothing and say so in one sentence."""

import openpyxl
import pytest

from desk.services import listing
from desk.services.listing import ListQuery
from desk.views.imports import import_view
from desk.views.messages import Tone
from tests.helpers.scenes import CLEAN_NO, rows, write_exchange
from tests.helpers.windows import settle


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


def counts(page):
    return {cells[0]: cells[1:] for cells in page.counts.cells.cells}


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
    assert not page.button.isEnabled()
    page.undo_button.click()
    settle(qtbot, empty.context)
    assert orders(empty) == 0
    assert empty.page("orders").model.rowCount() == 0


def test_bad_rows_are_listed_and_skipped_only_when_told(qtbot, monkeypatch, tmp_path, empty):
    page = empty.page("imports")
    scene = rows()
    scene["工单"].append({**scene["工单"][0], "工单号": "HI-052-261011-00002", "派单时间": "昨天"})
    choose(qtbot, monkeypatch, empty, write_exchange(tmp_path / "坏行.xlsx", scene))
    assert [(e.sheet, e.row, e.column, e.value) for e in page.errors.errors] == [
        ("工单", 3, "派单时间", "昨天")
    ]
    assert not page.button.isEnabled()
    page.skip.setChecked(True)
    page.button.click()
    settle(qtbot, empty.context)
    assert orders(empty) == 1


def _broken(path):
    path.write_bytes(b"PK\x03\x04 not a workbook")


def _headless(path):
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙"])
    book.save(path)


@pytest.mark.parametrize("make", [_broken, _headless], ids=["truncated", "no heading"])
def test_a_bad_file_is_told_in_one_sentence_and_changes_nothing(qtbot, monkeypatch, tmp_path, empty, make):
    path = tmp_path / "坏文件.xlsx"
    make(path)
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
