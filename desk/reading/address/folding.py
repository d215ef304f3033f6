"""Folds a text so that patterns need one form only, and finds the way back to the verbatim text."""

import re
from functools import cache
from typing import NamedTuple

from desk.reading.folding import simplified

LIMIT = 2000
"""Characters that are read; an address stands at the front of what people write, and time stays bounded."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHES: dict[int, int | str] = dict.fromkeys(map(ord, "‐‑‒–—―−－ー"), "-")
_INVISIBLE = r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
_AROUND_FIGURES = r"(?<=[\u4e00-\u9fff])[ \t]+(?=[0-9])|(?<=[0-9])[ \t]+(?=[号栋幢座单楼层室队组连社弄#])"
_DROP = re.compile(rf"{_INVISIBLE}|{_AROUND_FIGURES}")
_DROP_SPACES = re.compile(rf"{_INVISIBLE}|\s+")
_SPACED = re.compile(r"(?:(?<!\S)[\u4e00-\u9fff]\s){3}")


@cache
def _folds() -> dict[int, int | str]:
    plain: dict[int, int | str] = {ord(character): plain for character, plain in simplified().items()}
    return plain | _WIDE | _DASHES | {0x3000: " ", 0x2116: " ", 0x25CB: "○", 0x96F6: "零", 0x3007: "零"}


class Folded(NamedTuple):
    """A folded text; `places[i]` is the verbatim offset of its i-th character, None where they are equal."""

    text: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The verbatim offsets of a span of the folded text."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """One form for full-width, traditional and dash characters; invisible ones and idle spaces go."""
    plain = text[:LIMIT].translate(_folds())
    drop = _DROP_SPACES if _SPACED.search(plain) else _DROP
    if not drop.search(plain):
        return Folded(plain, None)
    dropped = {at for match in drop.finditer(plain) for at in range(match.start(), match.end())}
    places = tuple(at for at in range(len(plain)) if at not in dropped)
    return Folded("".join(plain[at] for at in places), places)
