"""The only place that asks what time it is. Every datetime of the desk is naive China time (+08:00)."""

from datetime import UTC, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "CST")


def now() -> datetime:
    """The moment, in China time, to the second, without a zone."""
    return datetime.now(UTC).astimezone(CHINA).replace(tzinfo=None, microsecond=0)
