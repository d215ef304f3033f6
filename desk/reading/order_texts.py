"""Everything that an order's texts say, read once when they are written and kept with the texts' hash."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from desk.reading import address as addresses
from desk.reading import phrases
from desk.reading.notes import NOTES_VERSION, Notes, pack_notes, read_notes, unpack_notes
from desk.reading.outcome import OUTCOME_VERSION, OutcomeHit, OutcomeWord, read_outcome
from desk.records import BY_RECORD, Contact, FieldTest, Order, StageReply, Transfer

VERSION = f"{addresses.READER_VERSION}.{phrases.PHRASES_VERSION}.{OUTCOME_VERSION}.{NOTES_VERSION}"

# (record, field, sensitive, forbidden): which texts are read, and for which phrases (rules.md ESC01, CON02)
TEXTS: tuple[tuple[type, str, bool, bool], ...] = (
    (Order, "complaint", True, False),
    (Order, "reply", True, True),
    (Contact, "text", True, True),
    (Contact, "wording", False, True),
    (StageReply, "text", False, True),
    (Transfer, "wording", False, True),
    (Order, "problem_time", False, False),
    (FieldTest, "rivals", False, False),
)

# every text that a reader looks at, by record: what a stored reading rests on
_HASHED: dict[type, tuple[str, ...]] = {
    Order: ("address", "problem_time", "complaint", "reply"),
    Contact: ("text", "wording"),
    StageReply: ("text",),
    Transfer: ("wording",),
    FieldTest: ("rivals",),
}


@dataclass(frozen=True, slots=True)
class TextHits:
    """What one text says that a rule asks about."""

    table: str
    key: int
    field: str
    sensitive: tuple[phrases.Hit, ...] = ()
    forbidden: tuple[phrases.Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderReadings:
    """The readings of one order and its records; only texts with hits are listed."""

    address: addresses.AddressReading
    outcome: tuple[OutcomeHit, ...] = ()
    hits: tuple[TextHits, ...] = ()
    notes: Notes = field(default_factory=Notes)


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The phrase lists in force; their names and versions belong to the hash."""

    sensitive: phrases.Lexicon = field(default_factory=phrases.shipped_sensitive)
    forbidden: phrases.Lexicon = field(default_factory=phrases.shipped_forbidden)


def _texts(order: Order, records: Iterable[Any]) -> Iterator[tuple[Any, str, str, bool, bool]]:
    rows = (order, *records)
    for record, name, sensitive, forbidden in TEXTS:
        for row in rows:
            if type(row) is record and (text := getattr(row, name)):
                yield row, name, text, sensitive, forbidden


def read_order(order: Order, records: Iterable[Any], lexicons: Lexicons) -> OrderReadings:
    """Read all texts of an order; `records` are its rows of any sheet."""
    records = tuple(records)
    return OrderReadings(
        addresses.read_address(order.address or ""),
        read_outcome(order.reply) if order.reply else (),
        read_hits(order, records, lexicons),
        read_notes(order, records),
    )


def read_hits(order: Order, records: Iterable[Any], lexicons: Lexicons) -> tuple[TextHits, ...]:
    """What the lexicons find in the texts of an order; all that a changed lexicon reads otherwise."""
    found = []
    for row, name, text, sensitive, forbidden in _texts(order, records):
        hits = TextHits(
            BY_RECORD[type(row)].table,
            row.key,
            name,
            phrases.read_sensitive(text, lexicons.sensitive) if sensitive else (),
            phrases.read_forbidden(text, lexicons.forbidden) if forbidden else (),
        )
        if hits.sensitive or hits.forbidden:
            found.append(hits)
    return tuple(found)


def text_hash(order: Order, records: Iterable[Any], lexicons: Lexicons) -> str:
    """Changes when a text, the set of texts, a lexicon or a reader changes."""
    digest = hashlib.blake2b(digest_size=12)
    for part in (VERSION, lexicons.sensitive.version, lexicons.forbidden.version):
        digest.update(part.encode() + b"\0")
    for row in (order, *records):
        for name in _HASHED.get(type(row), ()):
            if text := getattr(row, name):
                digest.update(
                    f"{type(row).__name__}/{row.key}/{name}\0{text}\0".encode("utf-8", "surrogatepass")
                )
    return digest.hexdigest()


def to_payload(readings: OrderReadings) -> dict[str, Any]:
    """A compact JSON-able form without the texts."""
    return {
        "a": addresses.to_payload(readings.address),
        "o": [(hit.kind.value, hit.text, hit.start, hit.end) for hit in readings.outcome],
        "h": [
            (hit.table, hit.key, hit.field, _pack(hit.sensitive), _pack(hit.forbidden))
            for hit in readings.hits
        ],
        "n": pack_notes(readings.notes),
    }


def from_payload(order: Order, payload: Mapping[str, Any]) -> OrderReadings:
    """The readings again; the address text comes from the order."""
    return OrderReadings(
        addresses.from_payload(order.address or "", payload["a"]),
        tuple(OutcomeHit(OutcomeWord(k), t, s, e) for k, t, s, e in payload["o"]),
        tuple(
            TextHits(table, key, name, _unpack(sensitive), _unpack(forbidden))
            for table, key, name, sensitive, forbidden in payload["h"]
        ),
        unpack_notes(payload["n"]),
    )


def _pack(hits: Iterable[phrases.Hit]) -> list[tuple[Any, ...]]:
    return [(hit.phrase, hit.group, hit.start, hit.end, list(hit.clauses)) for hit in hits]


def _unpack(rows: Iterable[Any]) -> tuple[phrases.Hit, ...]:
    return tuple(phrases.Hit(p, g, s, e, tuple(c)) for p, g, s, e, c in rows)
