"""The escalation board: what waits, what is raised, and raising."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from desk.views.escalation.raise_dialog import RaiseDialog, Raising
from desk.vocabulary import EscalationReason
from tests.helpers.windows import settle, texts

SENSITIVE_NO = "HI-052-261012-00012"


@pytest.fixture
def page(qtbot, window):
    window.show_page("escalation")
    settle(qtbot, window.context)
    return window.page("escalation")


def test_a_sensitive_order_waits_with_the_rule_that_asks(page):
    assert SENSITIVE_NO in texts(page.waiting, "工单号")
    assert texts(page.raised, "工单号") == []
    at = texts(page.waiting, "工单号").index(SENSITIVE_NO)
    assert texts(page.waiting, "规则")[at].startswith("ESC01")


def test_raising_moves_the_order(qtbot, monkeypatch, window, page):
    at = texts(page.waiting, "工单号").index(SENSITIVE_NO)
    page.waiting.selectRow(at)
    raising = Raising(EscalationReason.SENSITIVE, "值班主任", "公司")
    monkeypatch.setattr(RaiseDialog, "ask", classmethod(lambda cls, *_: raising))
    window.actions_by_name["escalate"].trigger()
    settle(qtbot, window.context)
    assert SENSITIVE_NO not in texts(page.waiting, "工单号")
    assert texts(page.raised, "工单号") == [SENSITIVE_NO]
    assert texts(page.raised, "受理人") == ["值班主任"]
    window.actions_by_name["undo"].trigger()
    settle(qtbot, window.context)
    assert SENSITIVE_NO in texts(page.waiting, "工单号")


def test_the_dialog_suggests_the_reason(qtbot):
    dialog = RaiseDialog(None, EscalationReason.CHANNELS)
    qtbot.addWidget(dialog)
    dialog.receiver.setText("王主任")
    assert dialog.raising() == Raising(EscalationReason.CHANNELS, "王主任", "")


def test_the_board_keeps_qts_rules(page):
    tester = QAbstractItemModelTester(page.waiting.board, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.waiting.board.show_rows([])
    assert tester.model() is page.waiting.board
