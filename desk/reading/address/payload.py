"""Readings as compact values for storage, without the text: written once, read at every check."""

from typing import Any

from desk.reading.address.parts import AddressReading, Part, PartKind
from desk.vocabulary import Grade

# looked up rather than called: an enum's call takes ten times as long
_GRADES = {grade.value: grade for grade in Grade}
_KINDS = {kind.value: kind for kind in PartKind}


def to_payload(reading: AddressReading) -> list[Any]:
    """The reading as a JSON-able list; parts are [kind, start, end, code]."""
    return [
        reading.grade.value,
        [[part.kind.value, part.start, part.end, part.code] for part in reading.parts],
        list(reading.missing),
        list(reading.contradictions),
        list(reading.unlisted),
        reading.levels,
        reading.county,
        list(reading.counties),
        reading.village_key,
        reading.exact_key,
    ]


def from_payload(text: str, payload: list[Any]) -> AddressReading:
    """The reading of the text that the payload was made from."""
    grade, parts, missing, contradictions, unlisted, levels, county, counties, village_key, exact_key = (
        payload
    )
    return AddressReading(
        text=text,
        grade=_GRADES[grade],
        parts=tuple(
            Part(_KINDS[kind], text[start:end], start, end, code) for kind, start, end, code in parts
        ),
        missing=tuple(missing),
        contradictions=tuple(contradictions),
        unlisted=tuple(unlisted),
        levels=levels,
        county=county,
        counties=tuple(counties),
        village_key=village_key,
        exact_key=exact_key,
    )
