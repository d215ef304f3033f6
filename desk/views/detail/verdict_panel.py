"""What the check says of an order: a card for each verdict, worst first; what is fine folds away."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.rules.catalogue import BY_CODE
from desk.rules.rule import Finding, Place
from desk.views.icons import icon
from desk.views.pieces import label, named, restyle
from desk.views.texts import VERDICT_ORDER, short_time, verdict_icon, verdict_word
from desk.vocabulary import Verdict, WaiverKind

LINKS = 6  # evidence links on one card
FOLDED = (Verdict.PASS, Verdict.NA)
WORDS = {  # icon and tip of what a person may say of a verdict
    WaiverKind.WAIVE: ("waive", "写明原因后，这条不再拦截；原判和原因都留着"),
    WaiverKind.CONFIRM: ("verdict-fail", "核实后属实：写明原因，改判为不符合"),
    WaiverKind.DISMISS: ("waive", "核实后不属实：写明原因，不再提醒；原判和原因都留着"),
}


def place_text(place: Place) -> str:
    """A place of evidence in words."""
    value = (place.value or "").strip()
    short = value if len(value) <= 24 else value[:23] + "…"
    return f"{place.sheet}·{place.field}：{short}" if value else f"{place.sheet}·{place.field}（空）"


class Card(QFrame):
    """One verdict. Clicking it, or Enter on it, shows its evidence."""

    chosen = Signal(object)  # the Finding
    place_chosen = Signal(object)  # a Place
    waive = Signal(object, object)  # the Finding, the WaiverKind

    def __init__(self, finding: Finding, may_waive: bool, explained: Sequence[str] = ()) -> None:
        super().__init__()
        self.finding = finding
        self.setObjectName("card")
        self.setProperty("verdict", finding.verdict.value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        word = verdict_word(finding.verdict)
        self.setAccessibleName(f"{word} {finding.rule} {BY_CODE[finding.rule].name}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 7, 8, 8)
        layout.setSpacing(3)
        layout.addLayout(self._head())
        for text, name in ((finding.message, ""), (self._remedy(), "muted"), (self._due(), "muted")):
            if text:
                layout.addWidget(_paragraph(text, name))
        self.explained = _paragraph("\n".join(explained), "muted")
        self.explain_button = self._add_explained(layout) if explained else None
        self._add_links(layout)
        self.waive_buttons = {kind: self._waive_button(kind) for kind in self._words() if may_waive}
        row = QHBoxLayout()
        row.addStretch(1)
        for button in self.waive_buttons.values():
            row.addWidget(button)
        layout.addLayout(row)

    def _words(self) -> tuple[WaiverKind, ...]:
        """What a person with the right may say of the verdict."""
        if self.finding.verdict is Verdict.FAIL:
            return (WaiverKind.WAIVE,)
        suspected = self.finding.verdict is Verdict.WARN and BY_CODE[self.finding.rule].suspicion
        return (WaiverKind.CONFIRM, WaiverKind.DISMISS) if suspected else ()

    def _head(self) -> QHBoxLayout:
        finding, rule = self.finding, BY_CODE[self.finding.rule]
        mark = QLabel()
        mark.setPixmap(icon(verdict_icon(finding.verdict), finding.verdict.value).pixmap(18, 18))
        word = label(verdict_word(finding.verdict), "cardWord")
        word.setProperty("verdict", finding.verdict.value)
        name = label(f"{rule.code} {rule.name}", "cardName", wrap=True)
        clause = label(f"条款 {finding.clause}" + (" · 关口" if finding.gate else ""), "muted")
        clause.setToolTip(rule.reason)
        head = QHBoxLayout()
        for part in (mark, word, name, clause):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        head.setStretch(2, 1)
        name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return head

    def _remedy(self) -> str:
        if self.finding.verdict in (*FOLDED, Verdict.WAIVED) or not self.finding.remedy:
            return ""
        return f"办法：{self.finding.remedy}"

    def _due(self) -> str:
        due = self.finding.due
        if due.strict is None:
            return ""
        lenient = f"（宽松 {short_time(due.lenient)}）" if due.lenient and due.lenient != due.strict else ""
        return f"时限：{short_time(due.strict)}{lenient}"

    def _add_explained(self, layout: QVBoxLayout) -> QPushButton:
        """How the deadline was counted, unfolded on demand."""
        button = QPushButton("怎么算的")
        button.setProperty("link", "true")
        button.setCheckable(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setToolTip(self.explained.text())
        button.toggled.connect(self.explained.setVisible)
        self.explained.hide()
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.explained)
        return button

    def _add_links(self, layout: QVBoxLayout) -> None:
        places = self.finding.evidence
        for place in places[:LINKS]:
            link = QPushButton(place_text(place))
            link.setProperty("link", "true")
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            other = place.is_of_another(self.finding.order_no)
            link.setToolTip(f"打开工单 {place.value}" if other else place.value or "")
            link.clicked.connect(partial(self._place_clicked, place))
            layout.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if len(places) > LINKS:
            layout.addWidget(_paragraph(f"还有 {len(places) - LINKS} 处", "muted"))

    def _waive_button(self, kind: WaiverKind) -> QToolButton:
        mark, tip = WORDS[kind]
        button = QToolButton()
        button.setText(f"{kind}…")
        button.setIcon(icon(mark))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.clicked.connect(lambda: self.waive.emit(self.finding, kind))
        return button

    def _place_clicked(self, place: Place, _checked: bool = False) -> None:
        self.place_chosen.emit(place)

    def mark_chosen(self, chosen: bool) -> None:
        """Show whether this is the verdict whose evidence is lit."""
        restyle(self, "chosen", "true" if chosen else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        self.chosen.emit(self.finding)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space choose."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.finding)
            return
        super().keyPressEvent(event)


def _paragraph(text: str, name: str) -> QLabel:
    return label(text, name, wrap=True)


class Fold(QWidget):
    """Verdicts that need nobody, one line each, folded at first."""

    def __init__(self, verdict: Verdict, findings: Sequence[Finding]) -> None:
        super().__init__()
        self.button = named(QToolButton(), "fold")
        self.button.setText(f"{verdict_word(verdict)} {len(findings)} 条")
        self.button.setCheckable(True)
        self.button.setIcon(icon(verdict_icon(verdict), verdict.value))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.lines = label("\n".join(f"{f.rule} {BY_CODE[f.rule].name}" for f in findings), "muted")
        self.lines.setContentsMargins(24, 0, 0, 4)
        self.lines.hide()
        self.button.toggled.connect(self.lines.setVisible)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        layout.addWidget(self.lines)


class VerdictPanel(QScrollArea):
    """All verdicts of the order that is shown."""

    chosen = Signal(object)
    place_chosen = Signal(object)
    waive = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cards: list[Card] = []
        self.folds: list[Fold] = []

    def show_findings(
        self,
        findings: Iterable[Finding],
        *,
        may_waive: bool,
        explained: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Show these, worst first; `explained` tells by rule how a deadline was counted."""
        told = explained or {}
        found = sorted(findings, key=lambda f: VERDICT_ORDER.index(f.verdict))
        place = self.verticalScrollBar().value()
        body = named(QWidget(), "cardsBody")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(7)
        self.cards = [Card(f, may_waive, told.get(f.rule, ())) for f in found if f.verdict not in FOLDED]
        for card in self.cards:
            card.chosen.connect(self._choose)
            card.place_chosen.connect(self.place_chosen)
            card.waive.connect(self.waive)
            layout.addWidget(card)
        if not self.cards:
            layout.addWidget(_paragraph("没有发现问题。", "muted"))
        self.folds = []
        for verdict in FOLDED:
            same = [f for f in found if f.verdict is verdict]
            if same:
                self.folds.append(Fold(verdict, same))
                layout.addWidget(self.folds[-1])
        layout.addStretch(1)
        self.setWidget(body)
        self.verticalScrollBar().setValue(place)

    def card(self, rule: str) -> Card | None:
        """The card of a rule."""
        return next((card for card in self.cards if card.finding.rule == rule), None)

    def _choose(self, finding: Finding) -> None:
        for card in self.cards:
            card.mark_chosen(card.finding is finding)
        self.chosen.emit(finding)
