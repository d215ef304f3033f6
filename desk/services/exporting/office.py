"""All that the office keeps beside the orders as one workbook, which `desk import` takes in again."""

from pathlib import Path

from desk.records import BY_TABLE, SHEETS, Deed
from desk.services.desk import Desk
from desk.services.exporting.columns import records_table
from desk.store.loading import load_table
from desk.workbook import write_workbook

OFFICE = tuple(sheet for sheet in SHEETS if not sheet.of_order and sheet.deed is not Deed.PEOPLE)


def export_office(desk: Desk, path: Path) -> int:
    """The office's registers and settings, a sheet each; answers the number of rows.

    The sheet 工单 is there without rows: by it an import knows an exchange workbook.
    """
    with desk.database.read() as connection:
        found = {sheet.table: load_table(connection, sheet.table) for sheet in OFFICE}
    tables = [records_table(BY_TABLE["orders"], [])]
    tables += [records_table(sheet, found[sheet.table]) for sheet in OFFICE]
    write_workbook(path, tables, properties={"title": "办公设置"})
    return sum(len(rows) for rows in found.values())
