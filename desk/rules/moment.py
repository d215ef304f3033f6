"""The moment of a check, which remembers when its answers expire."""

from datetime import datetime, timedelta

RESOLUTION = timedelta(seconds=1)


def shift(time: datetime, span: timedelta) -> datetime:
    """So much later, or earlier; ends where time does, since any date may come in from a file."""
    try:
        return time + span
    except OverflowError:
        return datetime.max if span > timedelta() else datetime.min


class Moment:
    """Now, as an argument. Each question about a later moment shortens `until`, the expiry of the answers.

    A check that compares times only through `reached` and `passed` says the same until `until`.
    """

    __slots__ = ("now", "until")

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.until: datetime | None = None

    def reached(self, time: datetime) -> bool:
        """Whether now is at `time` or later."""
        if time <= self.now:
            return True
        if self.until is None or time < self.until:
            self.until = time
        return False

    def passed(self, time: datetime) -> bool:
        """Whether now is later than `time`; times have whole seconds."""
        return self.reached(shift(time, RESOLUTION))
