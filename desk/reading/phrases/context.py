"""What stands before and after a phrase: the windows in which cues are sought, all of bounded length."""

import re
from dataclasses import dataclass
from functools import cached_property

_CLAUSE_BREAK = re.compile(r"[，,。！!？?；;：:\n\r“”\"「」『』（）()]")
_SENTENCE_BREAK = re.compile(r"[。！!？?；;\n\r]")
_BLANK = re.compile(r"\s")
_NEAR = 24
_FAR = 80


@dataclass(frozen=True)
class Surroundings:
    """A phrase at a span of a folded text, with what stands around it."""

    folded: str
    start: int
    end: int

    @property
    def phrase(self) -> str:
        """The phrase as the text has it, folded."""
        return self.folded[self.start : self.end]

    @property
    def is_torn(self) -> bool:
        """Whether the phrase reaches over the end of a clause."""
        return _CLAUSE_BREAK.search(self.phrase) is not None

    @cached_property
    def before(self) -> str:
        """The part of the clause before the phrase, without spaces."""
        window = self.folded[max(0, self.start - _NEAR) : self.start]
        return _BLANK.sub("", _CLAUSE_BREAK.split(window)[-1])

    @cached_property
    def after(self) -> str:
        """The part of the clause after the phrase, without spaces."""
        window = self.folded[self.end : self.end + _NEAR]
        return _BLANK.sub("", _CLAUSE_BREAK.split(window)[0])

    def earlier(self, reach: int = _FAR) -> str:
        """The part of the sentence before the phrase, at most `reach` characters."""
        window = self.folded[max(0, self.start - reach) : self.start]
        return _SENTENCE_BREAK.split(window)[-1]

    def later(self, reach: int) -> str:
        """The part of the sentence after the phrase, with the mark that ends it."""
        window = self.folded[self.end : self.end + reach]
        found = _SENTENCE_BREAK.search(window)
        return window[: found.end()] if found else window
