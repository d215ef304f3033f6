"""Finds shipped files: in a checkout, in an installed wheel and in a frozen program."""

import sys
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@cache
def _root(kind: str) -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [_HERE.parent / kind, _HERE / "_data" / kind]
    if frozen:
        candidates.insert(0, Path(frozen) / kind)
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(kind)


def resource(*parts: str) -> Path:
    """Path of a file below resources/."""
    return _root("resources").joinpath(*parts)


def report(*parts: str) -> Path:
    """Path of a file below reports/."""
    return _root("reports").joinpath(*parts)
