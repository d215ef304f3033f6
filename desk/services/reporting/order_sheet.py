"""工单处理单: an order with everything that was done for it, and how it stands against the standard."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from desk.records import SHEETS, Order
from desk.rules.field_test.ladder import step_titles, title_of
from desk.rules.office import Office
from desk.services.desk import Desk
from desk.services.reporting.signals import thresholds
from desk.services.reporting.values import (
    OrderReport,
    all_rows,
    coordinates,
    finding_values,
    order_values,
    printed_findings,
    row_values,
)
from desk.services.standing import Standing

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


def _sheet(_desk: Desk, standing: Standing, office: Office, _now: datetime) -> dict[str, Any]:
    rows = all_rows(standing)
    titles = step_titles(office.step_names)
    steps = sorted(standing.bundle.rows.get("steps", ()), key=lambda step: step.number)
    tests = [
        {**row_values(test), "coordinates": coordinates(test)}
        for test in standing.bundle.rows.get("field_tests", ())
    ]
    return {
        "order": order_values(standing.order),
        **{table: rows.get(table, []) for table in _SHOWN},
        "field_tests": tests,
        "steps": [{**row_values(step), "title": title_of(step, titles)} for step in steps],
        "nothing": [_TITLES[table] for table in _SHOWN if not rows.get(table) and table != "waivers"],
        "records_known": standing.bundle.records_known,
        "findings": finding_values(printed_findings(standing.findings)),
        "quiet": finding_values(printed_findings(standing.findings, quiet=True)),
        "version": office.version,
        "thresholds": [asdict(threshold) for threshold in thresholds(office.parameters)],
    }


REPORT = OrderReport("order", _sheet, quiet=True)
order_pdf, order_pages, order_data = REPORT.pdf, REPORT.pages, REPORT.data
