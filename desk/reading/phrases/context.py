"""What stands before and after a phrase: the windows in which cues are sought, all of bounded length."""

import re

_CLAUSE_BREAK = re.compile(r"[，,。！!？?；;：:\n\r“”\"「」『』（）()]")
_SENTENCE_BREAK = re.compile(r"[。！!？?；;\n\r]")
_BLANK = re.compile(r"\s")
NEAR = 24
FAR = 80


def clause_before(folded: str, start: int) -> str:
    """The part of the clause before `start`, without spaces, at most NEAR characters."""
    window = folded[max(0, start - NEAR) : start]
    return _BLANK.sub("", _CLAUSE_BREAK.split(window)[-1])


def clause_after(folded: str, end: int) -> str:
    """The part of the clause after `end`, without spaces, at most NEAR characters."""
    window = folded[end : end + NEAR]
    return _BLANK.sub("", _CLAUSE_BREAK.split(window)[0])


def sentence_before(folded: str, start: int, reach: int = FAR) -> str:
    """The part of the sentence before `start`, at most `reach` characters."""
    window = folded[max(0, start - reach) : start]
    return _SENTENCE_BREAK.split(window)[-1]


def sentence_after(folded: str, end: int, reach: int = FAR) -> str:
    """The part of the sentence after `end`, with the mark that ends it, at most `reach` characters."""
    window = folded[end : end + reach]
    found = _SENTENCE_BREAK.search(window)
    return window[: found.end()] if found else window
