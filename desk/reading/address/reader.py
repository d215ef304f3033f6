"""The reader: a text becomes parts, a grade, the missing question, contradictions and keys. Never raises."""

from desk.reading.address.contradictions import contradictions, levels, unlisted
from desk.reading.address.folding import Folded, fold
from desk.reading.address.grading import add_places_without_ending, grade, tell_estates
from desk.reading.address.keys import exact_key, region_key, village_key
from desk.reading.address.parts import AddressReading, Part
from desk.reading.address.questions import missing
from desk.reading.address.regions import counties_of, is_elsewhere, settle
from desk.reading.address.scanner import Scanner
from desk.reading.address.tokens import Token
from desk.vocabulary import Grade

READER_VERSION = 5
"""Raised whenever the reader may read an old text differently."""


def read_address(text: str) -> AddressReading:
    """Read what a text says of a place; offsets count in the verbatim text, of which the front is read."""
    folded = fold(text)
    scan = Scanner(folded.text).read()
    add_places_without_ending(scan)
    tokens = scan.tokens
    elsewhere = is_elsewhere(tokens)
    settle(tokens, elsewhere)
    tell_estates(scan, elsewhere)
    found = grade(scan)
    county, counties = counties_of(tokens)
    region = region_key(tokens, county, counties)
    village = village_key(tokens, region)
    return AddressReading(
        text=text,
        grade=found,
        parts=tuple([_part(text, folded, token) for token in tokens]),
        missing=missing(found, tokens),
        contradictions=contradictions(scan),
        unlisted=() if elsewhere else unlisted(tokens),
        levels=levels(tokens),
        county=county,
        counties=counties,
        village_key=village,
        exact_key=exact_key(scan, region, village) if found is Grade.A else None,
    )


def _part(text: str, folded: Folded, token: Token) -> Part:
    start, end = folded.span(token.start, token.end)
    return Part(token.sort.kind, text[start:end], start, end, token.code)
