"""Looks through the XML of one sheet while it is unpacked: its extent, and errors that parsers hide."""

import re
from dataclasses import dataclass, field

from desk.workbook.cells import UNCALCULATED, ErrorCell

LONGEST_ROW = 1 << 23
_REFERENCE = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"')
_VALUE = re.compile(rb"<v[^>]*>([^<]+)</v>")
_PREFIX = re.compile(rb"<(\w+:)sheetData[\s>/]")
_UNSEEN = (b't="e"', b"<f")


def column_number(letters: str) -> int:
    """1 for A, 28 for AB."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(slots=True)
class SheetScan:
    """Feed it the unpacked bytes in order; then read the extent and the cells to patch.

    `cells` and `rows` count those with a value; `last_row` and `last_column` (1-based) are the farthest
    with a value, `far` a reference there; `patches` maps (row, column) to the error that stands there.
    """

    cells: int = 0
    rows: int = 0
    last_row: int = 0
    last_column: int = 0
    far: str = ""
    patches: dict[tuple[int, int], ErrorCell] = field(default_factory=dict)
    _row: int = 0
    _rest: bytes = b""
    _prefix: bytes | None = None

    def feed(self, chunk: bytes) -> None:
        """Take the next piece of the sheet's XML."""
        data = self._rest + chunk
        if self._prefix is None:
            found = _PREFIX.search(data)
            self._prefix = found[1] if found else b""
        end = data.rfind(b"</" + self._prefix + b"row>")
        if end < 0 and len(data) <= LONGEST_ROW:
            self._rest = data
            return
        end = len(data) if end < 0 else end + len(self._prefix) + 6
        self._rest = data[end:]
        rows = data[:end]
        if self._prefix:
            rows = rows.replace(b"<" + self._prefix, b"<").replace(b"</" + self._prefix, b"</")
        self._measure(rows)
        if any(mark in rows for mark in _UNSEEN):
            self._find_patches(rows)

    def _measure(self, rows: bytes) -> None:
        """Extent by the last cell with a value of each row: two searches a row instead of one a cell."""
        self.cells += rows.count(b"</c>")
        start = 0
        while (end := rows.find(b"</row>", start)) >= 0:
            self._row += 1
            close = rows.rfind(b"</c>", start, end)
            if close >= 0:
                self.rows += 1
                self._reach(rows, rows.rfind(b"<c ", start, close), close)
            start = end + 6

    def _reach(self, rows: bytes, start: int, end: int) -> None:
        found = _REFERENCE.search(rows, start, end) if start >= 0 else None
        if not found:
            self.last_row = max(self.last_row, self._row)
            return
        row, column = int(found[2]), column_number(found[1].decode())
        if row > self.last_row or column > self.last_column:
            self.far = found[1].decode() + found[2].decode()
        self.last_row, self.last_column = max(row, self.last_row), max(column, self.last_column)

    def _find_patches(self, rows: bytes) -> None:
        """Cell by cell, without a pattern that could search the rest of the sheet again for each cell."""
        for piece in rows.split(b"</c>")[:-1]:
            attributes, _, body = piece[piece.rfind(b"<c ") + 2 :].partition(b">")
            error = b't="e"' in attributes
            place = _REFERENCE.search(attributes) if error or b"<f" in body else None
            if not place:
                continue
            value = _VALUE.match(body, max(0, body.rfind(b"<v")))
            # a text formula may well give an empty text: an empty <v> of t="str" says so
            if not error and (value or b"<is>" in body or (b't="str"' in attributes and b"<v" in body)):
                continue
            code = value[1].decode("utf-8", "replace") if value else UNCALCULATED
            self.patches[int(place[2]), column_number(place[1].decode())] = ErrorCell(code)


@dataclass(slots=True)
class Finding:
    """What the guard learnt: kind ("xlsx", "xls", "ods", "csv"), the cost, and what parsers do not tell.

    `inflated` in bytes; `scans` maps a sheet's name to what its XML holds (xlsx only).
    """

    kind: str
    inflated: int = 0
    cells: int = 0
    base1904: bool = False
    scans: dict[str, SheetScan] = field(default_factory=dict)
