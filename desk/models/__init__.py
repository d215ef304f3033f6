"""Tables made from the records, and the desk's own."""

from desk.models.own import deeds, edits, findings, meta, people, readings, ties
from desk.models.records import metadata, orders, table_of

__all__ = [
    "deeds",
    "edits",
    "findings",
    "meta",
    "metadata",
    "orders",
    "people",
    "readings",
    "table_of",
    "ties",
]
