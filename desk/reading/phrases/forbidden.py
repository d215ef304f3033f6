"""Which forbidden phrases (服务忌语) of a note were said by our side."""

import re
from functools import lru_cache

from desk.reading.folding import fold
from desk.reading.phrases import speaker
from desk.reading.phrases.context import rest_of_sentence
from desk.reading.phrases.lexicon import Hit, Lexicon, matcher_of
from desk.reading.phrases.manner import Manner
from desk.reading.phrases.sensitive import judged

_REACH = 120
_AHEAD = 40
_SHORT = 4  # characters; a phrase as short as that is no disguise where it reaches over a sentence's end
_SENTENCE_END = re.compile("[。！!？?；;\n]")


def read_forbidden(text: str, lexicon: Lexicon) -> tuple[Hit, ...]:
    """The forbidden phrases of our side, by start; spans are offsets of `text`."""
    folded = fold(text)
    matches = matcher_of(lexicon, light=True).find(folded)
    if not matches:
        return ()
    return judged(matches, lexicon, lambda match, manner: _is_said(folded, match.start, match.end, manner))


def _is_said(folded: str, start: int, end: int, manner: Manner) -> bool:
    """Whether our side says it, and means it."""
    before = folded[max(0, start - _REACH) : start]
    return _is_ours(before, folded[start:end], rest_of_sentence(folded, end, _AHEAD), manner)


@lru_cache(maxsize=256)  # a text that says one thing over and over is judged once
def _is_ours(before: str, phrase: str, after: str, manner: Manner) -> bool:
    if len(phrase) <= _SHORT and _SENTENCE_END.search(phrase):
        return False
    if speaker.said_by_customer(before) or speaker.is_only_named(before, after):
        return False
    if "转网" in phrase and speaker.is_errand(after):
        return False
    if manner is Manner.REMARK:
        return speaker.is_remark(before, phrase, after)
    return manner is not Manner.FINAL or not speaker.has_next_step(after)
