"""Calendars, deadlines and quiet hours, explained day by day."""

from desk.worktime.calendars import Calendar, YearTable, calendar_from_toml, shipped_calendar, year_toml
from desk.worktime.deadlines import Deadline, deadline, explain_deadline
from desk.worktime.quiet import (
    DEFAULT,
    QuietWindows,
    Window,
    is_quiet,
    next_allowed,
    quiet_window,
    quiet_windows,
    window_text,
)
from desk.worktime.reviews import (
    Meeting,
    ReviewDue,
    WeeklyRule,
    explain_review,
    next_review,
    weekly_rule,
    with_weekly,
)

__all__ = [
    "DEFAULT",
    "Calendar",
    "Deadline",
    "Meeting",
    "QuietWindows",
    "ReviewDue",
    "WeeklyRule",
    "Window",
    "YearTable",
    "calendar_from_toml",
    "deadline",
    "explain_deadline",
    "explain_review",
    "is_quiet",
    "next_allowed",
    "next_review",
    "quiet_window",
    "quiet_windows",
    "shipped_calendar",
    "weekly_rule",
    "window_text",
    "with_weekly",
    "year_toml",
]
