"""Choosing a period: a month, a week or a span, by name or as typed."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from desk.errors import InputError
from desk.services.period import Period, parse_period
from desk.views.pieces import label, restyle

EVER = "全部"


class PeriodPicker(QWidget):
    """Presets, and a line for what is none of them."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName("期间")
        self.line = QLineEdit(placeholderText="2026-10、2026-W42 或 2026-10-01..2026-10-15")
        self.line.setAccessibleName("期间的写法")
        self.told = label("", "muted")
        for title, text in (*presets(today), ("自己填写", None)):
            self.box.addItem(title, text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        row.addWidget(self.line, 1)
        row.addWidget(self.told)
        self.box.currentIndexChanged.connect(lambda _: self._chosen())
        self.line.textChanged.connect(lambda _: self._typed())
        self._chosen()

    def require(self, required: bool) -> None:
        """Whether 全部 may be chosen."""
        at = self.box.findText(EVER)
        if required and at >= 0:
            self.box.removeItem(at)
        elif not required and at < 0:
            self.box.insertItem(0, EVER, "")

    def choose(self, text: str) -> None:
        """Put in a period as typed; "" is everything."""
        self.box.setCurrentIndex(self.box.findData(text) if not text else self.box.findText("自己填写"))
        self.line.setText(text)

    def period(self) -> Period | None:
        """The period; None for everything. InputError for what is none."""
        text = self.line.text().strip()
        if not text and self.box.currentData() == "":
            return None
        return parse_period(text)

    def _chosen(self) -> None:
        text = self.box.currentData()
        self.line.setVisible(text != "")
        if text is not None:
            self.line.setText(text)
        else:
            self.line.setFocus()
        self._typed()

    def _typed(self) -> None:
        try:
            period = self.period()
        except InputError:
            self.told.setText("写法不对" if self.line.text().strip() else "")
            restyle(self.line, "wrong", "true" if self.line.text().strip() else None)
        else:
            last = period.end - timedelta(days=1) if period else None
            self.told.setText(f"{period.start:%Y-%m-%d} 至 {last:%Y-%m-%d}" if period and last else "")
            restyle(self.line, "wrong", None)
        self.changed.emit()


def presets(today: date) -> tuple[tuple[str, str], ...]:
    """The periods that are asked for most, as they are typed."""
    last_month = today.replace(day=1) - timedelta(days=1)
    last_week = (today - timedelta(days=7)).isocalendar()
    this_week = today.isocalendar()
    return (
        (EVER, ""),
        ("本月", f"{today:%Y-%m}"),
        ("上月", f"{last_month:%Y-%m}"),
        ("本周", f"{this_week.year}-W{this_week.week:02}"),
        ("上周", f"{last_week.year}-W{last_week.week:02}"),
        ("今年", f"{today.year}-01-01..{today.year}-12-31"),
    )
