"""月结差异: where a closed period's figures would now be others, and which orders make it so."""

from collections.abc import Sequence

from desk.services.summarising.differences import Difference
from desk.services.summarising.lines import lines_table
from desk.services.summarising.summary import Summary
from desk.workbook import Column, Table

NAME_OF_SHEET = "月结差异"
MOST_NUMBERS = 20
_COLUMNS = (
    Column("分组", "text", 10),
    Column("指标", "text", 18),
    Column("区域", "text", 10),
    Column("月结时", "text", 20),
    Column("现在", "text", 20),
    Column("工单数", "integer", 8),
    Column("使它不同的工单", "text", 78),
)


def settled_differences(summary: Summary) -> Table:
    """A line a figure that would be another now."""
    title = "月结后的差异：本簿各指标仍为月结时的数字"
    rows = map(_line, summary.differences)
    return lines_table(NAME_OF_SHEET, title, _COLUMNS, rows, summary, mark=2, marks={"合计": "warn"})


def _line(found: Difference) -> Sequence[object]:
    shown = "；".join(found.orders[:MOST_NUMBERS])
    if len(found.orders) > MOST_NUMBERS:
        shown += f" 等 {len(found.orders)} 张"
    return (
        *(found.section, found.metric, found.region or "合计"),
        *(found.then.told(found.kind), found.now.told(found.kind)),
        *(len(found.orders), shown or "工单没有变化：指标的算法随程序版本变了"),
    )
