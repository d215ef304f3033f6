"""Folds a text for comparing: full-width to half-width, capitals to small, traditional to simplified.

Folding keeps the length, so that an offset in the folded text is the same offset in the original.
`strain` then leaves out what a reader looks through (spaces, punctuation, light words) and can tell
where each kept character stood.
"""

import unicodedata
from functools import cache
from itertools import compress

from desk.assets import resource

_BASIC_PLANE = 0xFFFF


@cache
def simplified() -> dict[str, str]:
    """Traditional character to simplified one, for all that the lexicons, cues and gazetteer use."""
    pairs = resource("lexicons", "traditional.txt").read_text(encoding="utf-8").split()
    return {pair[0]: pair[1] for pair in pairs}


class _Folds(dict[int, str]):
    """A translation table that works out a character the first time it is met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character).lower()
        folded = plain if len(plain) == 1 else character
        folded = simplified().get(folded, folded)
        if code <= _BASIC_PLANE:
            self[code] = folded
        return folded


class Strainer(dict[int, str | None]):
    """A translation table that drops characters by Unicode category (first letter) or by name."""

    def __init__(self, categories: str, light: str = "", kept: str = "") -> None:
        super().__init__()
        self._categories = categories
        for character in light:
            self[ord(character)] = None
        for character in kept:
            self[ord(character)] = character

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        kept = None if unicodedata.category(character)[0] in self._categories else character
        if code <= _BASIC_PLANE:
            self[code] = kept
        return kept


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text in its plainest form, character for character of the same length."""
    return text.translate(_FOLDS)


def positions(folded: str, strainer: Strainer) -> list[int]:
    """Where in `folded` the characters stand that `folded.translate(strainer)` keeps."""
    return list(compress(range(len(folded)), map(strainer.__getitem__, map(ord, folded))))
