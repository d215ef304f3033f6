"""Replying: the outcome, the text, and the gate's list of what is missing, kept fresh while typing."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desk.errors import DeskError
from desk.records import Deed, Order, by_name
from desk.rules.catalogue import BY_CODE
from desk.rules.rule import Finding
from desk.services.replying import ReplyAnswer, reply
from desk.views.context import Context
from desk.views.detail.row_dialog import save_cancel
from desk.views.icons import icon
from desk.views.pieces import label, named
from desk.views.texts import short_time, utf16, verdict_icon
from desk.views.wording.text_bar import TextBar
from desk.vocabulary import Outcome

CHECK_MS = 300
_REPLY = by_name(Order)["reply"].title


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """What the person wants: to reply, or first to mend what `mend` names. `text` is kept as a draft."""

    outcome: Outcome
    text: str
    override: str | None = None
    mend: Finding | None = None
    given_up: bool = False


def _passed(answer: ReplyAnswer) -> str:
    """That the gate is open, and what a second reply changes."""
    if answer.earlier is None:
        return "关口已通过，可以回单。"
    time = short_time(answer.earlier.replied_at)
    doubts = "".join(f"\n注意：{finding.message}" for finding in answer.doubts)
    return f"关口已通过，可以再次回单；{time} 的未解决回单留在历史里。{doubts}"


class ReplyDialog(QDialog):
    """回单 is enabled when the gate is open, or with a reason by a person who has the right."""

    def __init__(self, parent: QWidget | None, context: Context, order_no: str, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"回单 {order_no}")
        self.setMinimumSize(640, 520)
        self._context = context
        self._order_no = order_no
        self.mend: Finding | None = None
        self.answer: ReplyAnswer | None = None
        self.solved = QRadioButton(Outcome.SOLVED.value)
        self.solved.setChecked(True)
        self.unsolved = QRadioButton(f"{Outcome.UNSOLVED.value}（自动建立跟踪单）")
        self.text = QPlainTextEdit(text, placeholderText="写明处理经过、客户确认的结果；未解决要写原因和计划")
        self.text.setTabChangesFocus(True)
        self.bar = TextBar(self.text, context, order_no, "reply", lambda: self.outcome)
        self.state = label(wrap=True)
        self.reason = QLineEdit(placeholderText="放行原因（会记入豁免和日志）")
        self.buttons = save_cancel(self, "回单")
        self.button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.blockers: list[QFrame] = []
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._timer = QTimer(self, singleShot=True, interval=CHECK_MS)
        self._timer.timeout.connect(self.check)
        self._compose()
        for radio in (self.solved, self.unsolved):
            radio.toggled.connect(lambda _: self._edited())
        self.text.textChanged.connect(self._edited)
        self.reason.textChanged.connect(lambda _: self._offer())
        self._edited()

    def _compose(self) -> None:
        row = QHBoxLayout()
        row.addWidget(QLabel("解决情况"))
        row.addWidget(self.solved)
        row.addWidget(self.unsolved)
        row.addStretch(1)
        check = QPushButton(icon("check"), "检查")
        check.clicked.connect(self.check)
        gate = QHBoxLayout()
        gate.addWidget(self.state, 1)
        gate.addWidget(check)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.text, 2)
        layout.addWidget(self.bar)
        layout.addLayout(gate)
        layout.addWidget(self._list, 3)
        layout.addWidget(self.reason)
        layout.addWidget(self.buttons)

    @property
    def outcome(self) -> Outcome:
        """The chosen outcome."""
        return Outcome.SOLVED if self.solved.isChecked() else Outcome.UNSOLVED

    def _edited(self) -> None:
        self.answer = None
        self.bar.edited()
        self.state.setText("正在检查……")
        self._offer()
        self._timer.start()

    def check(self) -> None:
        """Ask the gate; the answer counts only for what is still in the dialog."""
        self._timer.stop()
        asked = (self.outcome, self.text.toPlainText())

        def answered(answer: ReplyAnswer) -> None:
            if asked == (self.outcome, self.text.toPlainText()):
                self._show(answer)

        def failed(error: BaseException) -> bool:
            if isinstance(error, DeskError):
                self.state.setText(str(error))
                self._show_blockers(())
                return True
            return False

        work = partial(reply, order_no=self._order_no, outcome=asked[0], text=asked[1], dry_run=True)
        self._context.read(work, answered, owner=self, failed=failed)

    def _show(self, answer: ReplyAnswer) -> None:
        self.answer = answer
        if answer.refused:
            self.state.setText(f"关口未通过：还缺 {len(answer.blocking)} 项")
        else:
            self.state.setText(_passed(answer))
        self._show_blockers(answer.blocking)
        self._offer()

    def _show_blockers(self, findings: tuple[Finding, ...]) -> None:
        body = named(QWidget(), "cardsBody")
        layout = QVBoxLayout(body)
        self.blockers = [self._blocker(finding) for finding in findings]
        for card in self.blockers:
            layout.addWidget(card)
        layout.addStretch(1)
        self._list.setWidget(body)

    def _blocker(self, finding: Finding) -> QFrame:
        card = named(QFrame(), "card")
        card.setProperty("verdict", finding.verdict.value)
        mark = QLabel()
        mark.setPixmap(icon(verdict_icon(finding.verdict), finding.verdict.value).pixmap(18, 18))
        name = BY_CODE[finding.rule].name
        text = label(f"{finding.rule} {name}：{finding.message}\n办法：{finding.remedy}", wrap=True)
        jump = QPushButton(icon("jump"), "去改")
        jump.setToolTip("关闭这里，到要改的地方；写好的内容会留着")
        jump.clicked.connect(partial(self._go_mend, finding))
        row = QHBoxLayout(card)
        row.setContentsMargins(10, 6, 8, 6)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        row.addWidget(jump, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def _go_mend(self, finding: Finding, _checked: bool = False) -> None:
        """What stands in this text is mended here, anything else outside."""
        own = next((p for p in finding.evidence if p.field == _REPLY and p.start is not None), None)
        if own is None:
            self.mend = finding
            self.reject()
            return
        text = self.text.toPlainText()
        stripped = len(text) - len(text.lstrip())  # the gate reads the text without its blank ends
        cursor = self.text.textCursor()
        cursor.setPosition(utf16(text, stripped + (own.start or 0)))
        cursor.setPosition(utf16(text, stripped + (own.end or 0)), QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.setFocus()

    def _offer(self) -> None:
        refused = self.answer is not None and self.answer.refused
        self.reason.setVisible(refused and self._context.may(Deed.OVERRIDE))
        overridden = refused and self.reason.isVisibleTo(self) and bool(self.reason.text().strip())
        self.button.setText("放行并回单" if overridden else "回单")
        self.button.setEnabled(self.answer is not None and (not refused or overridden))

    def request(self, accepted: bool) -> ReplyRequest:
        """What the person decided."""
        override = self.reason.text().strip() if self.reason.isVisibleTo(self) else ""
        return ReplyRequest(
            self.outcome, self.text.toPlainText(), override or None, self.mend, given_up=not accepted
        )

    @classmethod
    def ask(cls, parent: QWidget | None, context: Context, order_no: str, text: str) -> ReplyRequest:
        """Show it and answer with what the person decided."""
        dialog = cls(parent, context, order_no, text)
        return dialog.request(dialog.exec() == QDialog.DialogCode.Accepted)
