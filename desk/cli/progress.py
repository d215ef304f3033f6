"""A progress bar on stderr, only where a person sees it."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from desk.services.progress import Progress, untold

WIDTH = 24  # characters of the bar
EVERY = 0.1  # seconds between two pictures
_CLEAR = "\r\x1b[K"


@contextmanager
def bar(step: str) -> Iterator[Progress]:
    """What long work tells is drawn in one line that is wiped in the end; nothing where no terminal is."""
    if not sys.stderr.isatty():
        yield untold
        return
    drawn = _Line()
    drawn(step, 0, 0)
    try:
        yield drawn
    finally:
        _write(_CLEAR)


class _Line:
    """The one line of a terminal on which progress is drawn."""

    def __init__(self) -> None:
        self._last = 0.0
        self._step = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Draw how far it is, unless it was drawn just now."""
        now = time.monotonic()
        if step == self._step and now - self._last < EVERY:
            return
        self._step, self._last = step, now
        _write(_CLEAR + picture(step, done, total))


def picture(step: str, done: int, total: int) -> str:
    """The line: a bar where the end is known, a number where it is not."""
    if not total:
        return f"{step}……{f' {done:,}' if done else ''}"
    part = min(done / total, 1.0)
    filled = round(part * WIDTH)
    return f"{step} [{'█' * filled}{'·' * (WIDTH - filled)}] {part:4.0%}  {done:,} / {total:,}"


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
