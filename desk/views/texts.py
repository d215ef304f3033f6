"""Values as people read them."""

from datetime import datetime
from typing import Any

from desk.vocabulary import VERDICT_NAMES, Verdict

VERDICT_ORDER = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN, Verdict.WAIVED, Verdict.PASS, Verdict.NA)


def shown(value: Any) -> str:
    """A value as text: times to the minute, a blank as nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" if not value.second else f"{value:%Y-%m-%d %H:%M:%S}"
    return str(value)


def short_time(value: datetime | None) -> str:
    """A moment of this year's work: month, day, hour, minute."""
    return f"{value:%m-%d %H:%M}" if value else ""


def one_line(value: Any) -> str:
    """A value on one line."""
    return " ".join(shown(value).split())


def utf16(text: str, at: int) -> int:
    """Where a character of the text is in a Qt text, which counts in UTF-16."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def verdict_icon(verdict: Verdict) -> str:
    """The icon whose shape alone tells the verdict."""
    return f"verdict-{verdict.value}"


def verdict_word(verdict: Verdict) -> str:
    """The verdict's Chinese name."""
    return VERDICT_NAMES[verdict]
