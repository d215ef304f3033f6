"""The list: rows, sort, facets, search, masking, stale pages."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desk.records import Person
from desk.services.contacting import record_contact
from desk.services.listing import ListQuery
from desk.store import listing
from desk.views.messages import Tone
from desk.views.orders.columns import COLUMNS
from desk.views.orders.table_model import KEPT_PAGES, LINE_ROLE, OrderTableModel
from desk.vocabulary import Purpose, Reach, Role, Verdict
from tests.helpers.scenes import CLEAN_NO
from tests.helpers.windows import settle

AT = {column.name: at for at, column in enumerate(COLUMNS)}


@pytest.fixture
def model(context):
    made = OrderTableModel(context)
    made.show_query(ListQuery(sort="order_no", descending=False))
    return made


@pytest.fixture
def page(window):
    return window.page("orders")


def shown(model, name):
    return [model.index(row, AT[name]).data() for row in range(model.rowCount())]


def test_the_model_keeps_qts_rules(model):
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_query(ListQuery(sort="region", descending=True))
    model.sort(AT["worst"])
    assert tester.model() is model


def test_all_orders_are_rows_and_only_painted_pages_are_read(model):
    assert model.rowCount() == 83
    assert model.index(0, AT["order_no"]).data() == CLEAN_NO
    assert len(model._pages) == 1
    model.index(82, 0).data()
    assert len(model._pages) == 2 <= KEPT_PAGES


def test_flags_read_nothing(model):
    for row in range(model.rowCount()):
        model.flags(model.index(row, 0))
    assert len(model._pages) == 0


def test_a_sort_turns_the_rows(model):
    model.sort(AT["order_no"], Qt.SortOrder.DescendingOrder)
    numbers = shown(model, "order_no")
    assert numbers == sorted(numbers, reverse=True)


def test_personal_fields_are_covered(model):
    assert model.index(0, AT["phone"]).data() == "138****0001"


def test_a_write_makes_pages_stale(qtbot, context, model):
    row = next(row for row in range(model.rowCount()) if model.line(row).order_no.endswith("-00011"))
    assert model.index(row, AT["worst"]).data(LINE_ROLE).worst is Verdict.FAIL
    with qtbot.waitSignal(model.dataChanged):
        work = lambda desk: record_contact(  # noqa: E731
            desk,
            model.line(row).order_no,
            Purpose.TALK,
            Reach.REACHED,
            at=datetime(2026, 10, 12, 10),
        )
        context.write(work, owner=context)
    assert not model._pages


def test_the_facets_count_and_filter(qtbot, window, page):
    box = page.facets.boxes["region"]
    items = [box.list.item(at).text() for at in range(box.list.count())]
    assert items == ["全部  83", "澄迈  82", "海口  1"]
    box.choose("海口")
    assert [page.model.line(row).order_no for row in range(page.model.rowCount())] == ["HI-052-261011-00011"]
    settle(qtbot, window.context)
    outcome = page.facets.boxes["outcome"].list
    assert [outcome.item(at).text() for at in range(outcome.count())] == ["全部  1", "已解决  1"]


@pytest.mark.parametrize(
    ("words", "found"),
    [(CLEAN_NO, 1), ("13800000001", 1), ("工信部", 1), ("没有这样的字", 0), ("文明路", 83)],
)
def test_typing_searches_after_a_moment(qtbot, window, page, words, found):
    page.search.setText(words)
    qtbot.waitUntil(lambda: page.model.query.search == words)
    assert page.model.rowCount() == found


def test_enter_on_an_exact_number_opens_the_order(qtbot, window, page):
    page.search.setText(CLEAN_NO)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    assert window.page("detail").order_no == CLEAN_NO


def test_a_search_that_the_filters_hide_may_go_everywhere(qtbot, window, page):
    page.facets.boxes["region"].choose("海口")
    page.open_only.setChecked(True)
    settle(qtbot, window.context)
    page.search.setText(CLEAN_NO)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    assert window.page("detail").order_no is None
    assert "在当前筛选里没有找到" in window.messages.label.text()
    window.messages.button.click()
    settle(qtbot, window.context)
    assert window.page("detail").order_no == CLEAN_NO
    assert not page.facets.facets()


def test_a_chosen_facet_stays_chosen_when_no_order_has_it(qtbot, window, page):
    page.facets.boxes["region"].choose("海口")
    page.search.setText("没有这样的字")
    page.apply_query()
    settle(qtbot, window.context)
    assert page.facets.facets() == (("region", "海口"),)
    assert page.facets.boxes["region"].list.currentItem().text().split() == ["海口", "0"]
    page.search.clear()
    page.apply_query()
    assert page.model.rowCount() == 1


def test_an_empty_desk_says_what_to_do(make_window, desk):
    page = make_window(desk).page("orders")
    assert page.number.text() == "还没有工单，请先导入"


def test_enter_opens_the_chosen_row(qtbot, window, page):
    page.table.sortByColumn(AT["order_no"], Qt.SortOrder.AscendingOrder)
    page.table.selectRow(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    assert window.page("detail").order_no == "HI-052-261011-00011"
    assert window.actions_by_name["previous"].isEnabled()


def test_column_widths_are_kept(qtbot, make_window, filled):
    first = make_window(filled).page("orders")
    assert first.table.columnWidth(AT["address"]) > 2 * first.table.columnWidth(AT["urgency"])
    first.table.setColumnWidth(AT["address"], 333)
    second = make_window(filled).page("orders")
    assert second.table.columnWidth(AT["address"]) == 333


def test_a_list_that_cannot_be_read_says_so_once(qtbot, window, page):
    with window.context.desk.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE orders RENAME TO gone")
    page.search.setText("澄迈")
    qtbot.waitUntil(lambda: window.messages.message.tone is Tone.TROUBLE)
    assert "Traceback" not in window.messages.label.text()


def test_rows_uncover_only_for_a_person_with_the_right(qtbot, window, page):
    context = window.context
    assert not window.actions_by_name["unmask"].isEnabled()
    context.act_as(Person("质检", Role.QUALITY))
    context.unmask(CLEAN_NO, lambda: None, context)
    settle(qtbot, context)
    page.search.setText(CLEAN_NO)
    page.apply_query()
    assert page.model.index(0, AT["phone"]).data() == "13800000001"
    context.act_as(Person("处理人", Role.HANDLER))
    assert page.model.index(0, AT["phone"]).data() == "138****0001"


def test_a_filter_over_many_orders_shows_the_first_and_then_all(qtbot, window, page, monkeypatch):
    monkeypatch.setattr(listing, "GLANCE", 20)
    page.facets.boxes["region"].choose("澄迈")
    assert page.number.text() == "正在筛选……"
    assert page.model.total < 82
    page.table.selectRow(3)
    chosen = page.chosen()
    settle(qtbot, window.context)
    assert page.number.text() == "82 单"
    assert page.model.rowCount() == 82
    assert page.chosen() == chosen


def test_enter_opens_what_a_search_over_many_orders_finds(qtbot, window, page, monkeypatch):
    monkeypatch.setattr(listing, "GLANCE", 20)
    page.search.setText(CLEAN_NO)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert window.page("detail").order_no is None
    settle(qtbot, window.context)
    assert window.page("detail").order_no == CLEAN_NO


def test_escape_shows_all_orders_again(qtbot, window, page):
    page.search.setText("没有这样的字")
    page.open_only.setChecked(True)
    page.apply_query()
    assert page.hint.label.isVisible() and "按 Esc" in page.hint.label.text()
    page.facets.boxes["region"].choose("海口")
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    settle(qtbot, window.context)
    assert (page.model.rowCount(), page.search.text(), page.facets.facets()) == (83, "", ())
    assert not page.open_only.isChecked() and not page.hint.label.isVisible()
