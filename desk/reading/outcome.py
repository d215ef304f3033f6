"""What a reply says of the outcome: not solved, restored and confirmed by the customer, or hedged.

Clauses are judged one by one. What was so before (此前无信号，现已恢复), what is denied and what is only
supposed (如仍无信号请来电) says nothing of the outcome.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from desk.reading.cues import Cues
from desk.reading.folding import fold
from desk.reading.words import Word, WordTable

OUTCOME_VERSION = 12
"""Raised whenever the same text may read differently."""


class OutcomeWord(StrEnum):
    """What a wording says of the outcome."""

    SOLVED = "solved"
    NOT_SOLVED = "not solved"
    HEDGED = "hedged"


@dataclass(frozen=True, slots=True)
class OutcomeHit:
    """A wording found: what it says, and the part of the text that says it."""

    kind: OutcomeWord
    text: str
    start: int
    end: int


_WORDS = WordTable("outcome")
_CUES = Cues("outcome")
_CLAUSE_BREAK = re.compile(r"[，,。！!？?；;\n\r]")
_OPEN = {"not_solved": OutcomeWord.NOT_SOLVED, "hedged": OutcomeWord.HEDGED}
_ROUGHLY = frozenset({"大概", "差不多", "估计", "好像"})
_CLAUSE = 30
_TOGETHER = 40
_LATER = 160


def read_outcome(text: str) -> tuple[OutcomeHit, ...]:
    """What the text says of the outcome, by start; spans are offsets of `text`."""
    folded = fold(text)
    words = _words(folded)
    spans = [
        (_OPEN[word.kind], word.start, word.end)
        for word in words
        if word.kind in _OPEN and _holds(word.kind, word.text, *_beside(folded, word))
    ]
    spans.extend((OutcomeWord.SOLVED, start, end) for start, end in _confirmed(folded, words))
    spans.sort(key=lambda span: span[1:])
    return tuple(OutcomeHit(kind, text[start:end], start, end) for kind, start, end in spans)


def _words(folded: str) -> list[Word]:
    """The words of the table and the looser wordings, by start."""
    found = [word for word in _WORDS.find(folded) if word.kind != "harmless"]
    for kind in ("not_solved", "hedged", "confirmed"):
        taken = [word for word in found if word.kind == kind]
        loose = [Word(hit.group(), kind, *hit.span()) for hit in _CUES[kind].finditer(folded)]
        found.extend(_apart(loose, taken))
    found.sort(key=lambda word: (word.start, word.end))
    return found


def _apart(loose: list[Word], taken: list[Word]) -> list[Word]:
    """The loose words that overlap none of `taken`; both lists are in order."""
    kept = []
    index = 0
    for word in loose:
        while index < len(taken) and taken[index].end <= word.start:
            index += 1
        if index == len(taken) or taken[index].start >= word.end:
            kept.append(word)
    return kept


@lru_cache(maxsize=256)  # a text that says one thing over and over is judged once
def _holds(kind: str, wording: str, before: str, rest: str) -> bool:
    """Whether a wording of this kind holds now, between what stands before it and the rest of the text."""
    return (_is_hedged if kind == "hedged" else _is_not_solved)(wording, before, rest)


def _is_not_solved(wording: str, before: str, rest: str) -> bool:
    """Whether a not-solved wording is not past, denied, supposed or overcome."""
    after = rest[:_CLAUSE]
    if _CUES["supposed"].search(before) or _CUES["denied"].search(before):
        return False
    if _CUES["overcome"].search(after) or _CUES["built"].search(after):
        return False
    passing = _CUES["past"].search(before) or _CUES["cause_after"].search(after)
    if passing or _CUES["underway"].search(wording):
        return not _is_restored(rest)
    return True


def _is_hedged(wording: str, before: str, rest: str) -> bool:
    """Whether a hedging wording is not supposed, asked for, excluded or of something else."""
    if "观察" not in wording and _CUES["supposed"].search(before):
        return False
    after = rest[:_CLAUSE]
    if _CUES["excluded"].search(after) or (wording in _ROUGHLY and _CUES["measured"].search(after)):
        return False
    if wording.startswith("尽快") and _CUES["asked_for"].search(before):
        return False
    if wording != "观察" or _CUES["to_observe"].search(before):
        return True
    return not (_CUES["observed"].search(before) or _CUES["observed_after"].search(after[:6]))


def _is_restored(rest: str) -> bool:
    """Whether the text goes on to say that it is restored now."""
    return any(word.kind in {"restored", "handled"} and _stands(rest, word) for word in _WORDS.find(rest))


def _confirmed(folded: str, words: list[Word]) -> list[tuple[int, int]]:
    """Spans in which something is restored and the customer says so, either first."""
    told = [word for word in words if word.kind in {"restored", "confirmed"} and _stands(folded, word)]
    spans: list[tuple[int, int]] = []
    for one, other in pairwise(told):
        if one.kind == other.kind or (spans and one.start < spans[-1][1]):
            continue
        between = folded[one.end : other.start]
        if len(between) <= _TOGETHER and not _is_contrary(between):
            spans.append((one.start, other.end))
    return spans


def _stands(folded: str, word: Word) -> bool:
    """Whether a restored or confirmed wording is said as a fact."""
    before, rest = _beside(folded, word)
    return _is_fact(word.kind, word.text, before, rest[:_CLAUSE])


@lru_cache(maxsize=256)
def _is_fact(kind: str, wording: str, before: str, after: str) -> bool:
    if _CUES["supposed"].search(before):
        return False
    if kind == "confirmed":
        return _affirms(wording, after) and not (
            _CUES["pending"].search(before)
            or _CUES["unreached"].search(after)
            or _CUES["against"].search(after)
        )
    return not (_CUES["unsaid"].search(before) or _CUES["relapse"].search(after))


def _affirms(wording: str, after: str) -> bool:
    """Whether what the customer is said to say is an approval: not 用户表示周围人也有同样情况."""
    said = _CLAUSE_BREAK.split(after)[0]
    return not _CUES["saying"].search(wording) or len(said) < 2 or bool(_CUES["approving"].search(said))


def _is_contrary(between: str) -> bool:
    return "\n" in between or any(word.kind in {"not_solved", "hedged"} for word in _WORDS.find(between))


def _beside(folded: str, word: Word) -> tuple[str, str]:
    """The part of the clause before a word, and the text after it, of bounded length."""
    return _clause_before(folded, word.start), folded[word.end : word.end + _LATER]


def _clause_before(folded: str, start: int) -> str:
    return _CLAUSE_BREAK.split(folded[max(0, start - _CLAUSE) : start])[-1]
