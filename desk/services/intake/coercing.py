"""A cell's value as a field wants it."""

import math
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from desk.records import Field, Kind
from desk.workbook import (
    NO_ORDERS,
    Bad,
    Cell,
    Orders,
    to_identifier,
    to_integer,
    to_text,
    to_time,
    to_yes_no,
)
from desk.workbook.coerce import folded, not_a_value

_YES_NO = ("是", "否")
_STORED = (-(2**31), 2**31 - 1)  # what a database keeps as a whole number


def coerce(field: Field, value: Cell, *, base1904: bool = False, orders: Orders = NO_ORDERS) -> Any:
    """The field's value, None for a blank, or Bad with the reason and the remedy.

    `orders` are what the field's column has told of its dates.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if (bad := not_a_value(value)) is not None:
        return bad
    if field.kind in (Kind.TIME, Kind.DATE):
        time = to_time(value, base1904=base1904, orders=orders)
        return time.date() if field.kind is Kind.DATE and isinstance(time, datetime) else time
    return _READERS[field.kind](field, value)


def _text(_field: Field, value: Cell) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" if value.second == 0 else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return to_text(value)


def _identifier(_field: Field, value: Cell) -> Any:
    return to_identifier(value)


def _integer(field: Field, value: Cell) -> Any:
    number = to_integer(value)
    low, high = field.span or _STORED
    if isinstance(number, int) and not low <= number <= high:
        return Bad(f"“{to_text(value)[:30]}”不在 {low} 到 {high} 之间，请改正。")
    return number


def _number(_field: Field, value: Cell) -> Any:
    """Kept as given: what cannot be read as a number is judged, not lost."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _text(_field, value).strip()
    return number_text(value)


def _choice(field: Field, value: Cell) -> Any:
    """One of the field's words where width, case or blanks alone differ (４ｇ), else the text as given."""
    text = to_text(value).strip()
    if text in field.choices:
        return text
    if field.choices[:2] == _YES_NO and not isinstance(answer := to_yes_no(value), Bad):
        return answer
    same = _bare(text)
    return next((word for word in field.choices if _bare(word) == same), text)


def _bare(text: str) -> str:
    return "".join(folded(text).split()).casefold()


def number_text(value: float) -> str:
    """A number as text: no trailing .0, no exponent for ordinary sizes, what Python would read back."""
    if isinstance(value, float) and math.isfinite(value) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


_READERS: dict[Kind, Callable[[Field, Cell], Any]] = {
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.IDENTIFIER: _identifier,
    Kind.CODES: _text,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
}
