"""How a phrase of a lexicon is to be understood."""

from enum import StrEnum


class Manner(StrEnum):
    """What must stand around a phrase for it to count."""

    ACT = "act"  # says a deed or a threat by itself
    DEED = "deed"  # a deed that others may do as well: only as the customer's own or as his intent
    THREAT = "threat"  # harm: only where the customer means it or did it to us
    CHANNEL = "channel"  # a body or a hotline: only with a deed of complaining beside it
    COURT = "court"  # a court or the police: only with a charge beside it
    APP = "app"  # an application in daily use: only with a deed of exposing beside it
    STANDING = "standing"  # a person of rank: only as the customer himself or as one whom he calls in
    SAID = "said"  # words of our side
    FINAL = "final"  # words of our side that are harmless with a next step
    REMARK = "remark"  # a remark on the place: only to the customer's face or as a blame


MANNERS = {manner.value: manner for manner in Manner}
OUR_WORDS = frozenset({Manner.SAID, Manner.FINAL, Manner.REMARK})
NAMES = frozenset({Manner.CHANNEL, Manner.COURT, Manner.APP, Manner.STANDING})
