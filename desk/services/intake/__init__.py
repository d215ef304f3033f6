"""From a workbook to records: sheets recognised, columns mapped, values coerced, trouble listed."""

from desk.services.intake.mapping import Profile
from desk.services.intake.reading import Intake, RowError, intake_of, read_intake

__all__ = ["Intake", "Profile", "RowError", "intake_of", "read_intake"]
