"""The short notes of an order and its rows: when, how greeted, what a stage reply tells, how rivals cover."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desk.reading.conduct import greets, opening_words, our_turns
from desk.reading.occurrence import has_time_of_day
from desk.reading.reply_parts import read_reply_parts
from desk.reading.rivals import read_rivals
from desk.records import Contact, FieldTest, Order, StageReply

NOTES_VERSION = 1
OPENING = 30  # characters in which a greeting is expected


@dataclass(frozen=True, slots=True)
class Notes:
    """What the notes say; the mappings are by the row's key."""

    problem_date: bool = False  # 问题时间点 names a date
    problem_clock: bool = False  # and a time of day
    greeted: Mapping[int, bool] = field(default_factory=dict)  # of a contact whose words are recorded
    reply_parts: Mapping[int, frozenset[str]] = field(default_factory=dict)  # of a stage reply
    rivals: Mapping[int, tuple[tuple[str, bool], ...]] = field(default_factory=dict)  # of a field test


def read_notes(order: Order, records: Iterable[Any]) -> Notes:
    """Read the notes of an order; `records` are its rows of any sheet."""
    date, clock = has_time_of_day(order.problem_time) if order.problem_time else (False, False)
    greeted: dict[int, bool] = {}
    parts: dict[int, frozenset[str]] = {}
    rivals: dict[int, tuple[tuple[str, bool], ...]] = {}
    for row in records:
        if isinstance(row, Contact) and (words := _our_words(row)):
            greeted[row.key] = any(greets(said[:OPENING]) for said in words)
        elif isinstance(row, StageReply) and row.text:
            parts[row.key] = read_reply_parts(row.text)
        elif isinstance(row, FieldTest) and row.rivals and (said_of := read_rivals(row.rivals)):
            rivals[row.key] = said_of
    return Notes(date, clock, greeted, parts, rivals)


def pack_notes(notes: Notes) -> list[Any]:
    """A compact JSON-able form."""
    return [
        notes.problem_date,
        notes.problem_clock,
        list(notes.greeted.items()),
        [(key, sorted(parts)) for key, parts in notes.reply_parts.items()],
        [(key, list(said)) for key, said in notes.rivals.items()],
    ]


def unpack_notes(packed: Iterable[Any]) -> Notes:
    """The notes again."""
    date, clock, greeted, parts, rivals = packed
    return Notes(
        date,
        clock,
        dict(greeted),
        {key: frozenset(names) for key, names in parts},
        {key: tuple((operator, good) for operator, good in said) for key, said in rivals},
    )


def _our_words(contact: Contact) -> list[str]:
    spoken = our_turns(contact.wording or "")
    words = [spoken] if spoken else []
    if contact.text and (quoted := opening_words(contact.text)):
        words.append(quoted[0].strip())
    return words
