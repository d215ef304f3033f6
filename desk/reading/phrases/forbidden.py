"""Which forbidden phrases (服务忌语) of a note were said by our side."""

import re

from desk.reading.folding import fold
from desk.reading.phrases import speaker
from desk.reading.phrases.context import sentence_after
from desk.reading.phrases.lexicon import Hit, Lexicon, matcher_of
from desk.reading.phrases.manner import Manner
from desk.reading.phrases.sensitive import hits, uncovered

_REACH = 120
_AHEAD = 40
_NEXT_STEP = re.compile(
    "(?:已上报|上报|纳入|规划|建设|转派|转至|协调|跟进|跟踪|反馈给|提交|申请|后续|尽快|待|安排|整改|已转|流转|派单)"
)
_ERRAND = re.compile("^.{0,6}(?:办理|流程|资格|业务|手续|服务|政策|条件|咨询|号码)")


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
    after = sentence_after(folded, end, _AHEAD)
    if speaker.said_by_customer(before) or speaker.is_only_reported(before, after):
        return False
    if "转网" in folded[start:end] and _ERRAND.search(after):
        return False
    return manner is not Manner.FINAL or not _NEXT_STEP.search(after)
