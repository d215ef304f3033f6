"""A first day: import, open, be refused a false 已解决, fix it, reply, take workbook and print home."""

import openpyxl
import pytest
from PySide6.QtCore import QSettings, Qt

from desk import app
from desk.services.viewing import detail
from desk.settings import Settings
from desk.views import theme
from desk.views.detail.contact_dialog import ContactDialog, ContactEntry
from desk.views.detail.reply_dialog import ReplyDialog
from desk.views.imports import import_view
from desk.views.jobs import Jobs
from desk.views.main_window import MainWindow
from desk.views.outputs import export_dialog, preview_dialog
from desk.views.outputs.export_dialog import ExportDialog
from desk.views.outputs.preview_dialog import PreviewDialog
from tests.helpers.scenes import CLEAN_NO, unreplied, write_exchange
from tests.helpers.windows import settle

REPLY = "调整天线后测试正常，已回访用户，用户确认恢复正常使用。"


@pytest.fixture
def window(qtbot, qapp, tmp_path):
    """The window as the program starts it, on a new database."""
    theme.apply(qapp, "light")
    jobs = Jobs()
    made = MainWindow(QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.show()
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    app.start(made, lambda: app._stored_desk(url, "处理人"), jobs, Settings(tmp_path / "s.toml"))
    qtbot.waitUntil(lambda: made.context is not None, timeout=20_000)
    settle(qtbot, made.context)
    yield made
    jobs.drain()
    made.context.desk.database.close()


def try_reply(qtbot, monkeypatch, window, act):
    """Press 回单 and go through the dialog as a person would: `act` gets it when the gate has answered."""

    def ask(cls, parent, context, order_no, text):
        dialog = cls(parent, context, order_no, text or REPLY)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: dialog.answer is not None, timeout=20_000)
        act(dialog)
        return dialog.request(dialog.result() == dialog.DialogCode.Accepted)

    monkeypatch.setattr(ReplyDialog, "ask", classmethod(ask))
    window.actions_by_name["reply"].trigger()
    settle(qtbot, window.context)


def import_workbook(qtbot, monkeypatch, window, path):
    window.show_page("imports")
    page = window.page("imports")
    monkeypatch.setattr(import_view, "ask_file", lambda *_: path)
    page.drop.button.click()
    qtbot.waitUntil(page.button.isEnabled, timeout=30_000)
    page.button.click()
    settle(qtbot, window.context)


def test_import_open_refused_fix_reply_export(qtbot, monkeypatch, tmp_path, window):
    context = window.context
    import_workbook(qtbot, monkeypatch, window, write_exchange(tmp_path / "导出.xlsx", unreplied()))

    window.show_page("orders")
    orders = window.page("orders")
    assert orders.model.rowCount() == 1
    orders.table.selectRow(0)
    qtbot.keyClick(orders.table, Qt.Key.Key_Return)
    settle(qtbot, context)
    page = window.page("detail")
    assert page.header.title.text() == CLEAN_NO

    def refused(dialog):
        assert not dialog.button.isEnabled()
        assert [finding.rule for finding in dialog.answer.blocking] == ["RPL01"]
        dialog._go_mend(dialog.answer.blocking[0])

    try_reply(qtbot, monkeypatch, window, refused)
    assert detail(context.desk, CLEAN_NO).order.replied_at is None

    callback = {
        "means": "电话",
        "purpose": "回访",
        "result": "接通",
        "restored": "是",
        "score": 10,
        "time": context.desk.now(),
        "text": "您好，客户确认已恢复正常。",
    }
    monkeypatch.setattr(ContactDialog, "ask", classmethod(lambda cls, *_: ContactEntry(callback)))
    window.actions_by_name["contact"].trigger()
    settle(qtbot, context)

    def accepted(dialog):
        assert dialog.text.toPlainText() == REPLY
        assert dialog.button.isEnabled()
        dialog.button.click()

    try_reply(qtbot, monkeypatch, window, accepted)
    replied = detail(context.desk, CLEAN_NO).order
    assert (replied.outcome, replied.reply) == ("已解决", REPLY)
    assert not window.actions_by_name["reply"].isEnabled()

    workbook = tmp_path / "清单.xlsx"
    window.show_page("orders")

    def export(cls, parent, context, given, name=""):
        dialog = cls(parent, context, given, "orders")
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.export_button.click()
        qtbot.waitUntil(dialog.folder_button.isVisible, timeout=30_000)
        dialog.done(0)

    monkeypatch.setattr(export_dialog, "ask_save", lambda *_: workbook)
    monkeypatch.setattr(ExportDialog, "show_kinds", classmethod(export))
    window.actions_by_name["export"].trigger()
    settle(qtbot, context)
    cells = [cell.value for row in openpyxl.load_workbook(workbook)["工单"].iter_rows() for cell in row]
    assert CLEAN_NO in cells
    assert "138****0001" in cells
    assert "13800000001" not in cells

    printed = tmp_path / "报告.pdf"

    def show(cls, parent, context, wanted, kinds):
        dialog = cls(parent, context, wanted, kinds)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: bool(dialog.area.pages), timeout=30_000)
        dialog.save_button.click()

    monkeypatch.setattr(preview_dialog, "ask_save", lambda *_: printed)
    monkeypatch.setattr(PreviewDialog, "show_paper", classmethod(show))
    window.show_page("detail")
    window.actions_by_name["print"].trigger()
    settle(qtbot, context)
    assert printed.read_bytes().startswith(b"%PDF")
