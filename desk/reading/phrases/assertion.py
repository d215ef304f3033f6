"""Whether a sensitive phrase is meant: not negated, no place, employer, used app or dead number.

Every test looks at a window of bounded length beside the phrase (context.py); the expressions are in
resources/lexicons/asserted.toml.
"""

from desk.reading.cues import Cues
from desk.reading.phrases.context import clause_after, clause_before, sentence_after, sentence_before
from desk.reading.phrases.manner import Manner

_CUES = Cues("asserted")
_POLICE = ("警", "派出所", "110", "公安")


def is_asserted(folded: str, start: int, end: int, manner: Manner) -> bool:
    """Whether the phrase at the span of the folded text is an act or a threat towards us."""
    before, after = clause_before(folded, start), clause_after(folded, end)
    if _CUES["place_after"].search(after) or _CUES["device_after"].search(after):
        return False
    if _is_negated(before, after) or not _fits(folded, (start, end), (before, after), manner):
        return False
    return not (
        _is_asked(folded, start, end)
        or _is_ours(folded, start, before)
        or _is_own_matter(folded, start, folded[start:end])
    )


def _fits(folded: str, span: tuple[int, int], clause: tuple[str, str], manner: Manner) -> bool:
    """Whether what a phrase of this manner needs stands beside it."""
    start, end = span
    before, after = clause
    if _CUES["dead_before"].search(before):
        return False
    match manner:
        case Manner.CHANNEL:
            return _is_approached(folded, span, before, after)
        case Manner.APP:
            return _is_stage(folded, start, before, after)
        case Manner.STANDING:
            return bool(_CUES["identity_before"].search(before) or _CUES["identity_after"].search(after)) or (
                _is_approached(folded, span, before, after)
            )
        case Manner.DEED:
            return _is_own_deed(folded, start, before, after)
    return True


def _is_own_deed(folded: str, start: int, before: str, after: str) -> bool:
    """A deed that the customer did or means to do, not one done by others or to him."""
    if _CUES["others_before"].search(before) or _CUES["suffered_after"].search(after):
        return False
    if before:
        return bool(_CUES["own_before"].search(before))
    earlier = sentence_before(folded, start)
    return not earlier.strip() or bool(_CUES["own_sentence"].search(earlier))


def _is_negated(before: str, after: str) -> bool:
    if _CUES["undone"].search(after):
        return True
    if not _CUES["negated"].search(before):
        return False
    return not (_CUES["not_really"].search(before) or _CUES["insisting"].search(after))


def _is_approached(folded: str, span: tuple[int, int], before: str, after: str) -> bool:
    """A body or hotline with a deed of complaining, not a place gone to or a number that is dead."""
    if _CUES["strongly_approached"].search(before):
        return True
    if _CUES["dead_after"].search(after) or _CUES["dead_next"].search(sentence_after(folded, span[1], 40)):
        return False
    if _CUES["grievance_after"].search(after):
        return True
    if _CUES["broken_after"].search(after):
        return False
    if _CUES["approached"].search(before):
        return True
    if not (_CUES["gone_to"].search(before) and _CUES["gone_after"].search(after)):
        return False
    return bool(_CUES["meant"].search(sentence_before(folded, span[0], 30)))


def _is_stage(folded: str, start: int, before: str, after: str) -> bool:
    """An application used to expose us, not one that stutters."""
    if _CUES["exposed_after"].search(after) or _CUES["exposed_before"].search(before):
        return True
    if _CUES["posted_before"].search(before):
        return True
    if _CUES["broken_after"].search(after):
        return False
    threatened = _CUES["threat"].search(sentence_before(folded, start)) and _CUES["posting"].search(before)
    return bool(threatened or _CUES["posting_meant"].search(before))


def _is_asked(folded: str, start: int, end: int) -> bool:
    """A plain question, not one that threatens."""
    before = sentence_before(folded, start, 30)
    if _CUES["rhetoric"].search(before):
        return False
    if _CUES["asked_before"].search(before) and not _CUES["asked_whose"].search(before):
        return True
    after = folded[end : end + 20]
    return bool(_CUES["asked_after"].search(after) or _CUES["information_after"].search(after))


def _is_ours(folded: str, start: int, before: str) -> bool:
    """What our side did, or what the customer was told that he may do."""
    if _CUES["our_deed"].search(before) or _CUES["may"].search(before):
        return True
    if _CUES["sent_before"].search(before) and not _CUES["rhetoric"].search(before):
        return True
    told = _CUES["told"].search(sentence_before(folded, start))
    return told is not None and not _CUES["customer_speaks"].search(told.group()[2:])


def _is_own_matter(folded: str, start: int, phrase: str) -> bool:
    """A call to the police about a thief or a swindler is not about us."""
    if not any(word in phrase for word in _POLICE):
        return False
    before = sentence_before(folded, start, 40)
    return bool(_CUES["theft"].search(before)) and not _CUES["towards_us"].search(before)
