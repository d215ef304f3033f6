"""Spreadsheets: guarded reading, headings, coercion of values, writing. It knows no table and no window."""

from desk.workbook.cells import Cell, ErrorCell, Limits, Row, Sheet
from desk.workbook.coerce import Bad, to_identifier, to_integer, to_number, to_text, to_yes_no
from desk.workbook.dateorder import NO_ORDERS, ORDER_NAMES, Orders, orders_of
from desk.workbook.filling import fill_template
from desk.workbook.heading import Heading, clean_name, find_heading
from desk.workbook.reading import read_workbook
from desk.workbook.tables import Column, Emphasis, Kind, Table
from desk.workbook.times import to_time
from desk.workbook.writing import save_book, write_workbook

__all__ = [
    "NO_ORDERS",
    "ORDER_NAMES",
    "Bad",
    "Cell",
    "Column",
    "Emphasis",
    "ErrorCell",
    "Heading",
    "Kind",
    "Limits",
    "Orders",
    "Row",
    "Sheet",
    "Table",
    "clean_name",
    "fill_template",
    "find_heading",
    "orders_of",
    "read_workbook",
    "save_book",
    "to_identifier",
    "to_integer",
    "to_number",
    "to_text",
    "to_time",
    "to_yes_no",
    "write_workbook",
]
