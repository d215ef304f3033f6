"""What a service asks the store to write, and what the store answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from desk.errors import DeskError
from desk.records import BY_RECORD, BY_TABLE, Deed, Order, Person
from desk.store.loading import Bundle


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


def changed(bundle: Bundle, changes: Sequence[Change]) -> Bundle:
    """The order as it stands with the changes in place; the same answer to the same changes.

    EditConflictError when one of its rows is no longer as a change found it. A row without an id gets one
    below zero, so that rows can be told apart.
    """
    if not changes:
        return bundle
    if bundle.ahead is None or bundle.ahead[0] != tuple(changes):
        bundle.ahead = (tuple(changes), _changed(bundle, changes))
    return bundle.ahead[1]


def _changed(bundle: Bundle, changes: Sequence[Change]) -> Bundle:
    order = bundle.order
    rows = {table: list(kept) for table, kept in bundle.rows.items()}
    for change in changes:
        if isinstance(change.row, Order):
            if change.before != order:
                raise conflict(change, order)
            order = change.after or order
        else:
            _place(change, rows.setdefault(change.table, []))
    return Bundle(order, True, bundle.version, rows, bundle.reading_hash, bundle.reading)


def _place(change: Change, kept: list[Any]) -> None:
    """Put a changed row into its place among those of its table, which stand by id."""
    if change.before is None:
        lowest = min((row.key for row in kept), default=0)
        own = change.after.key if change.after is not None and not change.fresh else 0
        kept.append(replace(change.row, key=own or min(lowest, 0) - 1))
        return
    if change.before not in kept:
        raise conflict(change, next((row for row in kept if row.key == change.key), None))
    at = kept.index(change.before)
    kept[at : at + 1] = [] if change.after is None else [change.after]


def conflict(change: Change, theirs: Any | None) -> EditConflictError:
    """The error for a change that found its row otherwise than it is now; None for one that is gone."""
    where = f"工单 {change.order_no} " if change.order_no else BY_TABLE[change.table].title
    if theirs is None:
        sentence = f"{where}的这条{BY_TABLE[change.table].title}记录已被别人删除，请刷新后再改"
        return EditConflictError(sentence, change.before, change.after, None)
    changed = [
        f.title
        for f in BY_TABLE[change.table].fields
        if getattr(theirs, f.name) != getattr(change.before, f.name)
    ]
    sentence = f"{where}的{'、'.join(changed)}刚被别人改过，请核对后再保存"
    return EditConflictError(sentence, change.before, change.after, theirs)
