"""The summary workbook of a period: regions across, metrics down, and what lies behind every figure.

To add a metric: one line in `metrics.METRICS`; every sheet and its 口径 are made from it.
"""

from desk.services.summarising.export import export_summary

__all__ = ["export_summary"]
