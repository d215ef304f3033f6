"""Puts the sheets of the summary together and writes the file."""

from pathlib import Path

from sqlalchemy import Connection

from desk.services.desk import Desk
from desk.services.masking import Cover, Unmasking, cover_of, take_right
from desk.services.period import Period, without_orders
from desk.services.progress import Progress
from desk.services.summarising.charts import add_charts
from desk.services.summarising.cover import add_cover
from desk.services.summarising.definitions import data_gaps, definitions
from desk.services.summarising.details import details
from desk.services.summarising.overview import add_overview
from desk.services.summarising.regions import add_region_data, add_regions
from desk.services.summarising.registers import registers
from desk.services.summarising.settled import settled_differences
from desk.services.summarising.summary import Summary, read_summary
from desk.services.summarising.tables import add_people, add_rules
from desk.services.sweeping import sweep
from desk.workbook import save_book
from desk.workbook.housestyle import foot_pages, register
from desk.workbook.writing import add_table


def export_summary(
    desk: Desk,
    path: Path,
    period: Period,
    *,
    office: str | None = None,
    unmasking: Unmasking | None = None,
) -> int:
    """Write the summary of a period; answers the number of orders. InputError when it has none.

    `office` stands on the cover. Numbers and names are masked unless the person uses the right to unmask,
    which is logged. Equal data at an equal moment give equal bytes.
    """
    sweep(desk)
    now = desk.now()
    with desk.database.read() as connection:
        desk.progress("读取工单，计算指标", 0, 0)
        summary = read_summary(connection, period, now, (office or "").strip())
        if summary is None:
            raise without_orders("汇总", period)
        take_right(desk, unmasking, f"导出未脱敏汇总 {path.name}")
        _write(connection, path, summary, cover_of(unmasking), desk.progress)
    return len(summary.orders)


def _write(connection: Connection, path: Path, summary: Summary, cover: Cover, progress: Progress) -> None:
    import openpyxl

    progress("排版汇总各表", 0, 0)
    book = openpyxl.Workbook()
    styles = register(book)
    book.remove(book.active)
    for add in (add_overview, add_regions, add_region_data):
        add(book, summary)
    compared = add_charts(book, summary)
    for add in (add_people, add_rules):
        add(book, summary)
    add_cover(book, summary, compared)
    lines = [settled_differences(summary)] if summary.closing else []
    lines += registers(connection, summary, cover)
    lines += [details(connection, summary, cover, progress), data_gaps(connection, summary)]
    tables = [*lines[:-1], definitions(summary), lines[-1]]
    streams = {table.name: add_table(book, table.name, table, styles) for table in tables}
    read_now = {table.name for table in lines}
    for sheet in book.worksheets:
        told = summary.lines_as_of if sheet.title in read_now else summary.as_of
        foot_pages(sheet, f"{summary.period.text} · {told}")
    book.move_sheet("图表", offset=-2)
    book.properties.title = f"投诉处理汇总 {summary.period.text}"
    book.properties.creator = "投诉处理台"
    save_book(path, book, streams)
