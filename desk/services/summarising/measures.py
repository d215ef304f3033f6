"""What an order adds to each metric: to the numerator, to the denominator, or to what cannot be judged."""

from collections.abc import Callable, Sequence

from desk.rules.catalogue import CATALOGUE
from desk.services.summarising.facts import OrderFacts, Timeliness
from desk.vocabulary import Cause, Verdict

Mark = tuple[int, int, int]
"""Numerator, denominator, not judged."""

YES: Mark = (1, 1, 0)
NO: Mark = (0, 1, 0)
UNKNOWN: Mark = (0, 0, 1)
OUT: Mark = (0, 0, 0)
Measure = Callable[[OrderFacts], Mark]

LOWEST_SCORE, HIGHEST_SCORE = 1, 10
CLOSURE_RULES = tuple(rule.code for rule in CATALOGUE if rule.clause == "2.4")
SUSPECTED = (Verdict.WARN, Verdict.FAIL)


def every(_order: OrderFacts) -> Mark:
    """Each order."""
    return YES


def test_wanted(order: OrderFacts) -> Mark:
    """A field test is planned or done, or an order for one was handed on."""
    if order.test_wanted:
        return YES
    return NO if order.records_known else UNKNOWN


def tested(order: OrderFacts) -> Mark:
    """Of those to be tested, the finished ones."""
    if order.test_wanted:
        return YES if order.tested else NO
    return OUT if order.records_known else UNKNOWN


_IN_TIME = {
    Timeliness.IN_TIME: YES,
    Timeliness.LATE: NO,
    Timeliness.UNKNOWN: UNKNOWN,
    Timeliness.PENDING: OUT,
}


def test_timely(order: OrderFacts) -> Mark:
    """Fed back within the limit."""
    if order.test_timely is None:
        return OUT if order.records_known else UNKNOWN
    return _IN_TIME[order.test_timely]


def timely(order: OrderFacts) -> Mark:
    """Replied within 处理时限."""
    return _IN_TIME[order.timely]


def late(order: OrderFacts) -> Mark:
    """Replied, or still open, after 处理时限."""
    part, whole, unknown = _IN_TIME[order.timely]
    return whole - part, whole, unknown


def fault_timely(order: OrderFacts) -> Mark:
    """As `timely`, for faults alone."""
    return timely(order) if order.cause == Cause.FAULT else OUT


def told_solved(order: OrderFacts) -> Mark:
    """Of the replied: 已解决 by their reply, whatever the rules say of it."""
    if not order.replied:
        return OUT
    if order.outcome is None:
        return UNKNOWN
    return YES if order.solved else NO


def truly_solved(order: OrderFacts) -> Mark:
    """Of the replied: 已解决, and no rule against false closure is broken or in doubt."""
    if (told := told_solved(order)) is not YES:
        return told
    verdicts = {order.verdicts.get(code) for code in CLOSURE_RULES}
    if not verdicts.isdisjoint((Verdict.FAIL, Verdict.WARN)):
        return NO
    return UNKNOWN if Verdict.UNKNOWN in verdicts else YES


def called_back(order: OrderFacts) -> Mark:
    """Of the solved: the customer was reached."""
    if not order.solved:
        return OUT
    if order.called_back:
        return YES
    return NO if order.records_known else UNKNOWN


def score(order: OrderFacts) -> Mark:
    """The score of the last reached callback; a mean, so the score is the numerator."""
    if not order.called_back:
        return OUT
    if order.score is None or not LOWEST_SCORE <= order.score <= HIGHEST_SCORE:
        return UNKNOWN
    return order.score, 1, 0


def redispatched(order: OrderFacts) -> Mark:
    """重复派单次数 above 0."""
    if order.redispatches is None:
        return UNKNOWN
    return YES if order.redispatches > 0 else NO


def repeated(order: OrderFacts) -> Mark:
    """The same number complained shortly before."""
    if order.repeated is None:
        return UNKNOWN
    return YES if order.repeated else NO


def escalated(order: OrderFacts) -> Mark:
    """There is an escalation record."""
    if order.escalated:
        return YES
    return NO if order.records_known else UNKNOWN


def suspected(order: OrderFacts) -> Mark:
    """Of the solved: RPL06 suspects or a person confirmed a false closure."""
    return found(("RPL06",), SUSPECTED, order) if order.solved else OUT


def found(codes: Sequence[str], verdicts: Sequence[Verdict], order: OrderFacts) -> Mark:
    """One of the rules says one of the verdicts; not judged where none does and one is unknown."""
    told = {order.verdicts.get(code) for code in codes}
    if not told.isdisjoint(verdicts):
        return YES
    return UNKNOWN if Verdict.UNKNOWN in told else NO


def broken(order: OrderFacts) -> Mark:
    """At least one rule is broken."""
    return YES if Verdict.FAIL in order.verdicts.values() else NO
