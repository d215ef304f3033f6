"""Reads Chinese addresses, Hainan's first: parts, grade A-F, missing question, contradictions, keys."""

from desk.reading.address.parts import AddressReading, Part, PartKind
from desk.reading.address.payload import from_payload, to_payload
from desk.reading.address.reader import READER_VERSION, read_address
from desk.reading.address.regions import county_code, county_name

__all__ = [
    "READER_VERSION",
    "AddressReading",
    "Part",
    "PartKind",
    "county_code",
    "county_name",
    "from_payload",
    "read_address",
    "to_payload",
]
