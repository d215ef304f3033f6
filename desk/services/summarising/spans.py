"""What a period is compared with: the one before it, and the same one of last year."""

from datetime import date, datetime, timedelta

from desk.services.period import Period


def before(period: Period) -> Period:
    """The month before a month; else as many days, ending where this period starts."""
    if _is_month(period):
        end = period.start
        return named(datetime(end.year - (end.month == 1), (end.month - 2) % 12 + 1, 1), end)
    return named(period.start - (period.end - period.start), period.start)


def year_before(period: Period) -> Period | None:
    """The same month, the same ISO week or the same dates of last year; None for a week 53 it lacked."""
    if not _is_week(period):
        return named(_last_year(period.start), _last_year(period.end))
    year, week, _ = period.start.isocalendar()
    try:
        monday = date.fromisocalendar(year - 1, week, 1)
    except ValueError:
        return None
    start = datetime(monday.year, monday.month, monday.day)
    return named(start, start + timedelta(days=7))


def days_of(period: Period) -> str:
    """Its first and last day: 2026-10-01 至 2026-10-31."""
    return f"{period.start:%Y-%m-%d} 至 {period.end - timedelta(days=1):%Y-%m-%d}"


def named(start: datetime, end: datetime) -> Period:
    """The period of these moments as a person would type it."""
    period = Period(start, end, "")
    if _is_month(period):
        return Period(start, end, f"{start:%Y-%m}")
    if _is_week(period):
        year, week, _ = start.isocalendar()
        return Period(start, end, f"{year}-W{week:02d}")
    return Period(start, end, f"{start:%Y-%m-%d}..{end - timedelta(days=1):%Y-%m-%d}")


def _is_month(period: Period) -> bool:
    start, end = period.start, period.end
    return start.day == end.day == 1 and (end - start).days in range(28, 32)


def _is_week(period: Period) -> bool:
    return period.start.weekday() == 0 and period.end - period.start == timedelta(days=7)


def _last_year(time: datetime) -> datetime:
    try:
        return time.replace(year=time.year - 1)
    except ValueError:  # 29 February
        return time.replace(year=time.year - 1, day=28)
