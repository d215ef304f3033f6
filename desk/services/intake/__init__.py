"""From a workbook to records: sheets recognised, columns mapped, values coerced, trouble listed with its place."""

from desk.services.intake.reading import Intake, RowError, read_intake

__all__ = ["Intake", "RowError", "read_intake"]
