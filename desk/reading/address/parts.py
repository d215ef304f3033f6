"""What a reading is made of: parts with their place in the text, and the whole verdict on an address."""

from enum import StrEnum
from typing import NamedTuple

from desk.vocabulary import Grade


class PartKind(StrEnum):
    """Kinds of parts as the exchange names them."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    FARM = "farm"
    VILLAGE = "village"
    GROUP = "group"
    ROAD = "road"
    NUMBER = "number"
    COMPOUND = "compound"
    BUILDING = "building"
    UNIT = "unit"
    FLOOR = "floor"
    ROOM = "room"
    LANDMARK = "landmark"


class Sort(StrEnum):
    """Finer than PartKind: what grading and questions have to tell apart."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    STREET = "street"
    ZONE = "zone"
    FARM = "farm"
    VILLAGE = "village"
    COMMUNITY = "community"
    GROUP = "group"
    ROAD = "road"
    NUMBER = "number"
    COMPOUND = "compound"
    BUILDING = "building"
    UNIT = "unit"
    FLOOR = "floor"
    ROOM = "room"
    LANDMARK = "landmark"

    @property
    def kind(self) -> PartKind:
        """The kind under which a part of this sort is shown."""
        return _KINDS[self]


_KINDS = {sort: PartKind(sort.value) for sort in Sort if sort.value in set(PartKind)}
_KINDS |= dict.fromkeys((Sort.TOWN, Sort.STREET, Sort.ZONE), PartKind.TOWNSHIP)
_KINDS[Sort.COMMUNITY] = PartKind.VILLAGE


class Part(NamedTuple):
    """One named part; `text` is exactly `address[start:end]`, `code` its gazetteer code where it has one."""

    kind: PartKind
    text: str
    start: int
    end: int
    code: str | None


class AddressReading(NamedTuple):
    """What an address says; see the fields of the rules ADR01-ADR06."""

    text: str
    grade: Grade
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    contradictions: tuple[str, ...]
    unlisted: tuple[str, ...]
    levels: int
    county: str | None
    counties: tuple[str, ...]
    village_key: str | None
    exact_key: str | None
