"""The summary workbook of a period: regions across, metrics down, and what lies behind every figure.

A closed period (月结) keeps its figures; what would differ since is listed beside them.

To add a metric: one line in `metrics.METRICS`; every sheet and its 口径 are made from it.
"""

from desk.services.summarising.closing import (
    close_period,
    closed_periods,
    period_differences,
    reopen_period,
)
from desk.services.summarising.differences import Difference
from desk.services.summarising.export import export_summary
from desk.store.closings import Closing

__all__ = [
    "Closing",
    "Difference",
    "close_period",
    "closed_periods",
    "export_summary",
    "period_differences",
    "reopen_period",
]
