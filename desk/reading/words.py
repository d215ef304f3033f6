"""Looks for plain words in folded texts: one automaton for a table of words, longest match first."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from desk.reading.folding import fold


@dataclass(frozen=True, slots=True)
class Word:
    """A word found, what the table says of it, and where it stands."""

    text: str
    kind: str
    start: int
    end: int


class WordTable:
    """Words by kind, searched leftmost and longest first, so that 未恢复 hides 恢复."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._kinds = {fold(word): kind for kind, words in kinds.items() for word in words.split()}
        self._words = list(self._kinds)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def find(self, folded: str) -> list[Word]:
        """The words of a folded text in their order, none overlapping another."""
        return [
            Word(self._words[which], self._kinds[self._words[which]], start, end)
            for which, start, end in self._automaton.find_matches_as_indexes(folded)
        ]
