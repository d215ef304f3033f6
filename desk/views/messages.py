"""The one door for telling the user: one sentence in the top bar, and an action where there is a way on.

It stands where there is room anyway, so that nothing moves below the pointer when it comes and goes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from desk.views.icons import icon
from desk.views.pieces import restyle

VANISH_MS = 6000  # good news goes by itself; trouble stays until it is closed


class Tone(Enum):
    """How a message is meant; the value is the name of its icon."""

    GOOD = "check"
    INFO = "info"
    TROUBLE = "error"


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence, and what can be done about it."""

    text: str
    tone: Tone = Tone.INFO
    action: str = ""
    act: Callable[[], None] | None = None


class MessageBar(QFrame):
    """Shows the latest message."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._mark = QLabel()
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton()
        self._close = QToolButton()
        self._close.setIcon(icon("close"))
        self._close.setToolTip("关闭")
        self._close.setAutoRaise(True)
        self._close.clicked.connect(self.hide)
        self.button.clicked.connect(self._act)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 4, 0)
        for part in (self._mark, self.label, self.button, self._close):
            layout.addWidget(part)
        layout.setStretch(1, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(VANISH_MS)
        self._timer.timeout.connect(self.hide)
        self.message = Message("")
        self.hide()

    def tell(self, message: Message) -> None:
        """Show a message in the place of the last one."""
        self.message = message
        self.label.setText(message.text)
        self._mark.setPixmap(icon(message.tone.value, message.tone.name.lower()).pixmap(18, 18))
        restyle(self, "tone", message.tone.name.lower())
        self.button.setText(message.action)
        self.button.setVisible(message.act is not None)
        self.show()
        self._timer.stop()
        if message.tone is Tone.GOOD and message.act is None:
            self._timer.start()

    def forget_trouble(self) -> None:
        """The person does something else: the trouble of before is past."""
        if self.message.tone is Tone.TROUBLE:
            self.hide()

    def _act(self) -> None:
        act = self.message.act
        self.hide()
        if act is not None:
            act()
