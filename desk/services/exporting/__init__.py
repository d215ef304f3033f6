"""Workbooks that leave the desk: the order list with verdicts, the exchange workbook, the demo month."""

from desk.services.exporting.archive import export_archive
from desk.services.exporting.columns import records_table
from desk.services.exporting.demo import export_demo
from desk.services.exporting.office import export_office
from desk.services.exporting.orders import export_orders

__all__ = ["export_archive", "export_demo", "export_office", "export_orders", "records_table"]
