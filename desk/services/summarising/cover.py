"""封面: whose figures, of when, the eight that matter with their change, what stands out, what is where."""

from dataclasses import replace
from typing import Any

from desk.services.summarising.charts import Block, compared_chart, most_broken
from desk.services.summarising.figures import Column
from desk.services.summarising.metrics import Kind
from desk.services.summarising.painting import (
    BAD,
    GOOD,
    GREY,
    PALE,
    Look,
    change,
    place_chart,
    put,
    set_page,
    trend,
)
from desk.services.summarising.spans import days_of
from desk.services.summarising.summary import Summary
from desk.workbook.housestyle import BLUE, INK, NAVY
from desk.workbook.sheetxml import column_letters

NAME_OF_SHEET = "封面"
TILES = (
    "工单量",
    "工单及时率",
    "测试及时率",
    "真正解决率",
    "回访率",
    "重复投诉率",
    "疑似虚假回单量",
    "有不符合工单率",
)
ENOUGH = 5  # orders below which a region's rate stands out by chance
_ACROSS, _WIDTH = 4, 3  # tiles in a row, columns of a tile
_LAST = _ACROSS * _WIDTH
_LONGEST = 106  # half-width characters of a line of the cover
_GROUND = Look(lines=False)
_SHEETS = (
    ("总览", "全部指标的本期值、分子分母、无法判定，与上期和去年同期比较，带核对"),
    ("分区域", "区域横排、指标竖排；“分区域数据”是各率的分子分母"),
    ("图表", "每日派单、各区域量与率、不符合最多的规则"),
    ("分人员", "处理人的量与率"),
    ("按规则", "每条规则（带条款）的结论数"),
    ("升级 跟踪单 三超 断站超48小时", "督办清单，逐条列出"),
    ("明细", "逐单：对每个指标计了什么、结论、不符合的规则"),
    ("口径 数据缺口", "每个指标的定义、分子、分母、不计入；缺什么数据，影响什么"),
)
_SETTLED = ("月结差异", "月结后会不同的数字，和使它不同的工单")


def add_cover(book: Any, summary: Summary, compared: Block) -> None:
    """Add the first sheet."""
    sheet = book.create_sheet(NAME_OF_SHEET, 0)
    sheet.sheet_view.showGridLines = False
    for column in range(1, _LAST + 1):
        sheet.column_dimensions[column_letters(column)].width = 7.6
    _title(sheet, summary)
    for number, name in enumerate(TILES):
        _tile(sheet, 8 + 4 * (number // _ACROSS), 1 + _WIDTH * (number % _ACROSS), name, summary)
    row = _sentences(sheet, 17, summary)
    place_chart(sheet, compared_chart(compared, summary), (row + 1, 1), (row + 14, _LAST))
    _contents(sheet, row + 16, closed=summary.closing is not None)
    set_page(sheet, high=1)


def _line(sheet: Any, row: int, text: str, look: Look, height: float) -> None:
    put(sheet, row, 1, text, look)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=_LAST)
    sheet.row_dimensions[row].height = height


def _title(sheet: Any, summary: Summary) -> None:
    unit = summary.unit or "投诉处理台"
    _line(sheet, 1, unit, replace(_GROUND, size=11, color=BLUE, bold=True), 22)
    _line(sheet, 2, "投诉处理质量汇总", replace(_GROUND, size=24, bold=True, color=NAVY), 38)
    _line(sheet, 3, f"{summary.period.text}（{days_of(summary.period)}）", replace(_GROUND, size=13), 22)
    told = (
        f"{summary.as_of} · 工单 {len(summary.orders):,} 张 · {len(summary.regions)} 个区域 · "
        f"规则版本 {summary.rules}"
    )
    _line(sheet, 4, told, replace(_GROUND, color=GREY), 16)
    spans = "，".join(other.told for other in (summary.last, summary.year))
    _line(sheet, 5, f"比较：{spans}", replace(_GROUND, color=GREY), 16)
    for column in range(1, _LAST + 1):
        put(sheet, 6, column, None, replace(_GROUND, fill=BLUE))
    sheet.row_dimensions[6].height = 3
    sheet.row_dimensions[7].height = 8


def _tile(sheet: Any, row: int, column: int, name: str, summary: Summary) -> None:
    """Label, value, and the change since the period before, on a pale ground."""
    at = summary.places[name]
    metric, figure = summary.metrics[at], summary.total[at]
    sums = f"{figure.part}/{figure.whole}" if metric.kind is Kind.RATE else ""
    told, color = _moved(summary, at)
    texts = (
        (f"{name}  {sums}".strip(), 8.5, GREY, False, 18),
        (figure.shown(metric.kind), 20, NAVY, True, 32),
        (told, 8.5, color, False, 18),
    )
    for step, (text, size, ink, bold, height) in enumerate(texts):
        look = Look(size=size, color=ink, bold=bold, fill=PALE, across="center", lines=False)
        for place in range(column, column + _WIDTH):
            put(sheet, row + step, place, text if place == column else None, look)
        end = column + _WIDTH - 1
        sheet.merge_cells(start_row=row + step, end_row=row + step, start_column=column, end_column=end)
        sheet.row_dimensions[row + step].height = height
    sheet.row_dimensions[row + 3].height = 7
    _edge(sheet, row, column)


def _edge(sheet: Any, row: int, column: int) -> None:
    """A white edge at the right keeps tiles apart."""
    from openpyxl.styles import Border, Side

    white = Side(style="thick", color="FFFFFFFF")
    for step in range(3):
        sheet.cell(row + step, column + _WIDTH - 1).border = Border(right=white)


def _moved(summary: Summary, at: int) -> tuple[str, str]:
    metric = summary.metrics[at]
    then = summary.last.figure(at)
    moved = change(metric, summary.total[at], then)
    if moved is None or then is None:
        return "上期无数据", GREY
    digits = {Kind.COUNT: ",.0f", Kind.RATE: ".1f", Kind.MEAN: ".2f"}[metric.kind]
    arrow = "▲" if moved > 0 else "▼" if moved < 0 else "＝"
    unit = " 个百分点" if metric.kind is Kind.RATE else ""
    color = {1: GOOD, -1: BAD}.get(trend(metric, moved), INK)
    return f"上期 {then.shown(metric.kind)}  {arrow}{abs(moved):{digits}}{unit}", color


def _sentences(sheet: Any, row: int, summary: Summary) -> int:
    """What stands out, in a few lines; answers the row after them."""
    _line(sheet, row - 1, "要点", replace(_GROUND, size=11, bold=True, color=NAVY), 20)
    for text in (*_settled(summary), *_weakest(summary), *_troubles(summary)):
        height = 16 if len(text.encode("gbk", "replace")) <= _LONGEST else 29
        _line(sheet, row, f"· {text}", replace(_GROUND, size=9.5, wraps=True), height)
        row += 1
    return row


def _settled(summary: Summary) -> list[str]:
    if not summary.closing:
        return []
    number = len(summary.differences)
    since = f"此后有 {number} 个数字会不同，见“月结差异”" if number else "此后没有差异"
    return [f"{summary.closing.person}于 {summary.closing.closed_at:%Y-%m-%d %H:%M} 月结，{since}"]


def _weakest(summary: Summary) -> list[str]:
    told = []
    for name in ("工单及时率", "真正解决率"):
        at = summary.places[name]
        short = [r for r in summary.regions if ENOUGH <= r.figures[at].whole > r.figures[at].part]
        short.sort(key=lambda region: (region.figures[at].part / region.figures[at].whole, region.name))
        if short and len(summary.regions) > 1:
            shown = "，".join(_share(region, at) for region in short[:3])
            told.append(f"{name}最低的区域：{shown}（{ENOUGH} 单以上的区域中）")
    return told


def _share(region: Column, at: int) -> str:
    figure = region.figures[at]
    return f"{region.name} {figure.part / figure.whole:.1%}（{figure.part}/{figure.whole}）"


def _troubles(summary: Summary) -> list[str]:
    told = []
    if broken := most_broken(summary)[:3]:
        told.append("不符合最多的规则：" + "，".join(f"{name} {count} 单" for name, count in broken))
    counts = {
        name: summary.total[summary.places[name]].part
        for name in ("未回单量", "超时量", "应升级未升级量", "疑似虚假回单量")
    }
    told.append("，".join(f"{name[:-1]} {count} 单" for name, count in counts.items()))
    at = summary.places["真正解决率"]
    if unknown := summary.total[at].unknown:
        told.append(f"另有 {unknown} 单因数据缺失无法判定是否真正解决，不计入分母，见“数据缺口”")
    return told


def _contents(sheet: Any, row: int, *, closed: bool) -> None:
    _line(sheet, row, "目录", replace(_GROUND, size=11, bold=True, color=NAVY), 20)
    for at, (names, told) in enumerate((*_SHEETS, *([_SETTLED] if closed else [])), row + 1):
        look = replace(_GROUND, size=9, bold=True, color=BLUE)
        put(sheet, at, 1, names, look)
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=4)
        put(sheet, at, 5, told, replace(_GROUND, size=9))
        sheet.merge_cells(start_row=at, end_row=at, start_column=5, end_column=_LAST)
        sheet.row_dimensions[at].height = 15
