"""分区域: regions across and metrics down; 分区域数据: the sums that the rates were made of."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from desk.services.summarising.figures import Column
from desk.services.summarising.metrics import Kind, Metric
from desk.services.summarising.painting import (
    HEAD,
    NAME,
    SECTION,
    SMALL,
    UNDERTITLE,
    head_sheet,
    put,
    put_check,
    put_figure,
    set_page,
    sums_height,
    sums_of,
)
from desk.services.summarising.summary import Summary
from desk.workbook.sheetxml import column_letters

NAME_OF_SHEET, NAME_OF_DATA = "分区域", "分区域数据"
FIRST = 4  # the column of the first region
HEADING = 4
LONG_NAME = 6  # characters that fit into two lines of a heading
NAME_WIDTH, DATA_NAME_WIDTH, TOTAL_WIDTH, CHECK_WIDTH, REGION_WIDTH = 16.5, 24.0, 9.5, 4.0, 7.6
LARGEST, LEAST = 84, 62  # percent of the size on paper; smaller cannot be read
PAGE_POINTS, PAGE_CHARACTERS = 745.0, 77.0  # of A4 between its margins, with a little left over
_SUMS = ("分子", "分母", "无法判定")


def rows(metrics: tuple[Metric, ...]) -> Iterator[tuple[int, int | None]]:
    """(row, place of the metric), and (row, None) for the title of the section that follows."""
    row, section = HEADING + 1, ""
    for at, metric in enumerate(metrics):
        if metric.section != section:
            section = metric.section
            yield row, None
            row += 1
        yield row, at
        row += 1 if metric.kind is Kind.COUNT else 2


def reference(summary: Summary, at: int) -> str:
    """The cells of all regions of a metric."""
    row = next(row for row, place in rows(summary.metrics) if place == at)
    return f"{NAME_OF_SHEET}!{_span(summary, row)}"


def _span(summary: Summary, row: int) -> str:
    return f"{column_letters(FIRST)}{row}:{column_letters(FIRST - 1 + len(summary.regions))}{row}"


def add_regions(book: Any, summary: Summary) -> None:
    """Add 分区域: below a rate stand its sums; each page has some of the regions beside names and 合计."""
    sheet = book.create_sheet(NAME_OF_SHEET)
    _title(sheet, "分区域指标", "率下小字为 分子/分母；“未判”为无法判定的工单，不计入分母", summary)
    _heading(sheet, summary, NAME_WIDTH)
    columns = [(2, Column("合计", summary.total)), *enumerate(summary.regions, FIRST)]
    titles = dict(rows(summary.metrics))
    for row, at in titles.items():
        sheet.row_dimensions[row].height = 12
        if at is None:
            following = titles[row + 1]
            assert following is not None
            _band(sheet, row, summary, summary.metrics[following].section)
            continue
        _metric(sheet, row, at, summary, columns)
    _pages(sheet, summary, [row for row, at in titles.items() if at is None])


def _title(sheet: Any, title: str, note: str, summary: Summary) -> None:
    """What repeats on every page is short; the rest stands above the first regions alone."""
    head_sheet(sheet, title, summary.as_of)
    put(sheet, 3, 1, summary.period.text, UNDERTITLE)
    put(sheet, 2, FIRST, f"{summary.unit}  规则 {summary.rules}".strip(), UNDERTITLE)
    put(sheet, 3, FIRST, note, UNDERTITLE)


def _heading(sheet: Any, summary: Summary, name_width: float) -> None:
    widths = (name_width, TOTAL_WIDTH, CHECK_WIDTH)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[column_letters(column)].width = width
    for column, title in enumerate(("指标", "合计", "核对", *(r.name for r in summary.regions)), 1):
        put(sheet, HEADING, column, title, HEAD)
        if column >= FIRST:
            sheet.column_dimensions[column_letters(column)].width = REGION_WIDTH
    long = any(len(region.name) > LONG_NAME for region in summary.regions)
    sheet.row_dimensions[HEADING].height = 40 if long else 26
    sheet.freeze_panes = f"{column_letters(FIRST)}{HEADING + 1}"


def _band(sheet: Any, row: int, summary: Summary, section: str) -> None:
    for column in range(1, FIRST + len(summary.regions)):
        put(sheet, row, column, section if column == 1 else None, SECTION)


def _metric(sheet: Any, row: int, at: int, summary: Summary, columns: list[tuple[int, Column]]) -> None:
    metric = summary.metrics[at]
    rate = metric.kind is not Kind.COUNT
    put(sheet, row, 1, metric.name, replace(NAME, indent=metric.level))
    for place, column in columns:
        look = replace(NAME, bold=place == 2, fill="FFF2F5FA" if place == 2 else None)
        put_figure(sheet, row, place, metric, column.figures[at], look)
        if rate:
            put(sheet, row + 1, place, sums_of(column.figures[at], metric), replace(SMALL, fill=look.fill))
    if not rate:
        put_check(sheet, row, 3, f"SUM({_span(summary, row)})=B{row}")
        return
    put(sheet, row + 1, 1, None, NAME)
    put(sheet, row + 1, 3, None, NAME)
    sheet.row_dimensions[row + 1].height = sums_height(column.figures[at] for _, column in columns)
    part, whole = (f"{NAME_OF_DATA}!B{data_row(summary.metrics, at) + step}" for step in (0, 1))
    put_check(sheet, row, 3, f'IF({whole}>0,ABS({part}/{whole}-B{row})<1E-9,B{row}="—")')


def _pages(sheet: Any, summary: Summary, sections: Sequence[int]) -> None:
    """Names and 合计 on every page; all rows on one if they can be read so, else it ends before a section."""
    from openpyxl.worksheet.pagebreak import Break, ColBreak, RowBreak

    set_page(sheet, rows=f"1:{HEADING}", wide=0)
    sheet.print_title_cols = "A:C"
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    whole = math.floor(100 * PAGE_POINTS / sum(heights))
    scale = sheet.page_setup.scale = min(whole, LARGEST) if whole >= LEAST else LARGEST
    last = FIRST + len(summary.regions) - 1
    across = _across(summary, sheet.column_dimensions["A"].width, scale)
    breaks = range(FIRST - 1 + across, last, across)
    sheet.col_breaks = ColBreak(brk=tuple(Break(id=at) for at in breaks))
    firsts = _even_pages(heights, PAGE_POINTS * 100 / scale, sections)
    sheet.row_breaks = RowBreak(brk=tuple(Break(id=row - 1) for row in firsts))


def _even_pages(heights: Sequence[float], room: float, sections: Sequence[int]) -> list[int]:
    """The sections with which a further page begins, so that all pages are about equally full."""
    body = sum(heights[HEADING:])
    number = math.ceil(body / (room - sum(heights[:HEADING])))
    above = {row: sum(heights[HEADING : row - 1]) for row in sections}
    wanted = (body * at / number for at in range(1, number))
    return sorted({min(above, key=lambda row: abs(above[row] - place)) for place in wanted})


def _across(summary: Summary, name_width: float, scale: int) -> int:
    """Regions on a page, so that the pages are equally full."""
    room = PAGE_CHARACTERS * 100 / scale - name_width - TOTAL_WIDTH - CHECK_WIDTH
    number = len(summary.regions)
    return math.ceil(number / math.ceil(number / math.floor(room / REGION_WIDTH)))


def data_row(metrics: tuple[Metric, ...], at: int) -> int:
    """Where the sums of a rate begin in 分区域数据."""
    return HEADING + 1 + len(_SUMS) * _rates(metrics).index(at)


def _rates(metrics: tuple[Metric, ...]) -> list[int]:
    return [place for place, metric in enumerate(metrics) if metric.kind is not Kind.COUNT]


def add_region_data(book: Any, summary: Summary) -> None:
    """Add 分区域数据: three lines a rate, each 合计 checked against the sum over the regions."""
    sheet = book.create_sheet(NAME_OF_DATA)
    _title(sheet, "分区域数据", "各率的分子、分母和无法判定；核对：合计等于各区域之和", summary)
    _heading(sheet, summary, DATA_NAME_WIDTH)
    columns = [
        (2, summary.total),
        *((at, region.figures) for at, region in enumerate(summary.regions, FIRST)),
    ]
    for at in _rates(summary.metrics):
        metric = summary.metrics[at]
        first = data_row(summary.metrics, at)
        for step, word in enumerate(_SUMS):
            row = first + step
            put(sheet, row, 1, f"{metric.name} {word}", replace(NAME, bold=step == 0))
            for place, figures in columns:
                figure = figures[at]
                value = (figure.part, figure.whole, figure.unknown)[step]
                put(sheet, row, place, value, replace(NAME, across="right", number="#,##0", bold=place == 2))
            put_check(sheet, row, 3, f"SUM({_span(summary, row)})=B{row}")
            sheet.row_dimensions[row].height = 12.5
    _pages(sheet, summary, [data_row(summary.metrics, at) for at in _rates(summary.metrics)])
