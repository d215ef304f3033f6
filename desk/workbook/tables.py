"""What a caller hands over to be written: tables of typed columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "identifier", "time", "number", "integer", "date"]
Emphasis = Literal["fail", "warn", "pass", "muted"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `width` in characters of the sheet, `note` shown at the heading, `required` darkens it."""

    title: str
    kind: Kind = "text"
    width: float = 14.0
    note: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: an optional title line, the heading, then `rows` (read once, so they may be streamed).

    `fills` gives, for a row, the emphasis of some of its columns (0-based). `frozen` columns stay in view.
    `tab` is the colour of the sheet's tab (RRGGBB). A row is no higher than `most_lines`; it is printed on
    `pages` pages across (None: on as many as its width takes).
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    title: str | None = None
    fills: Callable[[Sequence[object]], Mapping[int, Emphasis]] | None = None
    tab: str | None = None
    frozen: int = 1
    autofilter: bool = True
    most_lines: int = 8
    pages: int | None = None
