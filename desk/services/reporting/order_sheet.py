"""工单处理单: an order with everything that was done for it, and how it stands against the standard."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.paper import pages, write_pdf
from desk.records import SHEETS, Order
from desk.rules.office import Office
from desk.services.desk import Desk
from desk.services.reporting.signals import thresholds
from desk.services.reporting.values import (
    all_rows,
    coordinates,
    finding_values,
    order_values,
    printed_findings,
    report_data,
    row_values,
)
from desk.services.standing import Standing

REPORT = "order"
_SHOWN = (
    "contacts",
    "stage_replies",
    "field_tests",
    "transfers",
    "steps",
    "escalations",
    "follow_ups",
    "waivers",
)
_TITLES = {sheet.table: sheet.title for sheet in SHEETS if sheet.record is not Order}


def order_pdf(
    desk: Desk, order_nos: Sequence[str], path: Path, *, office: str | None = None, unmasked: bool = False
) -> None:
    """Print these orders with their compliance into one PDF; `office` stands in the header."""
    write_pdf(path, REPORT, order_data(desk, order_nos, office, unmasked=unmasked))


def order_pages(
    desk: Desk,
    order_nos: Sequence[str],
    dpi: int = 110,
    *,
    office: str | None = None,
    unmasked: bool = False,
) -> list[bytes]:
    """The same pages as pictures (PNG), for preview and printer."""
    return pages(REPORT, order_data(desk, order_nos, office, unmasked=unmasked), dpi=dpi)


def order_data(
    desk: Desk, order_nos: Sequence[str], office: str | None = None, *, unmasked: bool = False
) -> dict[str, Any]:
    """The sheets' data; InputError for an unknown order."""
    return report_data(desk, order_nos, _sheet, office, quiet=True, unmasked=unmasked)


def _sheet(standing: Standing, office: Office, _now: datetime) -> dict[str, Any]:
    rows = all_rows(standing)
    tests = [
        {**row_values(test), "coordinates": coordinates(test)}
        for test in standing.bundle.rows.get("field_tests", ())
    ]
    return {
        "order": order_values(standing.order),
        **{table: rows.get(table, []) for table in _SHOWN},
        "field_tests": tests,
        "steps": sorted(rows.get("steps", []), key=lambda step: step["number"]),
        "nothing": [_TITLES[table] for table in _SHOWN if not rows.get(table) and table != "waivers"],
        "records_known": standing.bundle.records_known,
        "findings": finding_values(printed_findings(standing.findings)),
        "quiet": finding_values(printed_findings(standing.findings, quiet=True)),
        "version": office.version,
        "thresholds": [asdict(threshold) for threshold in thresholds(office.parameters)],
    }
