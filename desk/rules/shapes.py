"""Preconditions and small questions that several rules share; shared objects are asked once an order."""

from datetime import datetime

from desk.records import FieldTest, Order
from desk.rules.case import Case
from desk.vocabulary import Means
from desk.worktime import is_quiet

SPOKEN = frozenset({Means.PHONE, Means.VISIT})


def always(case: Case) -> bool:
    """Every order."""
    return True


def solved(case: Case) -> bool:
    """解决情况 is 已解决."""
    return case.solved


def confirmed_by_call(case: Case) -> bool:
    """已解决 with a reached callback."""
    return case.solved and bool(case.reached_callbacks)


def replied(case: Case) -> bool:
    """回单时间 is given."""
    return case.replied


def tested(case: Case) -> bool:
    """A field test is finished."""
    return bool(case.finished_tests)


def quiet(case: Case, time: datetime) -> bool:
    """Whether the time lies in the customer's rest."""
    return is_quiet(time, case.office.quiet)


def blank(text: str | None) -> bool:
    """Empty or white space; an explicit 无 is given."""
    return text is None or not text.strip()


def field_tested(case: Case) -> bool:
    """A field test is planned or finished."""
    return bool(case.field_tests)


def spoken_to(case: Case) -> bool:
    """There is a contact by telephone or at the door."""
    return any(contact.means in SPOKEN for contact in case.contacts)


def located(case: Case) -> tuple[Order | FieldTest, ...]:
    """The rows that carry coordinates: the order and its field tests."""
    return (case.order, *case.field_tests)
