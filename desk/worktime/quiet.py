"""Hours of rest, in which customers are not called or visited unless it is urgent."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from desk.errors import InputError

Window = tuple[time, time]

_WRITTEN = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-~—–至]\s*(\d{1,2}):(\d{2})\s*")


def _holds(window: Window, moment: time) -> bool:
    start, end = window
    return start <= moment < end if start < end else moment >= start or moment < end


@dataclass(frozen=True, slots=True)
class QuietWindows:
    """Daily windows [start, end); one whose end is not after its start runs over midnight.

    InputError when a window is empty or when no time of the day is left.
    """

    windows: tuple[Window, ...]

    def __post_init__(self) -> None:
        for start, end in self.windows:
            if start == end:
                raise InputError(f"休息时段 {start:%H:%M}-{end:%H:%M} 的起止时间相同，请改正其中一个。")
        if self.windows and all(self.window_at(end) for _, end in self.windows):
            raise InputError("休息时段覆盖了全天，请至少留出一段可以联系客户的时间。")

    def window_at(self, moment: time) -> Window | None:
        """The window that holds a time of day."""
        return next((window for window in self.windows if _holds(window, moment)), None)

    def __str__(self) -> str:
        return ";".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in self.windows)


DEFAULT = QuietWindows(((time(12), time(14, 30)), (time(21), time(8, 30))))


@lru_cache(maxsize=16)  # asked with the same setting for every contact
def quiet_windows(text: str) -> QuietWindows:
    """Windows as written in a setting, "12:00-14:30;21:00-08:30"; InputError names the part that is wrong."""
    folded = text.replace("：", ":").replace("；", ";")
    return QuietWindows(tuple(_window(part) for part in folded.split(";") if part.strip()))


def is_quiet(t: datetime, windows: QuietWindows = DEFAULT) -> bool:
    """Whether a moment lies in the hours of rest."""
    return windows.window_at(t.time()) is not None


def quiet_window(t: datetime, windows: QuietWindows = DEFAULT) -> Window | None:
    """The window of rest that holds a moment."""
    return windows.window_at(t.time())


def window_text(window: Window) -> str:
    """A window as people write it, "12:00-14:30"."""
    return f"{window[0]:%H:%M}-{window[1]:%H:%M}"


def next_allowed(t: datetime, windows: QuietWindows = DEFAULT) -> datetime:
    """The moment itself, or the end of the rest that it lies in; windows that meet are passed together."""
    try:
        while window := windows.window_at(t.time()):
            end = datetime.combine(t.date(), window[1])
            t = end if end > t else end + timedelta(days=1)
    except OverflowError:
        return datetime.max
    return t


def _window(part: str) -> Window:
    match = _WRITTEN.fullmatch(part)
    if match is None:
        raise InputError(f"休息时段“{part.strip()}”无法识别，请写成 12:00-14:30 的样子，多段用分号隔开。")
    return _time(part, match[1], match[2]), _time(part, match[3], match[4])


def _time(part: str, hour: str, minute: str) -> time:
    if (int(hour), int(minute)) == (24, 0):
        return time()
    if int(hour) > 23 or int(minute) > 59:
        raise InputError(f"休息时段“{part.strip()}”中的 {hour}:{minute} 不是钟点，请改正。")
    return time(int(hour), int(minute))
