"""The export dialog and the preview: every kind asks what it takes, writes, stops, and says what is wrong."""

import shutil
import subprocess
from datetime import date

import openpyxl
import pytest
from PySide6.QtPrintSupport import QPrinter

from desk.records import Person
from desk.rules.scenes import CLEAN_NO
from desk.services.masking import Unmasking
from desk.services.outputs import KINDS, Wanted
from desk.services.period import parse_period
from desk.services.reporting import review_pages
from desk.store.listing import ListQuery
from desk.views.outputs import export_dialog, preview_dialog
from desk.views.outputs.export_dialog import ExportDialog
from desk.views.outputs.period_picker import PeriodPicker, presets
from desk.views.outputs.press import leftovers
from desk.views.outputs.preview_dialog import PreviewDialog, chosen_pages, paint_pages
from desk.vocabulary import Role
from tests.helpers.scenes import fill, rows
from tests.helpers.windows import open_order, settle

NEED = {"类型": "新建资源", "接收部门": "澄迈分公司", "传递时间": "2026-10-13 16:00"}


@pytest.fixture
def dialog(qtbot, context):
    """The dialog on the filled desk, for October."""
    made = ExportDialog(None, context, Wanted(query=ListQuery(facets=(("region", "海口"),))))
    qtbot.addWidget(made)
    made.form.period.choose("2026-10")
    made.show()
    yield made
    made.done(0)


def choose(dialog, name):
    dialog.kinds.setCurrentRow([kind.name for kind in KINDS].index(name))


def save_to(monkeypatch, path):
    monkeypatch.setattr(export_dialog, "ask_save", lambda *_: path)


def shown_parts(dialog):
    return {part for part, widget in dialog.form._rows.items() if widget.isVisible()}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_asks_what_it_takes_and_no_more(dialog, kind):
    choose(dialog, kind.name)
    assert shown_parts(dialog) == kind.takes
    assert dialog.preview_button.isVisible() is kind.printed
    assert dialog.check_button.isVisible() is (kind.check is not None)


def test_a_workbook_is_written_beside_the_window_and_can_be_opened(qtbot, dialog, tmp_path, monkeypatch):
    path = tmp_path / "反馈.xlsx"
    save_to(monkeypatch, path)
    choose(dialog, "feedback")
    dialog.form.region.setCurrentIndex(dialog.form.region.findData("海口"))
    dialog.export_button.click()
    assert not dialog.export_button.isEnabled()
    qtbot.waitUntil(dialog.folder_button.isVisible, timeout=60_000)
    assert dialog.state.text() == "已导出 1 张工单的反馈到“反馈.xlsx”"
    assert openpyxl.load_workbook(path).sheetnames
    opened = []
    monkeypatch.setattr(export_dialog, "show_file", opened.append)
    dialog.folder_button.click()
    dialog.open_button.click()
    assert opened == [tmp_path, path]


def test_the_list_is_exported_as_it_is_filtered(qtbot, dialog, tmp_path, monkeypatch):
    save_to(monkeypatch, tmp_path / "清单")  # a name without an ending gets it
    choose(dialog, "orders")
    assert dialog.form.filtered.isChecked()
    dialog.export_button.click()
    qtbot.waitUntil(dialog.folder_button.isVisible, timeout=60_000)
    assert dialog.state.text() == "已导出 1 张工单到“清单.xlsx”"


def test_missing_items_are_listed_and_lead_to_their_order(qtbot, context, dialog):
    choose(dialog, "feedback")
    dialog.check_button.click()
    qtbot.waitUntil(dialog.missing.isVisible, timeout=60_000)
    assert dialog.missing.items
    assert "双击一行去补" in dialog.missing.state.text()
    wanted = []
    context.wants_order.connect(wanted.append)
    dialog.missing.table.activated.emit(dialog.missing.table.model().index(0, 0))
    assert wanted == [dialog.missing.items[0].order_no]
    assert not dialog.isVisible()


def test_what_is_wrong_is_said_in_the_dialog_and_nothing_is_written(qtbot, dialog, tmp_path, monkeypatch):
    save_to(monkeypatch, tmp_path / "没有" / "a.xlsx")
    choose(dialog, "summary")
    dialog.export_button.click()
    qtbot.waitUntil(lambda: bool(dialog.state.text()), timeout=60_000)
    assert "不存在" in dialog.state.text()
    dialog.form.period.choose("2026-13")
    dialog.export_button.click()
    assert "写法不对" in dialog.state.text()
    choose(dialog, "feedback")
    dialog.form.period.choose("2026-10")
    dialog.form.template.setText("没有.xlsx")
    dialog.export_button.click()
    assert "找不到模板“没有.xlsx”" in dialog.state.text()


def test_stopping_leaves_no_file(qtbot, dialog, tmp_path, monkeypatch):
    path = tmp_path / "汇总.xlsx"
    (tmp_path / ".汇总.xlsx.1-2.part").write_bytes(b"half")
    assert [found.name for found in leftovers(path)] == [".汇总.xlsx.1-2.part"]
    save_to(monkeypatch, path)
    choose(dialog, "summary")
    dialog.export_button.click()
    dialog.reject()  # Esc
    qtbot.waitUntil(lambda: bool(dialog.state.text()), timeout=60_000)
    assert dialog.state.text() == "已停止，没有写出文件"
    assert dialog.isVisible()
    assert list(tmp_path.glob("*汇总*")) == []


def test_rights_decide_what_can_be_ticked(context, qtbot):
    context.act_as(Person("处理人", Role.HANDLER))
    made = ExportDialog(None, context, Wanted(), "summary")
    qtbot.addWidget(made)
    assert (made.form.unmasked.isEnabled(), made.form.closing.isEnabled()) == (False, False)
    context.act_as(Person("组长", Role.LEAD))
    made._show_kind()
    assert (made.form.unmasked.isEnabled(), made.form.closing.isEnabled()) == (True, True)
    made.done(0)


def test_the_action_opens_the_dialog_with_what_the_page_is_about(qtbot, window, monkeypatch):
    given = []
    monkeypatch.setattr(ExportDialog, "show_kinds", lambda _parent, _context, wanted: given.append(wanted))
    window.actions_by_name["export"].trigger()
    open_order(qtbot, window, CLEAN_NO)
    window.actions_by_name["export"].trigger()
    assert [bool(wanted.query) for wanted in given] == [True, False]
    assert given[1].order_nos == (CLEAN_NO,)


@pytest.mark.parametrize(
    ("title", "text"),
    [("本月", "2026-10"), ("上月", "2026-09"), ("本周", "2026-W44"), ("上周", "2026-W43"), ("全部", "")],
)
def test_a_period_is_chosen_by_name(qtbot, title, text):
    picker = PeriodPicker(date(2026, 10, 31))
    qtbot.addWidget(picker)
    picker.box.setCurrentText(title)
    assert picker.period() == (parse_period(text) if text else None)
    picker.require(True)
    assert picker.box.findText("全部") == -1
    assert dict(presets(date(2026, 1, 1)))["上月"] == "2025-12"


def test_a_typed_period_is_shown_by_its_days_or_as_wrong(qtbot):
    picker = PeriodPicker(date(2026, 10, 31))
    qtbot.addWidget(picker)
    picker.choose("2026-W42")
    assert picker.told.text() == "2026-10-12 至 2026-10-18"
    picker.line.setText("十月")
    assert (picker.told.text(), picker.line.property("wrong")) == ("写法不对", "true")


@pytest.fixture
def preview(qtbot, context):
    made = PreviewDialog(None, context, Wanted(order_nos=(CLEAN_NO,)), ["field-test", "order", "follow-up"])
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.area.pages), timeout=60_000)
    return made


def test_pages_are_zoomed_and_turned_to(qtbot, preview):
    assert preview.state.text() == f"共 {len(preview.area.pages)} 页"
    page = preview.area.pages[0]
    fitting = page.width()
    preview.zoom.setCurrentIndex(preview.zoom.findData(2.0))
    assert page.width() == 2 * page.paper.width() != fitting
    assert page.paper.width() == pytest.approx(210 / 25.4 * 96, abs=2)  # A4
    preview.zoom.setCurrentIndex(preview.zoom.findData(1.0))
    preview.area.widget().layout().activate()
    preview.number.setValue(2)
    assert preview.area.current() == 2
    assert page.image().pixelColor(3, 3).name() == "#ffffff"


def test_another_report_of_the_order_is_one_choice_away(qtbot, preview):
    preview.kind.setCurrentIndex(1)
    qtbot.waitUntil(preview.print_button.isEnabled, timeout=60_000)
    assert preview.state.text().startswith("共")
    preview.kind.setCurrentIndex(2)
    qtbot.waitUntil(lambda: "没有跟踪单" in preview.state.text(), timeout=60_000)
    assert not preview.print_button.isEnabled()


def test_the_preview_saves_a_pdf_and_says_where_it_cannot(qtbot, context, preview, tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    monkeypatch.setattr(preview_dialog, "ask_save", lambda *_: path)
    preview.save_button.click()
    settle(qtbot, context)
    assert path.read_bytes().startswith(b"%PDF")
    monkeypatch.setattr(preview_dialog, "ask_save", lambda *_: tmp_path / "没有" / "a.pdf")
    preview.save_button.click()
    settle(qtbot, context)
    assert "不存在" in preview.state.text()


def printed_sizes(path):
    """(width, height) of each page in points, as poppler reads them."""
    if not shutil.which("pdfinfo"):
        pytest.skip("本机没有 pdfinfo（poppler-utils）")
    told = subprocess.run(["pdfinfo", "-l", "99", str(path)], capture_output=True, check=True).stdout.decode()
    lines = [line.split() for line in told.splitlines() if line.startswith("Page ") and "size:" in line]
    return [(round(float(words[3])), round(float(words[5]))) for words in lines]


def test_pages_that_lie_are_printed_lying_and_a_range_is_kept(qtbot, desk, tmp_path):
    order = {"原因分类": "新建资源", "解决情况": "未解决", "回单内容": "待建设。"}
    fill(desk, rows(工单=order, 转派=[NEED]))
    pictures = review_pages(desk, dpi=60)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    assert paint_pages(printer, pictures)
    sizes = printed_sizes(tmp_path / "a.pdf")
    assert len(sizes) == len(pictures) >= 2
    assert sizes[0][0] > sizes[0][1]  # the summary of the needs lies
    assert sizes[1][0] < sizes[1][1]
    printer.setFromTo(2, 9)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    assert chosen_pages(printer, 3, 1) == [2, 3]
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert chosen_pages(printer, 3, 2) == [2]
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    assert chosen_pages(printer, 3, 2) == [1, 2, 3]


def test_a_reason_is_asked_where_names_and_numbers_leave_in_full(context, dialog):
    context.act_as(Person("组长", Role.LEAD))
    choose(dialog, "archive")
    assert dialog.form.reason.isEnabled()
    choose(dialog, "review")
    assert not dialog.form.reason.isEnabled()
    dialog.form.unmasked.setChecked(True)
    dialog.form.reason.setText(" 评审 ")
    assert dialog.form.wanted(dialog.kind).unmasking == Unmasking("评审")
