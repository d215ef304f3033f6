"""Shows a written file with the machine's own program."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def show_file(path: Path) -> None:
    """Open it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
