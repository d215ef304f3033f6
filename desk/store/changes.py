"""What a service asks the store to write, and what the store answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desk.errors import DeskError
from desk.records import BY_RECORD, Deed, Person


@dataclass(frozen=True, slots=True)
class Change:
    """One row: new (`before` None), changed, or removed (`after` None). Both are records of the same class.

    `key` of a new row is 0; the store gives it one, as it does to a `fresh` row whatever key it carries.
    `offered` are values by field that an import brought and that were not taken over; the log keeps them, so
    that the next import knows what is new.
    """

    before: Any | None
    after: Any | None
    offered: Mapping[str, Any] | None = None
    fresh: bool = False

    @property
    def row(self) -> Any:
        """The record that names the row's table and order."""
        return self.after if self.after is not None else self.before

    @property
    def table(self) -> str:
        """The table's name."""
        return BY_RECORD[type(self.row)].table

    @property
    def order_no(self) -> str | None:
        """The order it belongs to; None for the office's own rows."""
        return getattr(self.row, "order_no", None)

    @property
    def key(self) -> int:
        """The row's id; 0 for a new row."""
        return int(self.row.key)


@dataclass(frozen=True, slots=True)
class DeedNote:
    """Who does what, when and why: one entry of the edit log with all its changes."""

    kind: Deed
    person: Person
    time: datetime
    title: str
    reason: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a write changed; each view decides whether it must refresh."""

    deed_id: int
    tables: frozenset[str]
    order_nos: frozenset[str] = field(default_factory=frozenset)
    whole: bool = False  # so many orders that a view had better start over
    unjudged: bool = False  # so many that they wait for a sweep


class EditConflictError(DeskError):
    """Somebody else changed the row meanwhile; carries the three versions for a person to choose."""

    def __init__(self, message: str, before: Any | None, mine: Any | None, theirs: Any | None) -> None:
        super().__init__(message)
        self.before = before
        self.mine = mine
        self.theirs = theirs
