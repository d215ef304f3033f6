"""The words of a PDF, as poppler reads them."""

import shutil
import subprocess
from pathlib import Path

import pytest


def words_of(path: Path) -> str:
    """The text without spaces and line ends, which belong to the layout; skips where poppler is missing."""
    if not shutil.which("pdftotext"):
        pytest.skip("本机没有 pdftotext（poppler-utils）")
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return "".join(done.stdout.decode().split())
