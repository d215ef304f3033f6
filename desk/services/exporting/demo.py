"""The synthetic month as an exchange workbook, with what was planted in it."""

from pathlib import Path

from desk.errors import InputError
from desk.records import BY_TABLE
from desk.services.exporting.columns import EMPHASIS, records_table
from desk.vocabulary import VERDICT_NAMES
from desk.workbook import Column, Table, write_workbook

MOST_DEMO_ORDERS = 200_000


def export_demo(path: Path, orders: int, seed: int) -> int:
    """The synthetic month with what was planted on a sheet 答案; answers the number of orders."""
    from desk.services.demo import make_demo

    if not 1 <= orders <= MOST_DEMO_ORDERS:
        raise InputError(f"演示工单数 {orders} 不在 1 到 {MOST_DEMO_ORDERS} 之间，请改正")
    demo = make_demo(orders, seed)
    tables = [
        records_table(sheet, demo.book.records.get(sheet.table, ()))
        for sheet in BY_TABLE.values()
        if not sheet.beyond
    ]
    answers = [
        Column("工单号", "identifier", 24),
        Column("规则", "identifier", 9),
        Column("结论", "text", 10),
        Column("说明", "text", 60),
    ]
    planted = ((row.order_no, row.rule, VERDICT_NAMES[row.verdict], row.what) for row in demo.planted)
    tables.append(Table("答案", answers, planted, fills=lambda row: {2: EMPHASIS.get(row[2], "muted")}))
    write_workbook(path, tables, properties={"title": "演示月"})
    return len(demo.book.records["orders"])
