"""Whether a sensitive phrase is meant: an act or a threat of the customer towards us.

Not meant are: what is negated or withdrawn, places and devices, plain questions, what our side did or
advised, and calls to the police about a thief. What must stand beside a phrase is told by its manner
(bearing.py). Every test looks at a window of bounded length; the expressions are in
resources/lexicons/asserted.toml.
"""

from functools import lru_cache

from desk.reading.phrases.bearing import CUES, bears, is_against_another, is_ultimatum
from desk.reading.phrases.context import REACH, Surroundings
from desk.reading.phrases.manner import NAMES, Manner

_SUFFERED = "被遭"  # 测试员被用户打伤: our side is the one it was done to
_POLICE = ("警", "报案", "派出所", "110", "公安")


def is_asserted(folded: str, start: int, end: int, manner: Manner) -> bool:
    """Whether the phrase at the span of the folded text is an act or a threat towards us."""
    first = max(0, start - REACH[0])
    return _is_meant(folded[first : end + REACH[1]], start - first, end - first, manner)


@lru_cache(maxsize=256)  # a text that says one thing over and over is judged once
def _is_meant(window: str, start: int, end: int, manner: Manner) -> bool:
    around = Surroundings(window, start, end)
    if manner in NAMES and CUES["place_after"].search(around.after) and not is_ultimatum(around):
        return False
    if around.is_torn or CUES["device_after"].search(around.after):
        return False
    if not bears(around, manner) or _is_negated(around) or is_against_another(around):
        return False
    if CUES["circumstance_after"].search(around.after):
        return False
    return not (_is_asked(around) or _is_ours(around) or _is_own_matter(around))


def _is_negated(around: Surroundings) -> bool:
    if CUES["undone"].search(around.after) or CUES["unless"].search(around.earlier(40)):
        return True
    if CUES["disowned"].search(around.later(40)):
        return True
    if CUES["denied_before"].search(around.before) and CUES["denied_after"].search(around.after):
        return True
    if not CUES["negated"].search(around.before):
        return False
    return not (CUES["not_really"].search(around.before) or CUES["insisting"].search(around.after))


def _is_asked(around: Surroundings) -> bool:
    """A plain question, not one that threatens."""
    earlier = around.earlier(30)
    if CUES["rhetoric"].search(earlier):
        return False
    if CUES["asked_before"].search(earlier) and not CUES["asked_whose"].search(earlier):
        return True
    later = around.later(20)
    return bool(CUES["asked_after"].search(later) or CUES["information_after"].search(later))


def _is_ours(around: Surroundings) -> bool:
    """What our side did, or what the customer was told that he may do."""
    suffered = around.phrase[0] in _SUFFERED
    if (not suffered and CUES["our_deed"].search(around.before)) or CUES["may"].search(around.before):
        return True
    if CUES["advised"].search(around.earlier(50)) and not CUES["rhetoric"].search(around.before):
        return True
    if CUES["hosted"].search(around.earlier(30)) or _is_hearsay(around.earlier()):
        return True
    if CUES["sent_before"].search(around.before) and not (
        CUES["rhetoric"].search(around.before) or CUES["pressing"].search(around.after)
    ):
        return True
    told = CUES["told"].search(around.earlier())
    return told is not None and not CUES["customer_speaks"].search(told.group()[2:])


def _is_hearsay(earlier: str) -> bool:
    """What others say; most sentences hold none of the words for saying, which is quickly seen."""
    return bool(CUES["hearsay"].search(earlier) and CUES["others_say"].search(earlier))


def _is_own_matter(around: Surroundings) -> bool:
    """A call to the police about a thief or a swindler is not about us."""
    if not any(word in around.phrase for word in _POLICE):
        return False
    earlier = around.earlier(40)
    return bool(CUES["theft"].search(around.folded[max(0, around.start - 40) : around.start])) and not CUES[
        "towards_us"
    ].search(earlier)
