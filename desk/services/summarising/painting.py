"""Cells and pages of the sheets that are laid out by hand: one table of looks, one way to write a value."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from desk.services.summarising.figures import Figure
from desk.services.summarising.metrics import Kind, Metric
from desk.workbook.cellxml import FORMULA_STARTS
from desk.workbook.housestyle import BLUE, FONT, INK, LINE, NAVY

GREY, PALE, BAND, GOOD, BAD, WHITE = "FF7F7F7F", "FFF2F5FA", "FFDCE6F2", "FF2E7D32", "FFC0392B", "FFFFFFFF"
NOTHING = "—"
FORMATS = {Kind.COUNT: "#,##0", Kind.RATE: "0.0%", Kind.MEAN: "0.00"}
AGREES, DIFFERS = "✓", "不符"
_GREEN, _RED = 1, -1


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks."""

    size: float = 9
    bold: bool = False
    color: str = INK
    fill: str | None = None
    across: str = "left"
    indent: int = 0
    lines: bool = True
    wraps: bool = False
    number: str = "General"


TITLE = Look(size=16, bold=True, color=NAVY, lines=False)
UNDERTITLE = Look(size=9, color=GREY, lines=False)
HEAD = Look(bold=True, color=WHITE, fill=BLUE, across="center", wraps=True)
SECTION = Look(bold=True, color=NAVY, fill=BAND)
NAME = Look()
TEXT = Look(wraps=True)
SMALL = Look(size=7, color=GREY, across="right", wraps=True)
CHECK = Look(size=8, color=GREY, across="center")


def put(sheet: Any, row: int, column: int, value: object, look: Look) -> None:
    """Write a value; a text stays a text whatever it begins with. Formulas go through `put_check`."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        text = _clean(value)
        cell.value, cell.data_type = text, "s"
        _dress(cell, look)
        cell.quotePrefix = text[:1] in FORMULA_STARTS
        return
    cell.value = value
    _dress(cell, look)


def put_check(sheet: Any, row: int, column: int, test: str) -> None:
    """A formula that shows whether a written value agrees with what it was made of."""
    cell = sheet.cell(row, column, f'=IF({test},"{AGREES}","{DIFFERS}")')
    _dress(cell, CHECK)


def put_figure(sheet: Any, row: int, column: int, metric: Metric, figure: Figure | None, look: Look) -> None:
    """The value of a metric, right-aligned in its format; a dash where there is none."""
    value = None if figure is None else figure.value(metric.kind)
    if value is None:
        put(sheet, row, column, NOTHING, replace(look, across="right", color=GREY))
    else:
        put(sheet, row, column, value, replace(look, across="right", number=FORMATS[metric.kind]))


def put_change(sheet: Any, row: int, column: int, metric: Metric, now: Figure, then: Figure | None) -> None:
    """How far the value moved, rates in percentage points; green where that is better, red where worse."""
    moved = change(metric, now, then)
    if moved is None:
        put(sheet, row, column, NOTHING, Look(across="right", color=GREY))
        return
    digits = {Kind.COUNT: "#,##0", Kind.RATE: "0.0", Kind.MEAN: "0.00"}[metric.kind]
    color = {_GREEN: GOOD, _RED: BAD}.get(trend(metric, moved), INK)
    put(sheet, row, column, moved, Look(across="right", color=color, number=f"+{digits};-{digits};0"))


def change(metric: Metric, now: Figure, then: Figure | None) -> float | None:
    """New less old, of rates in percentage points; None where one of them is missing."""
    new, old = now.value(metric.kind), None if then is None else then.value(metric.kind)
    if new is None or old is None:
        return None
    return round((new - old) * (100 if metric.kind is Kind.RATE else 1), 6)


def trend(metric: Metric, moved: float) -> int:
    """1 when the move is for the better, -1 for the worse, 0 when neither or too small to show."""
    if abs(moved) < {Kind.COUNT: 1, Kind.RATE: 0.05, Kind.MEAN: 0.005}[metric.kind]:
        return 0
    return metric.better if moved > 0 else -metric.better


def sums_of(figure: Figure, metric: Metric) -> str:
    """Numerator, denominator and, in a line of their own, those not judged: 31/42, 未判3."""
    if metric.kind is Kind.COUNT:
        return f"未判{figure.unknown}" if figure.unknown else ""
    unknown = f"\n未判{figure.unknown}" if figure.unknown else ""
    return f"{figure.part}/{figure.whole}{unknown}"


def sums_height(figures: Iterable[Figure]) -> float:
    """Points that the small line with these sums needs."""
    return 20.5 if any(figure.unknown for figure in figures) else 9.5


def head_sheet(sheet: Any, title: str, subtitle: str) -> None:
    """The first two rows: what the sheet shows, and of when."""
    put(sheet, 1, 1, title, TITLE)
    put(sheet, 2, 1, subtitle, UNDERTITLE)
    sheet.row_dimensions[1].height = 26
    sheet.row_dimensions[2].height = sheet.row_dimensions[3].height = 15
    sheet.sheet_view.showGridLines = False


def set_page(
    sheet: Any, *, landscape: bool = False, rows: str | None = None, wide: int = 1, high: int = 0
) -> None:
    """A4 with the heading rows repeated; `wide` pages across and `high` down, 0 for as many as it takes."""
    setup, margins = sheet.page_setup, sheet.page_margins
    setup.orientation, setup.paperSize = "landscape" if landscape else "portrait", 9
    setup.fitToWidth, setup.fitToHeight = wide, high
    sheet.sheet_properties.pageSetUpPr.fitToPage = bool(wide)
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    sheet.print_options.horizontalCentered = True
    if rows:
        sheet.print_title_rows = rows


def place_chart(sheet: Any, chart: Any, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Set a chart over the cells from `first` to `last` (row, column), however wide they are drawn."""
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

    start = AnchorMarker(row=first[0] - 1, col=first[1] - 1)
    chart.anchor = TwoCellAnchor(editAs="oneCell", _from=start, to=AnchorMarker(row=last[0], col=last[1]))
    sheet.add_chart(chart)


def _clean(text: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", text)).encode("utf-8", "ignore").decode("utf-8")


def _dress(cell: Any, look: Look) -> None:
    """Give the cell its look, which is worked out once for its book; openpyxl would do so for each cell."""
    known = _KNOWN.setdefault(cell.parent.parent, {})
    if look in known:
        cell._style = copy(known[look])
        return
    cell.font, cell.fill, cell.border, cell.alignment = _parts(look)
    cell.number_format = look.number
    known[look] = copy(cell._style)


_KNOWN: WeakKeyDictionary[Any, dict[Look, Any]] = WeakKeyDictionary()


@cache
def _parts(look: Look) -> tuple[Any, Any, Any, Any]:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color=LINE) if look.lines else Side()
    return (
        Font(name=FONT, size=look.size, bold=look.bold, color=look.color),
        PatternFill("solid", fgColor=look.fill) if look.fill else PatternFill(),
        Border(left=line, right=line, top=line, bottom=line),
        Alignment(
            horizontal=look.across,
            vertical="center",
            wrap_text=look.wraps,
            indent=look.indent,
        ),
    )
