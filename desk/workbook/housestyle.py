"""The look of every workbook the desk writes: fonts, fills, borders, freezing, printing."""

from dataclasses import dataclass
from math import ceil
from typing import Any

from desk.workbook.tables import Column, Emphasis, Table

FONT = "微软雅黑"
BODY, HEAD, TITLE = 10, 10, 14
ROW_POINTS = 16.5
INK, LINE, NAVY, BLUE = "FF262626", "FFD0D5DD", "FF1F3864", "FF2F6DB5"
FILLS: dict[Emphasis, str] = {"fail": "FFFDE2E1", "warn": "FFFFF2CC", "pass": "FFE3F4E1", "muted": "FFF2F2F2"}
FORMATS = {
    "identifier": "@",
    "minute": "yyyy-mm-dd hh:mm",
    "second": "yyyy-mm-dd hh:mm:ss",
    "date": "yyyy-mm-dd",
}
PAGE_CHARACTERS = 210  # on one A4 page across, before the print becomes too small to read

# what a cell holds -> (number format, horizontal alignment, wraps)
_LOOKS = {
    "text": ("General", "left", True),
    "quoted": ("General", "left", True),
    "identifier": ("@", "left", False),
    "quoted identifier": ("@", "left", False),
    "minute": (FORMATS["minute"], "center", False),
    "second": (FORMATS["second"], "center", False),
    "date": (FORMATS["date"], "center", False),
    "number": ("General", "right", False),
    "integer": ("0", "right", False),
}


@dataclass(frozen=True, slots=True)
class Styles:
    """Indexes of cell formats in the book: by look, and by look and emphasis."""

    plain: dict[str, int]
    filled: dict[tuple[str, Emphasis], int]


def register(book: Any) -> Styles:
    """Add the formats of body cells to an openpyxl book."""
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color=LINE)

    def registered(look: str, color: str | None) -> int:
        number_format, horizontal, wraps = _LOOKS[look]
        cell = Cell(book.active, row=1, column=1)
        cell.font = Font(name=FONT, size=BODY, color=INK)
        cell.border = Border(left=line, right=line, top=line, bottom=line)
        inset = 1 if horizontal == "right" else 0  # a number keeps off the text to its right
        cell.alignment = Alignment(horizontal=horizontal, vertical="top", wrap_text=wraps, indent=inset)
        cell.number_format = number_format
        cell.quotePrefix = look.startswith("quoted")
        if color:
            cell.fill = PatternFill("solid", fgColor=color)
        return int(cell.style_id)

    plain = {look: registered(look, None) for look in _LOOKS}
    filled = {(look, name): registered(look, color) for look in _LOOKS for name, color in FILLS.items()}
    return Styles(plain, filled)


def lay_out(sheet: Any, table: Table) -> int:
    """Write title and heading, set columns, panes and print of an openpyxl sheet; gives the heading's row."""
    from openpyxl.utils import get_column_letter

    heading = 1 if table.title is None else 2
    if table.title is not None:
        _write_title(sheet, table.title)
    for number, column in enumerate(table.columns, 1):
        _write_heading(sheet.cell(heading, number), column)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[heading].height = 30 if any("\n" in column.title for column in table.columns) else 24
    corner = min(table.frozen, len(table.columns)) + 1
    sheet.freeze_panes = f"{get_column_letter(corner)}{heading + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = ROW_POINTS, True
    if table.tab:
        sheet.sheet_properties.tabColor = table.tab
    _set_print(sheet, table, heading)
    return heading


def _write_title(sheet: Any, title: str) -> None:
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(1, 1)
    _put_text(cell, title)
    cell.font = Font(name=FONT, size=TITLE, bold=True, color=NAVY)
    cell.alignment = Alignment(horizontal="left", vertical="center")
    sheet.row_dimensions[1].height = 32


def _write_heading(cell: Any, column: Column) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    _put_text(cell, column.title)
    line = Side(style="thin", color="FFFFFFFF")
    cell.font = Font(name=FONT, size=HEAD, bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor=NAVY if column.required else BLUE)
    cell.border = Border(left=line, right=line)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    if column.note:
        cell.comment = Comment(column.note, "", height=30 + 18 * ceil(len(column.note) / 16), width=240)


def _put_text(cell: Any, text: str) -> None:
    """A text is a text even when it begins with an equals sign."""
    cell.value = text
    cell.data_type = "s"


def _set_print(sheet: Any, table: Table, heading: int) -> None:
    from openpyxl.utils import get_column_letter

    setup, margins = sheet.page_setup, sheet.page_margins
    setup.orientation, setup.paperSize = "landscape", 9
    wide = sum(column.width for column in table.columns)
    setup.fitToWidth = table.pages or max(1, ceil(wide / PAGE_CHARACTERS))
    setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.6, 0.3, 0.3
    sheet.print_title_rows = f"{heading}:{heading}"
    if setup.fitToWidth > 1 and table.frozen:
        sheet.print_title_cols = f"A:{get_column_letter(table.frozen)}"
    sheet.print_options.horizontalCentered = True


def foot_pages(sheet: Any, told: str) -> None:
    """Every page says which sheet and which page it is, and what is `told` of all, as of when it is."""
    for part in (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right):
        part.size = 8
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.center.text = told.replace("&", "&&")
    sheet.oddFooter.right.text = "第 &P 页，共 &N 页"
