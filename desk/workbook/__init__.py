"""Spreadsheets: guarded reading, headings, coercion of values, writing. It knows no table and no window."""

from desk.workbook.cells import Cell, ErrorCell, Limits, Row, Sheet
from desk.workbook.coerce import Bad, to_identifier, to_integer, to_number, to_text, to_yes_no
from desk.workbook.heading import Heading, clean_name, find_heading
from desk.workbook.reading import read_workbook
from desk.workbook.times import to_time

__all__ = [
    "Bad",
    "Cell",
    "ErrorCell",
    "Heading",
    "Limits",
    "Row",
    "Sheet",
    "clean_name",
    "find_heading",
    "read_workbook",
    "to_identifier",
    "to_integer",
    "to_number",
    "to_text",
    "to_time",
    "to_yes_no",
]
