"""The working calendar: a month to look at, and the days and years that the office has entered."""

from datetime import date

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desk.rules.office import calendar_from
from desk.views import theme
from desk.views.icons import icon
from desk.views.pieces import label
from desk.views.settings.panel import Rows
from desk.views.settings.tables_panel import TablesPanel
from desk.vocabulary import DayKind
from desk.worktime import Calendar

HELPS = {
    "calendar_days": "与内置日历不同的日子：放假、调休上班，或照常（取消内置的放假或上班）。",
    "calendar_years": "内置 2004 年至 2026 年；新的一年录完放假和调休后登记为已录入，没有录入的年份不推算。",
}


def day_text(calendar: Calendar, day: date) -> str:
    """What a day is, for the line below the month."""
    kind = calendar.kind(day)
    weekday = "一二三四五六日"[day.weekday()]
    if kind is None:
        return f"{day} 周{weekday}：{day.year} 年没有录入，工作日时限无法计算"
    return f"{day} 周{weekday}：{kind}，{'上班' if calendar.is_working(day) else '休息'}"


class CalendarPanel(TablesPanel):
    """The month at the left shows the drafts too; a double click on a day enters it."""

    def __init__(self, today: date) -> None:
        super().__init__(HELPS)
        self.month = QCalendarWidget()
        self.month.setSelectedDate(QDate(today.year, today.month, today.day))
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setGridVisible(True)
        self.month.setMinimumSize(self.month.sizeHint().expandedTo(QSize(350, 250)))
        self._arrows()
        self.told = label("", "", wrap=True)
        self.enter = QPushButton(icon("pencil"), "设置这一天…")
        self._allowed = True
        self._compose()
        self.month.selectionChanged.connect(self._tell)
        self.month.currentPageChanged.connect(lambda *_: self._paint())
        self.month.activated.connect(lambda _: self.enter_day())
        self.enter.clicked.connect(self.enter_day)
        self.edited.connect(self._paint)

    def _compose(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 8, 0, 8)
        for part in (self.month, self.told, self.enter):
            column.addWidget(part)
        column.addStretch(1)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        row = QHBoxLayout()
        row.addWidget(left)
        row.addWidget(self.tabs, 1)
        whole.addLayout(row)

    def _arrows(self) -> None:
        """In the colours of the theme; Qt's own are black."""
        for name, arrow in (("prev", Qt.ArrowType.LeftArrow), ("next", Qt.ArrowType.RightArrow)):
            button = self.month.findChild(QToolButton, f"qt_calendar_{name}month")
            assert isinstance(button, QToolButton)
            button.setIcon(QIcon())
            button.setArrowType(arrow)

    def calendar(self) -> Calendar:
        """The calendar as it would be with the drafts."""
        years, days = self.parts["calendar_years"].rows(), self.parts["calendar_days"].rows()
        return calendar_from(years, days)

    def load(self, rows: Rows) -> None:
        """Show the rows as they are stored, and the month they make."""
        super().load(rows)
        self._paint()

    def set_allowed(self, allowed: bool) -> None:
        """Whether days can be entered."""
        super().set_allowed(allowed)
        self._allowed = allowed
        self.enter.setEnabled(allowed)

    def day(self) -> date:
        """The chosen day."""
        chosen = self.month.selectedDate()
        return date(chosen.year(), chosen.month(), chosen.day())

    def enter_day(self) -> None:
        """Change the chosen day: its row when the office has one, else a new one."""
        if not self._allowed:
            return
        part, day = self.parts["calendar_days"], self.day()
        self.tabs.setCurrentWidget(part)
        own = next(
            (at for at, line in enumerate(part.model.rows) if line.now is not None and line.now.day == day),
            None,
        )
        if own is not None:
            part.choose(own)
            part.edit()
            return
        working = self.calendar().is_working(day)
        kind = DayKind.OFF if working else DayKind.OPENED if day.weekday() >= 5 else DayKind.PLAIN
        part.ask_new({"day": day, "kind": kind.value}, day_text(self.calendar(), day))

    def _paint(self) -> None:
        calendar = self.calendar()
        self.month.setDateTextFormat(QDate(), QTextCharFormat())
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(theme.color("fail")))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, weekend)
        first = QDate(self.month.yearShown(), self.month.monthShown(), 1).addDays(-7)
        for step in range(50):
            at = first.addDays(step)
            self.month.setDateTextFormat(at, _look(calendar, date(at.year(), at.month(), at.day())))
        self._tell()

    def _tell(self) -> None:
        self.told.setText(day_text(self.calendar(), self.day()))


def _look(calendar: Calendar, day: date) -> QTextCharFormat:
    look = QTextCharFormat()
    working = calendar.is_working(day)
    usual = day.weekday() < 5
    look.setForeground(QColor(theme.color("faint" if working is None else "text" if working else "fail")))
    if working is not None and working != usual:
        look.setBackground(QColor(theme.color("good_back" if working else "trouble_back")))
        look.setFontWeight(700)
    look.setToolTip(day_text(calendar, day))
    return look
