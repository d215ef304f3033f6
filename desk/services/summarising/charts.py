"""图表: native charts, each with the sentence that it says as its title; their data stand beside them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from desk.rules.catalogue import CATALOGUE
from desk.services.summarising.figures import Figure
from desk.services.summarising.metrics import Kind
from desk.services.summarising.painting import (
    HEAD,
    NAME,
    UNDERTITLE,
    change,
    head_sheet,
    place_chart,
    put,
    set_page,
    trend,
)
from desk.services.summarising.summary import Summary
from desk.vocabulary import Verdict
from desk.workbook.sheetxml import column_letters

NAME_OF_SHEET = "图表"
COMPARED = ("工单及时率", "测试及时率", "真正解决率", "回访率", "重复投诉率")
REGION_RATES = ("工单及时率", "真正解决率")
MOST_BARS = 24
MOST_RULES = 10
MOST_DAYS = 62
MOST_LABELS = 40  # bars that still have room for their value
COLORS = ("2F6DB5", "F2A33A", "A6A6A6")
_FEW = 3  # regions that are told as the busiest
_DATA = 12  # the column where the data begin, right of the printed page
_MIDDLE, _LAST = 4, 10  # columns of the printed page: its left part ends, it ends
_DAYS_HIGH, _LEAST_HIGH = 15, 12  # rows: where the first chart ends, of the smallest chart


@dataclass(frozen=True, slots=True)
class Block:
    """Data of one chart on the sheet: names in `column`, `series` columns right of it, below the heading."""

    sheet: Any
    column: int
    rows: int
    series: int


def add_charts(book: Any, summary: Summary) -> Block:
    """Add the sheet; answers the data of the compared rates, which the cover shows too."""
    sheet = book.create_sheet(NAME_OF_SHEET)
    head_sheet(sheet, "图表", summary.subtitle)
    put(sheet, 3, 1, "图表的数据在本表右侧 L 列起，打印时不出现", UNDERTITLE)
    for column in range(1, _LAST + 1):
        sheet.column_dimensions[column_letters(column)].width = 9.3
    compared = _compared(sheet, _DATA, summary)
    days = _days(sheet, compared.column + 5, summary)
    volumes = _volumes(sheet, days.column + 3, summary)
    rates = _rates(sheet, volumes.column + 3, summary)
    rules = _rules(sheet, rates.column + 4, summary)
    middle = _DAYS_HIGH + max(_LEAST_HIGH, round(volumes.rows * 1.15) + 5)
    place_chart(sheet, _chart(days, _days_title(days, summary), upright=True), (5, 1), (_DAYS_HIGH, _LAST))
    first, last = _DAYS_HIGH + 2, middle
    place_chart(sheet, _chart(volumes, _volumes_title(summary)), (first, 1), (last, _MIDDLE))
    both = _chart(rates, _rates_title(summary), percent=True)
    place_chart(sheet, both, (first, _MIDDLE + 1), (last, _LAST))
    broken = _chart(rules, "不符合最多的规则：每条规则不符合的工单数")
    place_chart(sheet, broken, (last + 2, 1), (last + 2 + _LEAST_HIGH, _LAST))
    sheet.print_area = f"A1:{column_letters(_LAST)}{last + 4 + _LEAST_HIGH}"
    set_page(sheet, high=1)
    return compared


def compared_chart(block: Block, summary: Summary) -> Any:
    """The key rates of now, and of the periods that there is something to compare with."""
    return _chart(block, f"关键指标：{_moves(summary)}", percent=True, upright=True)


def _moves(summary: Summary) -> str:
    """How many of the compared rates are better and worse than in the period before."""
    places = [summary.places[name] for name in COMPARED]
    moved = ((at, change(summary.metrics[at], summary.total[at], summary.last.figure(at))) for at in places)
    trends = [trend(summary.metrics[at], by) for at, by in moved if by is not None]
    if not trends:
        return "上期没有可比的数字"
    better, worse = trends.count(1), trends.count(-1)
    told = [f"{better} 项变好"] * bool(better) + [f"{worse} 项变差"] * bool(worse)
    return "与上期相比" + ("，".join(told) or "持平")


def _days_title(block: Block, summary: Summary) -> str:
    """When most orders came, and how many come on average."""
    shown = block.sheet.iter_rows(
        min_row=5, max_row=4 + block.rows, min_col=block.column, max_col=block.column + 1, values_only=True
    )
    counts = [(number, day) for day, number in shown]
    most, day = max(counts, key=lambda count: count[0])
    step, unit = ("每日", "日") if _daily(summary) else ("每周", "起的一周")
    mean = sum(number for number, _ in counts) / len(counts)
    return f"{step}派单量：平均 {mean:.0f} 单，最多 {most} 单（{day} {unit}）"


def _volumes_title(summary: Summary) -> str:
    """What share of the orders the three busiest regions have."""
    at = summary.places["工单量"]
    total = summary.total[at].part
    if len(summary.regions) <= _FEW:
        return "各区域工单量"
    share = sum(region.figures[at].part for region in summary.regions[:_FEW]) / total
    return f"各区域工单量：前 {_FEW} 个区域占 {share:.0%}{_most(summary)}"


def _rates_title(summary: Summary) -> str:
    told = (
        f"{name}（全部 {summary.total[at].shown(Kind.RATE)}）"
        for name, at in ((name, summary.places[name]) for name in REGION_RATES)
    )
    return "、".join(told)


def _chart(block: Block, title: str, *, percent: bool = False, upright: bool = False) -> Any:
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.label import DataLabelList

    chart = BarChart()
    chart.type = "col" if upright else "bar"
    first, last = 4, 4 + block.rows
    columns = (block.column + 1, block.column + block.series)
    data = Reference(block.sheet, min_col=columns[0], max_col=columns[1], min_row=first, max_row=last)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(block.sheet, min_col=block.column, min_row=first + 1, max_row=last))
    chart.title, chart.style = title, 10
    chart.gapWidth, chart.overlap = (60, -5) if block.series > 1 else (45, 0)
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    chart.y_axis.delete = True
    chart.y_axis.scaling.min = 0
    if percent:
        chart.y_axis.scaling.max = 1.1
    if not upright:
        chart.x_axis.scaling.orientation = "maxMin"  # the first name on top
    chart.legend.position = "t"
    if block.series == 1:
        chart.legend = None
    for series, color in zip(chart.series, COLORS, strict=False):
        series.graphicalProperties.solidFill = color
        series.graphicalProperties.line.noFill = True
        series.dLbls = DataLabelList()
        series.dLbls.showVal = block.rows <= MOST_LABELS
        series.dLbls.numFmt = "0%" if percent else "#,##0"
        for shown in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
            setattr(series.dLbls, shown, False)
        series.dLbls.txPr = _text(700)
    chart.x_axis.txPr = _text(800)
    chart.title.tx.rich.p[0].pPr = _text(1100, bold=True).p[0].pPr
    return chart


def _text(size: int, *, bold: bool = False) -> Any:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties

    look = CharacterProperties(sz=size, b=bold, solidFill="404040")
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _write(sheet: Any, column: int, titles: Sequence[str], rows: Sequence[Sequence[object]]) -> Block:
    """Put data below row 4; a rate that nothing could be divided for stays blank."""
    for at, title in enumerate(titles, column):
        put(sheet, 4, at, title, HEAD)
        sheet.column_dimensions[column_letters(at)].width = 12
    for row, values in enumerate(rows, 5):
        for at, value in enumerate(values, column):
            number = "0.0%" if isinstance(value, float) else "General"
            put(sheet, row, at, value, _look(number))
    return Block(sheet, column, len(rows), len(titles) - 1)


def _look(number: str) -> Any:
    from dataclasses import replace

    return replace(NAME, number=number)


def _compared(sheet: Any, column: int, summary: Summary) -> Block:
    shown = [("本期", summary.total)]
    shown += [(other.title, other.figures) for other in (summary.last, summary.year) if other.figures]
    rows = [[name, *(_rate(figures, summary, name) for _, figures in shown)] for name in COMPARED]
    return _write(sheet, column, ("指标", *(title for title, _ in shown)), rows)


def _rate(figures: tuple[Figure, ...], summary: Summary, name: str) -> float | None:
    at = summary.places[name]
    value = figures[at].value(summary.metrics[at].kind)
    return None if value is None else float(value)


def _volumes(sheet: Any, column: int, summary: Summary) -> Block:
    at = summary.places["工单量"]
    rows = [(region.name, region.figures[at].part) for region in summary.regions[:MOST_BARS]]
    return _write(sheet, column, ("区域", "工单量"), rows)


def _rates(sheet: Any, column: int, summary: Summary) -> Block:
    rows = [
        (region.name, *(_rate(region.figures, summary, name) for name in REGION_RATES))
        for region in summary.regions[:MOST_BARS]
    ]
    return _write(sheet, column, ("区域", *REGION_RATES), rows)


def most_broken(summary: Summary) -> list[tuple[str, int]]:
    """(code and name, orders) of the rules that most orders break."""
    fails = Counter(
        code
        for order in summary.orders
        for code, verdict in order.verdicts.items()
        if verdict is Verdict.FAIL
    )
    names = {rule.code: rule.name for rule in CATALOGUE}
    ranked = sorted(fails.items(), key=lambda item: (-item[1], item[0]))
    return [(f"{code} {names.get(code, '')}", count) for code, count in ranked[:MOST_RULES]]


def _rules(sheet: Any, column: int, summary: Summary) -> Block:
    return _write(sheet, column, ("规则", "工单数"), most_broken(summary) or [("没有不符合", 0)])


def _daily(summary: Summary) -> bool:
    return summary.period.end - summary.period.start <= timedelta(days=MOST_DAYS)


def _days(sheet: Any, column: int, summary: Summary) -> Block:
    """Orders a day, or a week of long periods; days without an order count 0."""
    step = timedelta(days=1 if _daily(summary) else 7)
    start, end = summary.period.start, min(summary.period.end, max(summary.now, summary.period.start + step))
    counts = Counter((order.dispatched_at - start) // step for order in summary.orders)
    number = max(max(counts) + 1, -((start - end) // step))
    short = _daily(summary) and start.month == (summary.period.end - step).month
    days = [start + at * step for at in range(number)]
    rows = [(str(day.day) if short else f"{day.month}/{day.day}", counts[at]) for at, day in enumerate(days)]
    return _write(sheet, column, ("日期", "派单量"), rows)


def _most(summary: Summary) -> str:
    return f"（最多的 {MOST_BARS} 个区域）" if len(summary.regions) > MOST_BARS else ""
