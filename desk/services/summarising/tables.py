"""按人员 and 按规则: one line each, a total below, and whether the lines add up to it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk.rules.catalogue import CATALOGUE
from desk.services.summarising.facts import OrderFacts
from desk.services.summarising.figures import Column
from desk.services.summarising.metrics import Kind
from desk.services.summarising.painting import (
    BAND,
    HEAD,
    NAME,
    SMALL,
    TEXT,
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
from desk.vocabulary import VERDICT_NAMES, Verdict
from desk.workbook.sheetxml import column_letters

PEOPLE, RULES = "分人员", "按规则"
HEADING = 4
SHOWN = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN, Verdict.WAIVED)
OF_PERSON = (
    "工单量",
    "未回单量",
    "工单及时率",
    "超时量",
    "测试及时率",
    "真正解决率",
    "回访率",
    "满意度",
    "重复投诉率",
    "疑似虚假回单率",
    "升级量",
    "有不符合工单量",
)


def add_people(book: Any, summary: Summary) -> None:
    """Add 分人员: the handlers of the orders; below a rate stand its sums."""
    sheet = book.create_sheet(PEOPLE)
    head_sheet(sheet, "分人员指标", summary.subtitle)
    put(sheet, 3, 1, "按工单的处理人；率下小字为 分子/分母，“未判”为无法判定、不计入分母", UNDERTITLE)
    places = [summary.places[name] for name in OF_PERSON]
    for column, title in enumerate(("处理人", *OF_PERSON), 1):
        put(sheet, HEADING, column, title, HEAD)
        sheet.column_dimensions[column_letters(column)].width = 12 if column == 1 else 9.5
    sheet.row_dimensions[HEADING].height = 28
    sheet.freeze_panes = f"B{HEADING + 1}"
    first = HEADING + 1
    for number, person in enumerate(summary.people):
        _person(sheet, first + 2 * number, person, summary, places)
    total = first + 2 * len(summary.people)
    _person(sheet, total, Column("合计", summary.total), summary, places, fill=BAND)
    put(sheet, total + 2, 1, "核对", SMALL)
    for column, at in enumerate(places, 2):
        if summary.metrics[at].kind is Kind.COUNT:
            letter = column_letters(column)
            put_check(sheet, total + 2, column, f"SUM({letter}{first}:{letter}{total - 1})={letter}{total}")
    set_page(sheet, landscape=True, rows=f"{HEADING}:{HEADING}")


def _person(
    sheet: Any, row: int, person: Column, summary: Summary, places: Sequence[int], fill: str | None = None
) -> None:
    look = replace(NAME, bold=fill is not None, fill=fill)
    put(sheet, row, 1, person.name, look)
    put(sheet, row + 1, 1, None, look)
    for column, at in enumerate(places, 2):
        metric, figure = summary.metrics[at], person.figures[at]
        put_figure(sheet, row, column, metric, figure, look)
        put(sheet, row + 1, column, sums_of(figure, metric), replace(SMALL, fill=fill))
    sheet.row_dimensions[row].height = 14
    sheet.row_dimensions[row + 1].height = sums_height(person.figures[at] for at in places)


@dataclass(frozen=True, slots=True)
class _RuleColumn:
    """Counts by rule under one title, and their total."""

    title: str
    width: float
    counts: Mapping[str, int]
    total: int


def add_rules(book: Any, summary: Summary) -> None:
    """Add 按规则: how many orders got which verdict, with the clause, and the fails of the period before."""
    sheet = book.create_sheet(RULES)
    head_sheet(sheet, "各规则结论数", summary.subtitle)
    put(sheet, 3, 1, "工单数；通过和不适用不列。“关口”的规则不符合时不能回单", UNDERTITLE)
    titles = (("规则", 8), ("名称", 26), ("条款", 8), ("关口", 6))
    counted = [_rule_column(VERDICT_NAMES[verdict], summary.orders, verdict) for verdict in SHOWN]
    if summary.last.figures:
        counted.append(_rule_column("上期不符合", summary.last.orders, Verdict.FAIL))
    for column, (title, width) in enumerate((*titles, *((c.title, c.width) for c in counted)), 1):
        put(sheet, HEADING, column, title, HEAD)
        sheet.column_dimensions[column_letters(column)].width = width
    sheet.row_dimensions[HEADING].height = 20
    sheet.freeze_panes = f"C{HEADING + 1}"
    first = HEADING + 1
    for row, rule in enumerate(CATALOGUE, first):
        for column, text in enumerate((rule.code, rule.name, rule.clause, "是" if rule.gate else None), 1):
            put(
                sheet, row, column, text, replace(TEXT, number="@", across="left" if column < 4 else "center")
            )
        for column, own in enumerate(counted, len(titles) + 1):
            _count(sheet, row, column, own.counts.get(rule.code, 0))
    _rule_totals(sheet, first, len(titles) + 1, counted)
    set_page(sheet, rows=f"{HEADING}:{HEADING}", high=1)


def _rule_column(title: str, orders: Sequence[OrderFacts], verdict: Verdict) -> _RuleColumn:
    counts = Counter(code for order in orders for code, found in order.verdicts.items() if found is verdict)
    return _RuleColumn(title, 10, counts, sum(map(_holding(verdict), orders)))


def _holding(verdict: Verdict) -> Callable[[OrderFacts], int]:
    return lambda order: sum(found is verdict for found in order.verdicts.values())


_TINTS = {5: "FFFDE2E1", 6: "FFFFF2CC"}


def _count(sheet: Any, row: int, column: int, number: int) -> None:
    fill = _TINTS.get(column) if number else None
    put(sheet, row, column, number or None, replace(NAME, across="right", number="#,##0", fill=fill))


def _rule_totals(sheet: Any, first: int, column: int, counted: Sequence[_RuleColumn]) -> None:
    row = first + len(CATALOGUE)
    look = replace(NAME, bold=True, fill=BAND, number="#,##0")
    for at in range(1, column):
        put(sheet, row, at, "合计" if at == 1 else None, look)
    put(sheet, row + 1, 1, "核对", SMALL)
    for place, own in enumerate(counted, column):
        put(sheet, row, place, own.total, replace(look, across="right"))
        letter = column_letters(place)
        put_check(sheet, row + 1, place, f"SUM({letter}{first}:{letter}{row - 1})={letter}{row}")
