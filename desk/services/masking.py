"""Personal data as everybody may see it, and the right to see it in full."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from desk.records import SHEETS, Deed, Field, Kind, by_title, fields
from desk.rules.rule import Finding, Place
from desk.store import Written

if TYPE_CHECKING:
    from desk.services.desk import Desk

T = TypeVar("T")
Cover = Callable[[Field, Any], Any]
_SHORTEST = 11  # characters of a telephone number
_MOBILE = re.compile(r"(?<!\d)((?:86[ -]?)?1\d{2})([ -]?)\d{4}([ -]?)(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<![0-9A-Za-z-])(0\d{2,3}-\d)\d{4,5}(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Unmasking:
    """That a person wants personal data in full, and what for."""

    reason: str | None = None


def take_right(desk: "Desk", unmasking: Unmasking | None, what: str) -> Written | None:
    """Log that personal data are seen in full; InputError without the right. Nothing where they stay masked.

    Every export calls it before it writes: what cannot be logged does not leave the desk.
    """
    if unmasking is None:
        return None
    desk.require(Deed.UNMASK)
    return desk.apply(desk.note(Deed.UNMASK, what, reason=unmasking.reason), [])


def mask(field: Field, value: Any) -> Any:
    """The value with the middle of a number, or all of a name but its first character, starred out."""
    if not field.personal or not isinstance(value, str) or not value:
        return value
    if field.kind is Kind.IDENTIFIER:
        return _number(value)
    return value[0] + "*" * max(len(value) - 1, 1)


def _number(value: str) -> str:
    if len(value) < 7:
        return "*" * len(value)
    hidden = max(len(value) - 7, 4)
    return value[:3] + "*" * hidden + value[3 + hidden :]


def said(text: str) -> str:
    """A text with the middle of the telephone numbers in it starred out."""
    return _LANDLINE.sub(r"\1****\2", _MOBILE.sub(r"\1\2****\3\4", text))


def covered(field: Field, value: Any) -> Any:
    """The value as it leaves the desk: masked, in texts the numbers too."""
    if field.personal:
        return mask(field, value)
    worded = field.kind is Kind.TEXT or field.kind is Kind.LONG
    return said(value) if worded and isinstance(value, str) and len(value) >= _SHORTEST else value


def uncovered(_field: Field, value: Any) -> Any:
    """The value in full."""
    return value


def cover_of(unmasking: Unmasking | None) -> Cover:
    """How values leave the desk."""
    return covered if unmasking is None else uncovered


def covered_row(row: T) -> T:
    """The record as it leaves the desk."""
    record: Any = type(row)
    hidden = {f.name: covered(f, getattr(row, f.name)) for f in _touched(record)}
    return cast(T, replace(cast(Any, row), **hidden)) if hidden else row


@cache
def _touched(record: Any) -> tuple[Field, ...]:
    return tuple(f for f in fields(record) if f.personal or f.kind in (Kind.TEXT, Kind.LONG))


def covered_rows(rows: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
    """An order's rows by table as they leave the desk."""
    return {table: [covered_row(row) for row in kept] for table, kept in rows.items()}


def covered_finding(finding: Finding) -> Finding:
    """The finding as it leaves the desk: what it says and what it shows as evidence."""
    evidence = tuple(replace(place, value=covered_evidence(place)) for place in finding.evidence)
    return replace(finding, message=said(finding.message), evidence=evidence)


def covered_evidence(place: Place) -> str | None:
    """The value that a piece of evidence shows."""
    field = _declared().get((place.sheet, place.field))
    return covered(field, place.value) if field else place.value and said(place.value)


@cache
def _declared() -> Mapping[tuple[str, str], Field]:
    return {(sheet.title, title): f for sheet in SHEETS for title, f in by_title(sheet.record).items()}
