"""Tables made from the records, and the desk's own."""

from desk.models.closings import closed_figures, closed_orders, closings
from desk.models.own import deeds, edits, findings, handled_files, meta, pictures, profiles, readings, ties
from desk.models.records import metadata, orders, table_of

__all__ = [
    "closed_figures",
    "closed_orders",
    "closings",
    "deeds",
    "edits",
    "findings",
    "handled_files",
    "meta",
    "metadata",
    "orders",
    "pictures",
    "profiles",
    "readings",
    "table_of",
    "ties",
]
