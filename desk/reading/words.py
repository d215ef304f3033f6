"""Looks for plain words in folded texts: one automaton for the word lists of a cue file."""

from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from desk.reading import cues
from desk.reading.folding import fold


class Word(NamedTuple):
    """A word found, the list it is from, and where it stands."""

    text: str
    kind: str
    start: int
    end: int


class WordTable:
    """The lists of a file, searched leftmost and longest first, so that 未恢复 hides 恢复."""

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {fold(word): kind for kind in cues.lists(self._name) for word in cues.words(self._name, kind)}

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, list[str]]:
        words = list(self._kinds)
        return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words

    def find(self, folded: str) -> list[Word]:
        """The words of a folded text in their order, none overlapping another."""
        automaton, words = self._automaton
        return [
            Word(words[which], self._kinds[words[which]], start, end)
            for which, start, end in automaton.find_matches_as_indexes(folded)
        ]
