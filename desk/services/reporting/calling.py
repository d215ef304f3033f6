"""When customers may be called, as it is printed."""

from datetime import datetime, time
from itertools import pairwise
from typing import Any

from desk.worktime import QuietWindows, is_quiet, next_allowed


def call_hours(now: datetime, quiet: QuietWindows) -> dict[str, Any]:
    """The day's windows, and until when it is a time of rest now."""
    return {
        "windows": [f"{start}—{end}" for start, end in call_windows(quiet)],
        "quiet_until": f"{next_allowed(now, quiet):%H:%M}" if is_quiet(now, quiet) else None,
    }


def call_windows(quiet: QuietWindows) -> list[tuple[str, str]]:
    """The spans of a day in which customers may be called, as ("08:30", "12:00")."""
    edges = sorted({time(), *(edge for window in quiet.windows for edge in window)})
    spans: list[tuple[str, str]] = []
    for start, end in pairwise([*(f"{edge:%H:%M}" for edge in edges), "24:00"]):
        if quiet.window_at(time.fromisoformat(start)) is not None:
            continue
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans
