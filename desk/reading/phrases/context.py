"""What stands before and after a phrase: the windows in which cues are sought, all of bounded length."""

import re

_CLAUSE_BREAK = re.compile(r"[，,。！!？?；;：:\n\r“”\"「」『』（）()]")
_SENTENCE_BREAK = re.compile(r"[。！!？?；;\n\r]")
_NEAR = 24
_FAR = 80
REACH = (_FAR, 40)
"""How many characters before and after a phrase are looked at."""


class Surroundings:
    """A phrase at a span of a folded text, with what stands around it.

    `before` and `after` are the parts of the clause beside the phrase, without spaces.
    """

    __slots__ = ("_sentence", "after", "before", "end", "folded", "phrase", "start")

    def __init__(self, folded: str, start: int, end: int) -> None:
        self.folded, self.start, self.end = folded, start, end
        self.phrase = folded[start:end]
        self._sentence = _SENTENCE_BREAK.split(folded[max(0, start - _FAR) : start])[-1]
        before = _CLAUSE_BREAK.split(self._sentence[-_NEAR:])[-1]
        after = _CLAUSE_BREAK.split(folded[end : end + _NEAR], maxsplit=1)[0]
        self.before = "".join(before.split())
        self.after = "".join(after.split())

    @property
    def is_torn(self) -> bool:
        """Whether the phrase reaches over the end of a clause."""
        return _CLAUSE_BREAK.search(self.phrase) is not None

    def earlier(self, reach: int = _FAR) -> str:
        """The part of the sentence before the phrase, at most `reach` characters."""
        return self._sentence[-reach:]

    def later(self, reach: int) -> str:
        """The part of the sentence after the phrase, with the mark that ends it."""
        return rest_of_sentence(self.folded, self.end, reach)


def rest_of_sentence(folded: str, end: int, reach: int) -> str:
    """The part of the sentence that follows `end`, with its mark, at most `reach` characters."""
    found = _SENTENCE_BREAK.search(folded, end, end + reach)
    return folded[end : found.end() if found else end + reach]
