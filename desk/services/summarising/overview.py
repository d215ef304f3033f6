"""总览: every metric of the whole office with its sums, beside the period before and last year."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from desk.services.summarising import regions
from desk.services.summarising.metrics import Kind, Metric
from desk.services.summarising.painting import (
    HEAD,
    NAME,
    SECTION,
    SMALL,
    UNDERTITLE,
    head_sheet,
    put,
    put_change,
    put_check,
    put_figure,
    set_page,
)
from desk.services.summarising.summary import Summary
from desk.workbook.sheetxml import column_letters

NAME_OF_SHEET = "总览"
HEADING = 4
_WIDTHS = (21, 9.5, 8, 8, 7, 9.5, 8.5, 9.5, 8.5, 6)


def add_overview(book: Any, summary: Summary) -> None:
    """Add the sheet; its counts are checked against 分区域, its rates against their own sums."""
    sheet = book.create_sheet(NAME_OF_SHEET)
    head_sheet(sheet, "投诉处理质量总览", summary.subtitle)
    put(sheet, 3, 1, _compared(summary), UNDERTITLE)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[column_letters(column)].width = width
    titles = ("指标", "本期", "分子", "分母", "无法判定", "上期", "较上期", "去年同期", "较去年", "核对")
    for column, title in enumerate(titles, 1):
        put(sheet, HEADING, column, title, HEAD)
    sheet.row_dimensions[HEADING].height = 20
    sheet.freeze_panes = f"B{HEADING + 1}"
    for row, at in lines(summary.metrics, HEADING + 1):
        sheet.row_dimensions[row].height = 14
        if at is None:
            _section(sheet, row, summary)
        else:
            _line(sheet, row, at, summary)
    set_page(sheet, rows=f"{HEADING}:{HEADING}", high=1)


def lines(metrics: tuple[Metric, ...], row: int) -> Iterator[tuple[int, int | None]]:
    """(row, place of the metric), and (row, None) for the title of the section that follows."""
    section = ""
    for at, metric in enumerate(metrics):
        if metric.section != section:
            section = metric.section
            yield row, None
            row += 1
        yield row, at
        row += 1


def _section(sheet: Any, row: int, summary: Summary) -> None:
    """A section's title; a section that splits 工单量 is checked to add up to it."""
    rows = dict(lines(summary.metrics, HEADING + 1))
    first = rows[row + 1]
    assert first is not None
    section = summary.metrics[first].section
    for column in range(1, len(_WIDTHS) + 1):
        put(sheet, row, column, section if column == 1 else None, SECTION)
    if summary.metrics[first].level == 1 and summary.metrics[first].kind is Kind.COUNT:
        last = row + sum(metric.section == section for metric in summary.metrics)
        put_check(sheet, row, len(_WIDTHS), f"SUM(B{row + 1}:B{last})=B{HEADING + 2}")


def _line(sheet: Any, row: int, at: int, summary: Summary) -> None:
    metric, figure = summary.metrics[at], summary.total[at]
    strong = replace(NAME, bold=metric.level == 0)
    put(sheet, row, 1, metric.name, replace(NAME, indent=metric.level))
    put_figure(sheet, row, 2, metric, figure, strong)
    rate = metric.kind is not Kind.COUNT
    sums = (figure.part if rate else None, figure.whole if rate else None, figure.unknown or None)
    for column, value in enumerate(sums, 3):
        put(sheet, row, column, value, replace(SMALL, size=8, number="#,##0"))
    for column, other in ((6, summary.last), (8, summary.year)):
        put_figure(sheet, row, column, metric, other.figure(at), NAME)
        put_change(sheet, row, column + 1, metric, figure, other.figure(at))
    if rate:
        put_check(sheet, row, 10, f'IF(D{row}>0,ABS(C{row}/D{row}-B{row})<1E-9,B{row}="—")')
    else:
        put_check(sheet, row, 10, f"SUM({regions.reference(summary, at)})=B{row}")


def _compared(summary: Summary) -> str:
    return "；".join(
        (
            summary.last.told,
            summary.year.told,
            "率的变化为百分点；核对：量等于各区域之和，率等于分子除以分母",
        )
    )
