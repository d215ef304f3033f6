"""Preconditions and small questions that several rules share; shared objects are asked once an order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from desk.records import Field, FieldTest, Order, by_name
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


def unsaid(record: Any, name: str) -> bool:
    """The field is blank, or holds a word that it does not know: it says nothing of what happened."""
    return getattr(record, name) not in _field(record, name).choices


def odd_words(rows: Sequence[Any], name: str) -> str:
    """For a message: words that the field does not know, and those it knows; "" where all are blank."""
    words = dict.fromkeys(word for row in rows if unsaid(row, name) and (word := getattr(row, name)))
    if not words:
        return ""
    field = _field(rows[0], name)
    return f"（{field.title}“{'”“'.join(words)}”不是{'、'.join(field.choices)}）"


def _field(record: Any, name: str) -> Field:
    kind: Any = type(record)
    return by_name(kind)[name]


def field_tested(case: Case) -> bool:
    """A field test is planned or finished."""
    return bool(case.field_tests)


def spoken_to(case: Case) -> bool:
    """There is a contact by telephone or at the door."""
    return any(contact.means in SPOKEN for contact in case.contacts)


def located(case: Case) -> tuple[Order | FieldTest, ...]:
    """The rows that carry coordinates: the order and its field tests."""
    return (case.order, *case.field_tests)
