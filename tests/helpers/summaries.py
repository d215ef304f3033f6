"""Summary workbooks for tests, and reading their figures."""

import re
from pathlib import Path

import openpyxl

from desk.rules.scenes import CLEAN
from desk.services.period import parse_period
from desk.services.summarising import export_summary
from tests.helpers.scenes import fill

CHECK = re.compile(r'=IF\((.*),"✓","不符"\)')
OCTOBER = parse_period("2026-10")
ORDER = CLEAN["工单"][0]


def order(number: int, **changes):
    """The clean order under another number; made-up phone numbers apart from each other."""
    return {**ORDER, "工单号": f"HI-052-261010-{number:05d}", "用户号码": f"138000010{number:02d}", **changes}


def exported(desk, path: Path, period=OCTOBER, **options):
    """The summary of a period as openpyxl reads it."""
    export_summary(desk, path, period, **options)
    return openpyxl.load_workbook(path)


def summarised(desk, tmp_path, scene, *, bare=False, period=OCTOBER, **options):
    """The summary of a scene."""
    fill(desk, scene, bare=bare)
    return exported(desk, tmp_path / "汇总.xlsx", period, **options)


def overview(book) -> dict[str, tuple]:
    """Metric -> (value, numerator, denominator, unknown, last, change, year, change)."""
    rows = book["总览"].iter_rows(min_row=5, values_only=True)
    return {row[0]: row[1:9] for row in rows if row[1] is not None}


def by_region(book) -> dict[tuple[str, str], object]:
    """(metric, region) -> value, of metrics that are not split."""
    sheet = book["分区域"]
    names = [cell.value for cell in sheet[4]]
    found = {}
    for row in sheet.iter_rows(min_row=5):
        if row[0].value and row[1].value is not None and not row[0].alignment.indent:
            found |= {(row[0].value, name): cell.value for name, cell in zip(names, row, strict=True)}
    return found
