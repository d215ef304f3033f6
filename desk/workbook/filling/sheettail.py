"""What a sheet says of ranges after its rows: merges, formats, validations, links, filters, breaks."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape

from desk.workbook.filling.blocks import Copy, first_sight, sights
from desk.workbook.filling.references import Formula, SheetRows, copied_ranges, placed_ranges, row_of, whole

_ELEMENTS = "conditionalFormatting|dataValidation|sparkline|mergeCells|hyperlinks|rowBreaks"
_TOKEN = re.compile(
    rf"<(?P<tag>(?:\w+:)?(?P<kind>{_ELEMENTS}))\b(?:[^>]*/>|.*?</(?P=tag)>)"
    r'|(?P<start>\s(?:ref|sqref)=")(?P<ranges>[^"]*)'
    r"|(?P<anchor><(?P<end>(?:\w+:)?(?:from|to))>.*?</(?P=end)>)",
    re.DOTALL,
)
_FORMULA = re.compile(r"(<(?:\w+:)?(?:formula\d?|f)>)([^<]*)(</)")
_FORMULA_LIMIT = re.compile(r'(<(?:\w+:)?cfvo\b(?=[^>]*\stype="formula")[^>]*?\sval=")([^"]*)')
_RANGES = re.compile(r'(\ssqref="|<(?:\w+:)?sqref>)([^"<]*)')
_ONE = re.compile(
    r"<(?:\w+:)?(?:mergeCell|hyperlink|brk)\b(?:[^>]*/>|[^>]*>.*?</(?:\w+:)?hyperlink>)", re.DOTALL
)
_REF = re.compile(r'(\sref=")([^"]*)')
_ID = re.compile(r'(\sid=")(\d+)')
_LOCATION = re.compile(r'(\slocation=")([^"]*)')
_COUNTS = re.compile(r'\s(?:count|manualBreakCount)="\d+"')
_ANCHOR_ROW = re.compile(r"(<(?:\w+:)?row>)(\d+)(</(?:\w+:)?row>)")


@dataclass(frozen=True, slots=True)
class RangeMover:
    """Moves and grows the ranges of one sheet; `title` is its name in casefold."""

    root: Copy
    sheets: SheetRows
    title: str

    def moved(self, xml: str) -> str:
        """The XML after the rows with every range where its cells have come to stand."""
        deeds: dict[str, Callable[[str], str]] = {
            "mergeCells": self._repeated,
            "hyperlinks": self._repeated,
            "rowBreaks": self._repeated,
            "sparkline": self._sparkline,
            "conditionalFormatting": self._ranged,
            "dataValidation": self._ranged,
        }

        def change(found: re.Match[str]) -> str:
            if found["kind"]:
                return deeds[found["kind"]](found[0])
            if found["anchor"]:
                return moved_anchor(found[0], self.root)
            return found["start"] + placed_ranges(found["ranges"], self.root)

        return _TOKEN.sub(change, xml)

    def _ranged(self, xml: str) -> str:
        """Formulas are meant for the first cell of the ranges."""
        ranges = _RANGES.search(xml)
        sight = first_sight(self.root, row_of(ranges[2] if ranges else "A1"))
        xml = _RANGES.sub(lambda found: found[1] + placed_ranges(found[2], self.root), xml)

        def formula(found: re.Match[str]) -> str:
            text = Formula.of(unescape(found[2])).placed(sight, self.sheets, self.title)
            return found[1] + escape(text) + (found[3] if found.lastindex == 3 else "")

        return _FORMULA_LIMIT.sub(formula, _FORMULA.sub(formula, xml))

    def _sparkline(self, xml: str) -> str:
        """One for each copy of its cell, drawing the copy's own numbers."""
        place, source = _RANGES.search(xml), _FORMULA.search(xml)
        if not place or not source:
            return xml
        row = row_of(place[2])
        formula = Formula.of(unescape(source[2]), grows=True)
        copies = []
        for sight in sights(self.root, row):
            at = placed_ranges(place[2], sight.path[-1])
            drawn = escape(formula.placed(sight, self.sheets, self.title), quote=False)
            copy = _FORMULA.sub(lambda found, text=drawn: found[1] + text + found[3], xml)  # type: ignore[misc]
            copies.append(_RANGES.sub(lambda found, text=at: found[1] + text, copy))  # type: ignore[misc]
        return "".join(copies)

    def _repeated(self, xml: str) -> str:
        """A list whose members are repeated with their rows."""
        start, _, rest = xml.partition(">")
        end = rest[rest.rfind("</") :]
        members = [each for found in _ONE.finditer(rest) for each in self._copies(found[0])]
        manual = sum(' man="' in each for each in members)
        counts = f' count="{len(members)}"' + (
            f' manualBreakCount="{manual}"' if "manualBreak" in start else ""
        )
        return f"{_COUNTS.sub('', start)}{counts if ' count=' in start else ''}>{''.join(members)}{end}"

    def _copies(self, xml: str) -> list[str]:
        if place := _REF.search(xml):
            xml = _LOCATION.sub(self._location, xml)
            return [
                xml[: place.start(2)] + each + xml[place.end(2) :]
                for each in copied_ranges(place[2], self.root)
            ]
        if not (place := _ID.search(xml)):
            return [xml]
        row = int(place[2])
        lasts = [last for _, last in self.root.pieces(row, row)]
        return [f"{xml[: place.start(2)]}{last}{xml[place.end(2) :]}" for last in lasts]

    def _location(self, found: re.Match[str]) -> str:
        place = Formula.of(unescape(found[2])).placed(whole(self.root), self.sheets, self.title)
        return found[1] + escape(place)


def moved_anchor(xml: str, root: Copy) -> str:
    """A corner of a picture or control (rows from 0) where its row has come to stand."""
    return _ANCHOR_ROW.sub(lambda found: f"{found[1]}{root.span(int(found[2]) + 1)[0] - 1}{found[3]}", xml)
