"""When and how often: 问题时间点 and 出现周期 as people write them."""

from desk.reading.cues import Cues
from desk.reading.folding import fold

_CUES = Cues("occurrence")
_DATES = ("full_date", "spoken_date", "short_date", "named_day", "compact")


def has_time_of_day(text: str) -> tuple[bool, bool]:
    """Whether a 问题时间点 names a date, and a time of day; 00:00 alone is a date without a time."""
    folded = fold(text)
    return any(_CUES[date].search(folded) for date in _DATES), _has_clock(folded)


def _has_clock(folded: str) -> bool:
    for name in ("clock", "compact"):
        for clock in _CUES[name].finditer(folded):
            if (int(clock.group(1)), int(clock.group(2))) != (0, 0):
                return True
    return bool(_CUES["part_of_day"].search(folded) or _CUES["spoken_clock"].search(folded))


def occurrence_words(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text that say how often or how long: (word, start, end)."""
    found = _CUES["cycle"].finditer(fold(text))
    return tuple((text[cycle.start() : cycle.end()], cycle.start(), cycle.end()) for cycle in found)
