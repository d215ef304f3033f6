"""Which column of a sheet feeds which field."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from desk.assets import resource
from desk.errors import InputError
from desk.records import BY_TITLE, Field, Order, SheetSpec, by_title
from desk.workbook import clean_name


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Column index -> field; the other named columns are kept raw."""

    fields: Mapping[int, Field]
    raw: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Profile:
    """A remembered choice for files of one shape: cleaned heading -> field title, "" to leave it out."""

    name: str
    signature: str
    mapping: Mapping[str, str]


def signature_of(names: Iterable[str]) -> str:
    """What files of one shape share: the set of their cleaned headings."""
    shape = "\n".join(sorted({name for name in names if name}))
    return sha256(shape.encode(errors="surrogatepass")).hexdigest()[:32]


def checked_choice(chosen: Mapping[str, str] | None) -> dict[str, str]:
    """A choice with cleaned headings; InputError for a field that orders do not have."""
    titles = by_title(Order)
    for heading, title in (chosen or {}).items():
        if title and title not in titles:
            raise InputError(f"列“{heading}”不能对应到“{title}”，工单没有这个字段，请核对字段名")
    return {clean_name(heading): title for heading, title in (chosen or {}).items()}


@cache
def order_aliases() -> Mapping[str, tuple[str, int]]:
    """Cleaned heading -> (field's Chinese name, rank among its aliases)."""
    return {
        clean_name(alias): (title, rank)
        for title, names in reversed(_aliases()["工单"].items())
        for rank, alias in enumerate(names)
    }


@cache
def value_aliases() -> Mapping[str, Mapping[str, str]]:
    """Field's Chinese name -> another system's word (small letters) -> the desk's word, "" for none."""
    return {
        title: {word.lower(): ours for ours, words in table.items() for word in words}
        for title, table in _aliases()["值"].items()
    }


def _aliases() -> dict[str, Any]:
    return tomllib.loads(resource("aliases.toml").read_text(encoding="utf-8"))


def known_names(sheet: SheetSpec) -> frozenset[str]:
    """Headings that tell the sheet's heading row."""
    own = frozenset(clean_name(field.title) for field in sheet.fields)
    return own | frozenset(order_aliases()) if sheet.record is Order else own


def map_columns(sheet: SheetSpec, names: Sequence[str], chosen: Mapping[str, str] | None = None) -> ColumnMap:
    """Map cleaned headings to fields: the person's choice first, then exact names, then aliases by rank.

    A field takes one column; the other columns that could feed it stay raw.
    """
    titles = by_title(sheet.record)
    candidates: dict[str, tuple[int, int]] = {}  # field title -> (rank, column)
    for column, name in enumerate(names):
        found = _field_for(sheet, name, chosen or {})
        if found is None:
            continue
        title, rank = found
        if title not in candidates or rank < candidates[title][0]:
            candidates[title] = (rank, column)
    fields = {column: titles[title] for title, (_, column) in candidates.items()}
    raw = {column: name for column, name in enumerate(names) if name and column not in fields}
    return ColumnMap(fields, raw)


def _field_for(sheet: SheetSpec, name: str, chosen: Mapping[str, str]) -> tuple[str, int] | None:
    if not name:
        return None
    if name in chosen:
        return (chosen[name], -2) if chosen[name] else None
    for field in sheet.fields:
        if clean_name(field.title) == name:
            return field.title, -1
    return order_aliases().get(name) if sheet.record is Order else None


def sheet_by_title(title: str) -> SheetSpec | None:
    """The exchange sheet of this title."""
    return BY_TITLE.get(title.strip())
