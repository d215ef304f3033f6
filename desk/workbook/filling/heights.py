"""How high a filled row must be: Excel fits rows that say nothing of their height, other programs do not."""

import re
from dataclasses import dataclass, field

from desk.workbook.filling.sheetrows import SheetXml
from desk.workbook.filling.styles import CellFormats
from desk.workbook.sheetscan import column_number
from desk.workbook.sheetxml import wrapped_lines

HIGHEST = 409.0  # points that Excel allows
_LEADING = 1.5  # of a line, in font sizes
_MOST_LINES = 60
_USUAL_WIDTH = 8.43
_COLUMN = re.compile(r"<(?:\w+:)?col\b[^>]*>")
_MERGED = re.compile(r'<(?:\w+:)?mergeCell\b[^>]*\sref="([A-Z]+\d+):')


@dataclass(slots=True)
class Heights:
    """Widths of a sheet's columns, which cells lie under merges, and the need of the row at hand."""

    formats: CellFormats
    widths: dict[int, float]
    usual: float
    merged: frozenset[str]
    points: float = field(default=0.0)

    @classmethod
    def of_sheet(cls, xml: SheetXml, formats: CellFormats) -> "Heights":
        """Read what the sheet says of its columns and merges."""
        widths: dict[int, float] = {}
        for found in _COLUMN.finditer(xml.head):
            given = {name: _number(found[0], name) for name in ("min", "max", "width")}
            for column in range(int(given["min"]), min(int(given["max"]), 1000) + 1):
                widths[column] = given["width"]
        usual = _number(xml.head, "defaultColWidth") or _USUAL_WIDTH
        return cls(formats, widths, usual, frozenset(_MERGED.findall(xml.tail)))

    def places(self, column: str, cell: str, style: int | None) -> tuple[int, float] | None:
        """(half-width characters in a line, points of a line) of a cell that wraps; None for any other."""
        if cell in self.merged or not self.formats.wraps(style or 0):
            return None
        size, normal = self.formats.font_size(style or 0), self.formats.normal_size
        width = self.widths.get(column_number(column), self.usual)
        return max(2, int(width * normal / size)), size * _LEADING

    def note(self, text: object, places: tuple[int, float]) -> None:
        """Count a text of the row at hand."""
        width, line = places
        # a Chinese character takes two places: a shorter text surely fits
        if type(text) is str and (len(text) * 2 > width or "\n" in text):
            lines = wrapped_lines(text, width, _MOST_LINES)
            if lines > 1:
                self.points = max(self.points, min(HIGHEST, lines * line))


def _number(xml: str, name: str) -> float:
    found = re.search(rf'\s{name}="([\d.]+)"', xml)
    return float(found[1]) if found else 0.0
