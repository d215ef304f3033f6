"""Finds the phrases of a lexicon through spaces, punctuation and, if asked, inserted light words."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from desk.reading.folding import fold, positions

_GAPS = {"~": 4, "～": 4, "…": 16}
_GAP = re.compile("[~～…]")
_MIN_LENGTH = 2
_LIGHT = "着先就也都可真还吧啊呢嘛的呀哦啦哈哟咯唉嗯呃们是再又来去给把"
_MARKS = "*_-·•.`^|"
_REACH = 12
_UNSEEN = (  # controls, joiners, writing directions, private characters; accents put on a character
    "\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufeff\ufff0-\ufffd"
    "\U000e0000-\U000e00ff\U000f0000-\U0010ffff\u0300-\u036f\u20d0-\u20f0\ufe00-\ufe0f"
)
THROUGH_SPACES = re.compile(rf"([\s{_UNSEEN}{re.escape(_MARKS)}]+)")
THROUGH_ALL = re.compile(rf"([\W_{_LIGHT}]+)")


class Match(NamedTuple):
    """Phrase number `which` at the span of the text."""

    which: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A solid part of a phrase: its core, and the light words before, after and inside it, the latter with
    the number of the core's character that they stand before; a plain one has none."""

    core: str
    head: str
    inner: tuple[tuple[int, str], ...]
    tail: str

    @property
    def is_plain(self) -> bool:
        """Whether the part has no light words."""
        return not (self.head or self.inner or self.tail)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The parts of a phrase, and how many characters may stand before each but the first."""

    parts: tuple[_Part, ...]
    gaps: tuple[int, ...]

    @property
    def is_plain(self) -> bool:
        """Whether the phrase is one core and nothing else."""
        return len(self.parts) == 1 and self.parts[0].is_plain


@dataclass(frozen=True, slots=True)
class _Sighting:
    """What the automaton saw: the folded text, where each kept character stood, starts of each core."""

    folded: str
    places: list[int]
    starts: dict[str, list[int]]


def _part(solid: str, strainer: re.Pattern[str]) -> _Part:
    core = ""
    light = [""]
    for character in fold(solid):
        if not strainer.match(character):
            core += character
            light.append("")
        elif character in _LIGHT:
            light[-1] += character
    inner = tuple((at, words) for at, words in enumerate(light[1:-1], 1) if words)
    return _Part(core, light[0], inner, light[-1] if core else "")


@lru_cache(maxsize=10_000)  # a lexicon is read, which looks at each phrase, and then searched for
def _pattern(phrase: str, strainer: re.Pattern[str]) -> _Pattern:
    parts: list[_Part] = []
    gaps: list[int] = []
    for solid, gap in zip(_GAP.split(phrase), ["", *_GAP.findall(phrase)], strict=True):
        part = _part(solid, strainer)
        if part.core:
            parts.append(part)
            gaps.append(_GAPS.get(gap, 0))
    return _Pattern(tuple(parts), tuple(gaps))


def has_core(phrase: str, *, light: bool) -> bool:
    """Whether a phrase has enough in it to look for."""
    parts = _pattern(phrase, THROUGH_ALL if light else THROUGH_SPACES).parts
    letters = [
        character
        for part in parts
        for character in part.core + part.head + part.tail + "".join(words for _, words in part.inner)
        if character.isalnum()
    ]
    return len(letters) >= _MIN_LENGTH


class Matcher:
    """One automaton for all parts of all phrases; what our side says to 你 it says to 您 as well."""

    def __init__(self, phrases: list[str], *, light: bool) -> None:
        self._strainer = THROUGH_ALL if light else THROUGH_SPACES
        patterns = [
            (which, _pattern(written, self._strainer))
            for which, phrase in enumerate(phrases)
            for written in dict.fromkeys((phrase, phrase.replace("你", "您") if light else phrase))
        ]
        self._cores = list(dict.fromkeys(part.core for _, pattern in patterns for part in pattern.parts))
        self._plain: list[list[int]] = [[] for _ in self._cores]
        self._chained: dict[str, list[tuple[int, _Pattern]]] = {}
        index = {core: number for number, core in enumerate(self._cores)}
        for which, pattern in patterns:
            if pattern.is_plain:
                self._plain[index[pattern.parts[0].core]].append(which)
            elif pattern.parts:
                self._chained.setdefault(pattern.parts[0].core, []).append((which, pattern))
        self._numbers = frozenset(
            which for which, phrase in enumerate(phrases) if any(map(str.isdigit, fold(phrase)))
        )
        self._automaton = AhoCorasick(self._cores) if self._cores else None

    def find(self, folded: str) -> list[Match]:
        """All matches in a folded text, by start; spans are offsets of `folded`."""
        if self._automaton is None:
            return []
        pieces = self._strainer.split(folded)
        found = self._automaton.find_matches_as_indexes("".join(pieces[::2]), overlapping=True)
        if not found:
            return []
        places = positions(pieces)
        starts: dict[str, list[int]] = {}
        matches: list[Match] = []
        for core, start, end in found:
            starts.setdefault(self._cores[core], []).append(start)
            for which in self._plain[core]:
                matches.append(Match(which, places[start], places[end - 1] + 1))
        matches.extend(self._chains_of(_Sighting(folded, places, starts)))
        matches.sort(key=lambda match: (match.start, -match.end, match.which))
        return [match for match in matches if match.which not in self._numbers or _is_whole(folded, match)]

    def _chains_of(self, sighting: _Sighting) -> Iterator[Match]:
        """The matches of the phrases that have several parts or light words in them."""
        for core in sighting.starts.keys() & self._chained.keys():
            for which, pattern in self._chained[core]:
                if len(pattern.parts) > 1 and pattern.parts[1].core not in sighting.starts:
                    continue
                for start, end in _chains(pattern, sighting):
                    yield Match(which, start, end)


def _chains(pattern: _Pattern, sighting: _Sighting) -> list[tuple[int, int]]:
    """Spans where the parts follow one another, each as near as it can."""
    first = pattern.parts[0]
    if len(pattern.parts) == 1:
        spans = (_span(first, start, sighting) for start in sighting.starts[first.core])
        return [span for span in spans if span]
    if any(part.core not in sighting.starts for part in pattern.parts[2:]):
        return []
    chains = []
    for start in sighting.starts[first.core]:
        span = _span(first, start, sighting)
        end = start + len(first.core)
        for part, gap in zip(pattern.parts[1:], pattern.gaps[1:], strict=True):
            following = sighting.starts[part.core]
            index = bisect_left(following, end)
            if span is None or index == len(following) or following[index] > end + gap:
                break
            next_span = _span(part, following[index], sighting)
            span = (span[0], next_span[1]) if next_span else None
            end = following[index] + len(part.core)
        else:
            if span is not None:
                chains.append(span)
    return chains


def _span(part: _Part, index: int, sighting: _Sighting) -> tuple[int, int] | None:
    """The span of a part whose core begins at kept character `index`; None if a light word is missing."""
    folded, places = sighting.folded, sighting.places
    last = index + len(part.core) - 1
    start, end = places[index], places[last] + 1
    for at, wanted in part.inner:
        if _light(wanted, folded, places[index + at - 1] + 1, places[index + at]) is None:
            return None
    if part.head:
        floor = max(places[index - 1] + 1 if index else 0, start - _REACH)
        leading = _light(part.head, folded, floor, start)
        if leading is None:
            return None
        start = leading[0]
    if part.tail:
        ceiling = min(places[last + 1] if last + 1 < len(places) else len(folded), end + _REACH)
        trailing = _light(part.tail, folded, end, ceiling)
        if trailing is None:
            return None
        end = trailing[1]
    return start, end


def _light(wanted: str, folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the light words stand within bounds, in their order; None if they do not."""
    if len(wanted) == 1:
        at = folded.find(wanted, start, end)
        return None if at < 0 else (at, at + 1)
    found = _follows(wanted).search(folded, start, end)
    return found.span() if found else None


@cache
def _follows(wanted: str) -> re.Pattern[str]:
    """The light words `wanted` in their order, with a little between them."""
    return re.compile(f"[^\\n]{{0,{_REACH}}}?".join(map(re.escape, wanted)))


def _is_whole(folded: str, match: Match) -> bool:
    """Whether a match that begins or ends with a digit is not part of a longer number."""
    _, start, end = match
    if start and folded[start].isdigit() and folded[start - 1].isdigit():
        return False
    return not (end < len(folded) and folded[end - 1].isdigit() and folded[end].isdigit())
