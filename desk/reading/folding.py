"""Folds a text for comparing: full-width to half-width, capitals to small, traditional to simplified.

Folding keeps the length, so that an offset in the folded text is the same offset in the original.
A text is then split at what a reader looks through (spaces, punctuation, light words), and `positions`
tells where each kept character stood.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise, zip_longest

from desk.assets import resource

_BASIC_PLANE = "\uffff"
_NO_CHARACTER = "\ufffd"  # for half a surrogate pair, which no automaton takes
_HAN = range(0x4E00, 0xA000)
_PLAIN = "\n !-/:-@\\[-`{-~0-9a-z、。“”‘’《》…—"  # besides Chinese characters: what folds to itself


@cache
def simplified() -> dict[str, str]:
    """Traditional character to simplified one, for all that the lexicons, cues and gazetteer use."""
    pairs = resource("lexicons", "traditional.txt").read_text(encoding="utf-8").split()
    return {pair[0]: pair[1] for pair in pairs}


class _Folds(dict[str, str]):
    """A table that works out a character the first time it is met."""

    def __missing__(self, character: str) -> str:
        if unicodedata.category(character) == "Cs":
            return _NO_CHARACTER
        plain = unicodedata.normalize("NFKC", character).lower()
        folded = plain if len(plain) == 1 else character
        folded = simplified().get(folded, folded)
        if character <= _BASIC_PLANE:
            self[character] = folded
        return folded


_FOLDS = _Folds()


@cache
def _odd() -> re.Pattern[str]:
    """The characters that may fold to another one: all but the plain ones and simplified Chinese."""
    edges = [_HAN[0] - 1, *sorted(code for code in map(ord, simplified()) if code in _HAN), _HAN[-1] + 1]
    simple = "".join(f"{chr(one + 1)}-{chr(other - 1)}" for one, other in pairwise(edges) if other - one > 1)
    return re.compile(f"[^{_PLAIN}{simple}]")


def _fold_found(found: re.Match[str]) -> str:
    return _FOLDS[found[0]]


@lru_cache(maxsize=4)  # the readers of one text fold it one after the other
def fold(text: str) -> str:
    """The text in its plainest form, character for character of the same length."""
    return _odd().sub(_fold_found, text.replace("，", ","))


def positions(pieces: list[str]) -> list[int]:
    """Where the characters of the even pieces stood in the text of which all are the pieces."""
    places: list[int] = []
    at = 0
    for kept, dropped in zip_longest(pieces[::2], pieces[1::2], fillvalue=""):
        places.extend(range(at, at + len(kept)))
        at += len(kept) + len(dropped)
    return places
