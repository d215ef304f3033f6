"""How a phrase of a lexicon is to be understood."""

from enum import StrEnum


class Manner(StrEnum):
    """What must stand around a phrase for it to count."""

    ACT = "act"  # says a deed or a threat by itself
    CHANNEL = "channel"  # a body or a hotline: only with a deed of complaining beside it
    APP = "app"  # an application in daily use: only with a deed of exposing beside it
    STANDING = "standing"  # who the customer is, or what the place is for
    SAID = "said"  # words of our side
    FINAL = "final"  # words of our side that are harmless with a next step


MANNERS = {manner.value: manner for manner in Manner}
OUR_WORDS = frozenset({Manner.SAID, Manner.FINAL})
