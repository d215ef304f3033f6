"""The head of the detail page: which order, how it stands, and what can be done."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desk.records import Order
from desk.rules.rule import Finding
from desk.views.icons import icon
from desk.views.pieces import action_button, label, named, restyle
from desk.views.texts import VERDICT_ORDER, short_time, verdict_icon, verdict_word
from desk.vocabulary import Verdict

MOVES = ("back", "previous", "next")
DEEDS = ("save", "discard", "contact", "reply", "escalate", "print", "unmask")


class Header(QWidget):
    """Two rows: the order, and the deeds."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.title = label("", "title")
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._mark = QLabel()
        self._word = label("", "cardWord")
        self.state = label("", "muted")
        top = QHBoxLayout()
        for name in MOVES:
            button = QToolButton()
            button.setAutoRaise(True)
            button.setDefaultAction(actions[name])
            top.addWidget(button)
        for part in (self.title, self._mark, self._word, self.state):
            top.addWidget(part)
        top.addStretch(1)
        row = named(QWidget(), "toolRow")
        deeds = QHBoxLayout(row)
        deeds.setContentsMargins(0, 0, 0, 0)
        for name in DEEDS:
            deeds.addWidget(action_button(actions[name]))
        deeds.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(row)

    def show_order(self, order: Order, findings: Iterable[Finding], now: datetime) -> None:
        """Show the order's number, its worst verdict and its deadline."""
        verdict = min((f.verdict for f in findings), key=VERDICT_ORDER.index, default=Verdict.PASS)
        self.title.setText(order.order_no)
        self._mark.setPixmap(icon(verdict_icon(verdict), verdict.value).pixmap(20, 20))
        self._word.setText(verdict_word(verdict))
        restyle(self._word, "verdict", verdict.value)
        self.state.setText(standing(order, now))


def standing(order: Order, now: datetime) -> str:
    """Whether it is replied to, and how much time is left."""
    if order.replied_at is not None:
        return f"{short_time(order.replied_at)} 已回单：{order.outcome or '未注明'}"
    if order.due_at is None:
        return "未回单 · 没有处理时限"
    seconds = (order.due_at - now).total_seconds()
    hours, minutes = divmod(abs(int(seconds)) // 60, 60)
    span = f"{hours} 小时" if hours else f"{minutes} 分钟"
    return f"未回单 · 时限 {short_time(order.due_at)}（{'还有' if seconds >= 0 else '已超'} {span}）"
