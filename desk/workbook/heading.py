"""Finds the heading row of a sheet below titles, notes and blank rows, and cleans its names."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desk.workbook.cells import Row, Sheet
from desk.workbook.coerce import to_text

LOOK_AT = 50
LEAST_KNOWN = 2
_NOISE = re.compile(r"[\s*:※★\u200b-\u200f\ufeff]+")
_ENDING = re.compile(r"\([^()]*\)$|\[[^\[\]]*\]$")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading: its row number in the file (the lower one of two) and a cleaned name a column."""

    row: int
    names: tuple[str, ...]


def clean_name(text: object) -> str:
    """A heading as it is compared: NFKC, without blanks, line breaks, asterisks, colons.

    A bracketed ending (a unit, 必填, an example) is dropped: 下行速率 (Mbit/s)* is 下行速率. "" for no text.
    """
    name = _NOISE.sub("", unicodedata.normalize("NFKC", to_text(text)))
    return _ENDING.sub("", name) or name


def find_heading(sheet: Sheet, known: Callable[[str], bool], least: int = LEAST_KNOWN) -> Heading | None:
    """The row, among the first 50, with the most names (cleaned) that are `known` (`least` of them), or None.

    Two heading rows (groups above, names below; or names merged over both) are read as one.
    """
    best: tuple[int, int] | None = None
    for index, row in enumerate(sheet.rows[:LOOK_AT]):
        score = _score([clean_name(cell) for cell in row], known)
        if score >= least and (best is None or score > best[0]):
            best = (score, index)
    pair = _best_pair(sheet.rows[: LOOK_AT + 1], known)
    if pair and (best is None or pair[0] > best[0] or (pair == (best[0], best[1] - 1))):
        return Heading(sheet.first_row + pair[1] + 1, _merged(sheet.rows, pair[1], known))
    if best is None:
        return None
    index = best[1]
    if _has_second_row(sheet.rows, index, known):
        return Heading(sheet.first_row + index + 1, _merged(sheet.rows, index, known))
    return Heading(sheet.first_row + index, tuple(clean_name(cell) for cell in sheet.rows[index]))


def _score(names: Sequence[str], known: Callable[[str], bool]) -> int:
    return len({name for name in names if name and known(name)})


def _best_pair(rows: Sequence[Row], known: Callable[[str], bool]) -> tuple[int, int] | None:
    """The best (score, upper row index) of two adjoining rows of texts that name more together than alone."""
    best: tuple[int, int] | None = None
    for index in range(len(rows) - 1):
        if not (_only_texts(rows[index]) and _only_texts(rows[index + 1])):
            continue
        merged = _merged(rows, index, known)
        alone = {clean_name(cell) for cell in rows[index + 1]}
        gained = any(name not in alone and known(name) for name in merged if name)
        score = _score(merged, known)
        if gained and score >= LEAST_KNOWN and (best is None or score > best[0]):
            best = (score, index)
    return best


def _only_texts(row: Row) -> bool:
    return all(cell is None or (isinstance(cell, str) and len(cell) <= 60) for cell in row)


def _has_second_row(rows: Sequence[Row], index: int, known: Callable[[str], bool]) -> bool:
    """True when the row below divides the groups of this one and leaves its single names blank."""
    if index + 1 >= len(rows) or not _only_texts(rows[index + 1]):
        return False
    upper, lower = [clean_name(cell) for cell in rows[index]], rows[index + 1]
    divided = [place for place, cell in enumerate(lower) if cell is not None]
    inside = [place for place in divided if not upper[place]]
    group = {place - 1 for place in range(1, len(upper)) if not upper[place]}
    alone = [place for place in divided if upper[place] and place not in group]
    singles = [place for place, name in enumerate(upper) if name and place not in group and known(name)]
    return bool(inside) and not alone and len(singles) >= LEAST_KNOWN


def _merged(rows: Sequence[Row], index: int, known: Callable[[str], bool]) -> tuple[str, ...]:
    """One name a column out of a row of groups and the row of names below it."""
    names = []
    group = ""
    for above, below in zip(rows[index], rows[index + 1], strict=True):
        upper, lower = clean_name(above), clean_name(below)
        group = upper or (group if lower else "")
        names.append(_joined(group, lower, known) if lower else upper)
    return tuple(names)


def _joined(group: str, name: str, known: Callable[[str], bool]) -> str:
    if not group or group == name:
        return name
    both = group + name
    if known(both) or not known(name):
        return both
    return name
