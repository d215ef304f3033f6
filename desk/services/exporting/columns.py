"""Columns and cells of workbooks from the declarations of the records."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from desk.records import Field, Kind, SheetSpec
from desk.services.intake.coercing import number_text
from desk.vocabulary import VERDICT_NAMES, Verdict
from desk.workbook import Column, Table
from desk.workbook.tables import Emphasis
from desk.workbook.tables import Kind as CellKind

_KINDS: Mapping[Kind, CellKind] = {
    Kind.TEXT: "text",
    Kind.LONG: "text",
    Kind.CHOICE: "text",
    Kind.IDENTIFIER: "identifier",
    Kind.CODES: "identifier",
    Kind.TIME: "time",
    Kind.DATE: "date",
    Kind.NUMBER: "number",
    Kind.INTEGER: "integer",
}
EMPHASIS: Mapping[object, Emphasis] = {
    VERDICT_NAMES[Verdict.FAIL]: "fail",
    VERDICT_NAMES[Verdict.WARN]: "warn",
    VERDICT_NAMES[Verdict.PASS]: "pass",
    VERDICT_NAMES[Verdict.UNKNOWN]: "muted",
}


def column_of(field: Field) -> Column:
    """The workbook column of a declared field."""
    return Column(field.title, _KINDS[field.kind], field.width, field.unit or None, field.required)


def cell_of(field: Field, value: Any) -> Any:
    """The value as the cell keeps it: a number that was kept as text becomes a number again."""
    if field.kind is Kind.NUMBER and isinstance(value, str):
        try:
            number = float(value)
        except ValueError:
            return value
        return number if math.isfinite(number) and number_text(number) == value else value
    return value


def records_table(sheet: SheetSpec, rows: Iterable[Any]) -> Table:
    """A sheet of the exchange workbook from its records."""
    columns = [column_of(field) for field in sheet.fields]
    cells = ([cell_of(f, getattr(row, f.name)) for f in sheet.fields] for row in rows)
    return Table(sheet.title, columns, cells)
