"""The detail: replying through the gate, and raising."""

from dataclasses import replace

import pytest

from desk.records import Person
from desk.services.editing import save
from desk.store import Change
from desk.views.detail.contact_dialog import ContactDialog, ContactEntry
from desk.views.detail.reply_dialog import ReplyDialog, ReplyRequest
from desk.views.escalation.raise_dialog import RaiseDialog, Raising
from desk.vocabulary import EscalationReason, Outcome, Role, Verdict
from tests.helpers.scenes import CLEAN_NO, fill, rows, unreplied
from tests.helpers.windows import open_order, settle, stored

NO_CALLBACK = "HI-052-261011-00011"
SENSITIVE_NO = "HI-052-261012-00012"


@pytest.fixture
def page(qtbot, window):
    """The clean order, open."""
    return open_order(qtbot, window, CLEAN_NO)


@pytest.fixture
def unanswered(qtbot, make_window, desk):
    """A window on an order that waits for its reply and has no callback yet."""
    fill(desk, unreplied())
    window = make_window(desk)
    open_order(qtbot, window, CLEAN_NO)
    return window


def gate(qtbot, window, text="已处理，客户确认恢复。"):
    dialog = ReplyDialog(window, window.context, CLEAN_NO, text)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.check()
    qtbot.waitUntil(lambda: dialog.answer is not None, timeout=10_000)
    return dialog


def test_the_gate_lists_what_is_missing_and_opens_when_it_is_there(qtbot, monkeypatch, unanswered):
    page = unanswered.page("detail")
    dialog = gate(qtbot, unanswered)
    assert not dialog.button.isEnabled()
    assert [f.rule for f in dialog.answer.blocking] == ["RPL01"]
    assert len(dialog.blockers) == 1
    assert not dialog.reason.isVisible()
    entry = ContactEntry(
        {
            "means": "电话",
            "purpose": "回访",
            "result": "接通",
            "restored": "是",
            "score": 10,
            "time": unanswered.context.desk.now(),
            "text": "客户确认已恢复",
        }
    )
    monkeypatch.setattr(ContactDialog, "ask", classmethod(lambda cls, *_: entry))
    unanswered.actions_by_name["contact"].trigger()
    settle(qtbot, unanswered.context)
    assert len(page.tabs["联系记录"].model.rows) == 2
    dialog = gate(qtbot, unanswered)
    assert dialog.button.isEnabled()


def test_an_unsolved_order_is_replied_again(qtbot, monkeypatch, make_window, desk):
    unsolved = {"解决情况": "未解决", "回单内容": "弱覆盖，待建设。"}
    ticket = {"跟踪单号": "GZ-1", "建立时间": "2026-10-13 15:00", "状态": "跟踪中"}
    fill(desk, rows(工单=unsolved, 跟踪单=[ticket]))
    window = make_window(desk)
    page = open_order(qtbot, window, CLEAN_NO)
    assert window.actions_by_name["reply"].isEnabled()
    asked = []
    request = ReplyRequest(Outcome.SOLVED, "新站开通，已回访，客户确认恢复。")
    monkeypatch.setattr(
        ReplyDialog, "ask", classmethod(lambda cls, *words: asked.append(words[-1]) or request)
    )
    assert [f.rule for f in gate(qtbot, window, request.text).answer.blocking] == ["RPL05"]
    row = page.tabs["跟踪单"].model.rows[0]
    save(window.context.desk, [Change(row, replace(row, state="已关闭", solved_at=row.opened_at))])
    dialog = gate(qtbot, window, request.text)
    assert dialog.button.isEnabled()
    assert "可以再次回单；10-13 15:00 的未解决回单留在历史里" in dialog.state.text()
    assert "注意：工单处理超时" in dialog.state.text()
    dialog.unsolved.setChecked(True)
    qtbot.waitUntil(lambda: "仍未解决的请登记跟踪" in dialog.state.text())
    assert not dialog.button.isEnabled()
    window.actions_by_name["reply"].trigger()
    settle(qtbot, window.context)
    assert asked == [""]
    assert f"已再次回单 {CLEAN_NO}：已解决" in window.messages.label.text()
    assert stored(window, CLEAN_NO).outcome == "已解决"
    assert not window.actions_by_name["reply"].isEnabled()
    assert page.history.list.item(0).text().count("再次回单") == 1
    window.actions_by_name["undo"].trigger()
    settle(qtbot, window.context)
    assert stored(window, CLEAN_NO).reply == "弱覆盖，待建设。"
    assert window.actions_by_name["reply"].isEnabled()


def test_raising_leaves_the_reply_and_shows_what_is_open(qtbot, monkeypatch, window, page):
    raising = Raising(EscalationReason.CHANNELS, "值班主任", "")
    monkeypatch.setattr(RaiseDialog, "ask", classmethod(lambda cls, *_: raising))
    window.actions_by_name["escalate"].trigger()
    settle(qtbot, window.context)
    assert "工单已回单，登记升级结果之前会报 ESC05" in window.messages.label.text()
    assert stored(window, CLEAN_NO).replied_at is not None
    assert page.verdicts.card("ESC05").finding.verdict is Verdict.FAIL


def test_an_open_text_closes_the_gate_again(qtbot, unanswered):
    dialog = gate(qtbot, unanswered)
    dialog.text.setPlainText("小区负荷高，已列入扩容计划，目前晚上仍然慢。")
    dialog.unsolved.setChecked(True)
    assert not dialog.button.isEnabled()
    qtbot.waitUntil(lambda: dialog.answer is not None)
    assert dialog.button.isEnabled(), dialog.answer.blocking
    dialog.text.setPlainText("")
    qtbot.waitUntil(lambda: "是空的" in dialog.state.text())
    assert not dialog.button.isEnabled()


def test_a_lead_passes_the_gate_with_a_reason(qtbot, unanswered):
    unanswered.context.act_as(Person("组长", Role.LEAD))
    dialog = gate(qtbot, unanswered)
    assert not dialog.button.isEnabled()
    dialog.reason.setText("客户出国，书面确认")
    assert dialog.button.isEnabled()
    assert dialog.request(True).override == "客户出国，书面确认"


def test_a_reply_that_is_refused_names_what_is_missing(qtbot, monkeypatch, unanswered):
    request = ReplyRequest(Outcome.SOLVED, "已处理，客户确认恢复。")
    monkeypatch.setattr(ReplyDialog, "ask", classmethod(lambda cls, *_: request))
    unanswered.actions_by_name["reply"].trigger()
    settle(qtbot, unanswered.context)
    assert "RPL01" in unanswered.messages.label.text()
    assert stored(unanswered, CLEAN_NO).replied_at is None
    assert unanswered.page("detail").drafts[CLEAN_NO] == "已处理，客户确认恢复。"


def test_what_the_text_says_is_mended_in_the_dialog(qtbot, unanswered):
    dialog = gate(qtbot, unanswered, "已处理。客户反映仍然没有信号，问题没有解决。")
    finding = next(f for f in dialog.answer.blocking if f.rule == "RPL04")
    dialog._go_mend(finding)
    assert dialog.isVisible()
    assert dialog.text.textCursor().selectedText() in [place.value for place in finding.evidence]


def test_go_and_mend_lights_the_place(qtbot, monkeypatch, unanswered):
    dialog = gate(qtbot, unanswered)
    dialog._go_mend(dialog.answer.blocking[0])
    request = dialog.request(False)
    monkeypatch.setattr(ReplyDialog, "ask", classmethod(lambda cls, *_: request))
    unanswered.actions_by_name["reply"].trigger()
    page = unanswered.page("detail")
    assert page.sheets.currentWidget() is page.tabs["联系记录"]
    assert "回访客户并登记结果" in unanswered.messages.label.text()
    assert unanswered.messages.button.text() == "登记联系"
    assert page.drafts[CLEAN_NO] == "已处理，客户确认恢复。"
