"""Which forbidden phrases (服务忌语) of a note were said by our side."""

from desk.reading.folding import fold
from desk.reading.phrases import speaker
from desk.reading.phrases.context import Surroundings
from desk.reading.phrases.lexicon import Hit, Lexicon, matcher_of
from desk.reading.phrases.manner import Manner
from desk.reading.phrases.sensitive import hits, uncovered

_REACH = 120
_AHEAD = 40


def read_forbidden(text: str, lexicon: Lexicon) -> tuple[Hit, ...]:
    """The forbidden phrases of our side, by start; spans are offsets of `text`."""
    folded = fold(text)
    matches = matcher_of(lexicon, light=True).find(folded)
    if not matches:
        return ()
    count = len(lexicon.entries)
    covers = [(match.start, match.end) for match in matches if match.which >= count]
    said = [
        match
        for match in uncovered([match for match in matches if match.which < count], covers)
        if _is_said(folded, match.start, match.end, lexicon.entries[match.which].manner)
    ]
    return tuple(hits(said, lexicon))


def _is_said(folded: str, start: int, end: int, manner: Manner) -> bool:
    """Whether our side says it, and means it."""
    before = folded[max(0, start - _REACH) : start]
    after = Surroundings(folded, start, end).later(_AHEAD)
    if speaker.said_by_customer(before) or speaker.is_only_named(before, after):
        return False
    if "转网" in folded[start:end] and speaker.is_errand(after):
        return False
    if manner is Manner.REMARK:
        return speaker.is_remark(before, folded[start:end], after)
    return manner is not Manner.FINAL or not speaker.has_next_step(after)
