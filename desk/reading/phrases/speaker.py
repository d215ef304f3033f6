"""Who says a phrase in a note of our side: the customer, our side, or a rule that forbids it.

The expressions are in resources/lexicons/speaker.toml.
"""

import re
from functools import lru_cache

from desk.reading.cues import Cues

_CUES = Cues("speaker")
_SENTENCE_BREAK = re.compile(r"[。！!？?\n\r]")
_CLAUSE_BREAK = re.compile("[，,；;]")
_OPENING = re.compile("[“「『]")
_CLOSING = {"“": "”", "「": "」", "『": "』"}
_PAUSES = {"", "，", ",", "：", ":"}


@lru_cache(maxsize=64)  # phrases that begin at one place ask one after the other
def said_by_customer(before: str) -> bool:
    """Whether the words that follow `before` are the customer's, or his report of ours."""
    quote = _open_quote(before)
    return _is_customers(_last_sentence(before if quote is None else before[:quote]))


def is_only_named(before: str, after: str) -> bool:
    """Whether the phrase is named by a rule or a lesson, said not to have been said, or the customer's."""
    sentence = _last_sentence(before)
    if _CUES["rule"].search(sentence) or _CUES["lesson"].search(sentence):
        return True
    quote = _open_quote(before)
    if quote is not None and _CUES["rule"].search(_last_sentence(before[:quote])):
        return True
    return bool(_CUES["lesson_after"].search(after) or _CUES["told_after"].search(after))


def has_next_step(after: str) -> bool:
    """Whether a next step follows, which makes an honest answer of a refusal."""
    return bool(_CUES["next_step"].search(after))


def is_remark(before: str, phrase: str, after: str) -> bool:
    """Whether a description of the place is thrown at the customer."""
    return bool(_CUES["addressed"].search(before + phrase) or _CUES["blaming"].search(after))


def is_errand(after: str) -> bool:
    """Whether the phrase names a business that the customer asked about (转网办理)."""
    return bool(_CUES["errand"].search(after))


def _open_quote(before: str) -> int | None:
    """Where the quotation begins that is still open at the end of `before`."""
    for found in reversed(list(_OPENING.finditer(before))):
        if _CLOSING[found.group()] not in before[found.start() :]:
            return found.start()
    if before.count('"') % 2:
        return before.rindex('"')
    return None


def _last_sentence(before: str) -> str:
    return _SENTENCE_BREAK.split(before)[-1]


def _is_customers(sentence: str) -> bool:
    """The last cue of the customer holds until our side speaks in a clause of its own."""
    customer = _last("customer", sentence) or _last("label", sentence) or _last("unnamed", sentence)
    if customer is None:
        return False
    ours = _CUES["ours"].search(sentence, customer.end())
    if ours is None:
        return True
    between = sentence[customer.end() : ours.start()]
    if between.strip() in _PAUSES:
        return bool(_CUES["reporting"].search(customer.group()))
    return not _CLAUSE_BREAK.search(between)


def _last(name: str, sentence: str) -> re.Match[str] | None:
    found = list(_CUES[name].finditer(sentence))
    return found[-1] if found else None
