"""How a record declares a field: everything that tables, sheets, forms and reports need to know of it, once.

To add a field: one line in its record, and a migration.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any


class Kind(Enum):
    """What a value is; decides storage, coercion, cell format and editor."""

    TEXT = "text"
    LONG = "long"
    IDENTIFIER = "identifier"
    TIME = "time"
    DATE = "date"
    NUMBER = "number"  # kept as the text that was given, so that "弱" is not lost; read where it is judged
    INTEGER = "integer"
    CHOICE = "choice"  # one of `choices`; other words are kept as given and judged by the rules
    CODES = "codes"  # identifiers with ";" between


class Owner(Enum):
    """Who enters a field; a re-import updates only what EOMS owns."""

    EOMS = "EOMS"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field of a record."""

    name: str
    title: str
    kind: Kind
    owner: Owner
    required: bool
    personal: bool
    listable: bool
    choices: tuple[str, ...]
    unit: str
    width: int  # of a column, in half-width characters
    span: tuple[int, int] | None = None  # the least and the greatest whole number

    @property
    def heading(self) -> str:
        """The title and the unit, as they stand above a column."""
        return f"{self.title} {self.unit}".strip()


def declare(
    title: str,
    kind: Kind = Kind.TEXT,
    *,
    owner: Owner = Owner.DESK,
    required: bool = False,
    personal: bool = False,
    listable: bool = False,
    choices: type[StrEnum] | None = None,
    unit: str = "",
    width: int = 12,
    span: tuple[int, int] | None = None,
) -> Any:
    """A dataclass field with the desk's metadata; typed Any so that the annotation beside it rules."""
    words = tuple(word.value for word in choices) if choices else ()
    kind = Kind.CHOICE if choices else kind
    meta = Field("", title, kind, owner, required, personal, listable, words, unit, width, span)
    if required:
        return dataclasses.field(metadata={"desk": meta})
    return dataclasses.field(default=None, metadata={"desk": meta})


@cache
def fields(record: Any) -> tuple[Field, ...]:
    """The declared fields of a record class, in the order of its sheet."""
    return tuple(
        dataclasses.replace(f.metadata["desk"], name=f.name)
        for f in dataclasses.fields(record)
        if "desk" in f.metadata
    )


@cache
def by_title(record: Any) -> Mapping[str, Field]:
    """The declared fields of a record class by their Chinese name."""
    return MappingProxyType({field.title: field for field in fields(record)})


@cache
def by_name(record: Any) -> Mapping[str, Field]:
    """The declared fields of a record class by their attribute name."""
    return MappingProxyType({field.name: field for field in fields(record)})
