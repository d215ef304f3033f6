"""Values as a report's JSON holds them."""

from datetime import datetime
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:
    """JSON-able values; times to the minute, as everywhere at the desk."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    return value
