"""Writes a report as a PDF, whole or not at all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desk.files import beside
from desk.paper.compiling import pdf
from desk.paper.fonts import SYSTEM, Shelf


def write_pdf(
    path: Path,
    report: str,
    data: Mapping[str, Any],
    *,
    shelf: Shelf = SYSTEM,
    folder: Path | None = None,
) -> None:
    """Write the report to `path`, replacing what stands there only when the new file is complete.

    InputError with place and remedy when the place cannot be written, else as in `pdf`.
    """
    with beside(path) as part:
        part.write_bytes(pdf(report, data, shelf=shelf, folder=folder))
