"""Personal data as everybody may see it."""

from typing import Any

from desk.records import Field, Kind


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
