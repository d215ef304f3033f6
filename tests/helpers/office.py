"""LibreOffice, where there is one: it opens, computes and writes anew what the desk has written."""

import shutil
import subprocess

import pytest

NEEDS_OFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="没有 LibreOffice，不能用它打开工作簿"
)


def convert(path, kind):
    """Let LibreOffice write the file anew."""
    command = [
        shutil.which("soffice"),
        f"-env:UserInstallation=file://{path.parent / 'profile'}",
        "--headless",
    ]
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", path.parent, path],
        check=True,
        capture_output=True,
        timeout=100,
    )
    return path.with_suffix(f".{kind.partition(':')[0]}")
