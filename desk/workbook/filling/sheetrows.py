"""The rows and cells of a sheet's XML, taken apart without losing a character."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from desk.workbook.sheetscan import column_number
from desk.workbook.sheetxml import column_letters

_REFERENCE = re.compile(r'\sr="([A-Z]{1,3})(\d+)"')
_ROW_NUMBER = re.compile(r'\sr="(\d+)"')
_TYPE = re.compile(r'\st="(\w+)"')
_VALUE = re.compile(r"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</(?:\w+:)?v>")
_TEXT = re.compile(r"(<(?:\w+:)?t(?:\s[^>]*)?>)([^<]*)(</(?:\w+:)?t>)")
_PHONETIC = re.compile(
    r"<((?:\w+:)?rPh)\b.*?</\1>|<(?:\w+:)?phoneticPr\b[^>]*/>|<((?:\w+:)?phoneticPr)\b.*?</\2>", re.DOTALL
)
_STRING = re.compile(r"<((?:\w+:)?si)\b[^>]*?(?:/>|>(.*?)</\1>)", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class RichText:
    """A text as it stands in the file: markup and texts by turns, `pieces[1::2]` being the texts."""

    pieces: list[str]

    @classmethod
    def of_xml(cls, xml: str) -> "RichText":
        """The content of `<si>` or `<is>`, readings for pronunciation left out."""
        pieces, end = [], 0
        xml = _PHONETIC.sub("", xml)
        for found in _TEXT.finditer(xml):
            pieces += [xml[end : found.end(1)], _decoded(found[2])]
            end = found.end(2)
        return cls([*pieces, xml[end:]])

    @property
    def text(self) -> str:
        """All that a person reads."""
        return "".join(self.pieces[1::2])

    def merge(self, unfinished: Callable[[str], bool]) -> None:
        """Let an `unfinished` piece take in those that follow: programs cut texts at changes of script."""
        texts = self.pieces[1::2]
        for place in range(len(texts)):
            end = place
            while unfinished("".join(texts[place : end + 1])) and end + 1 < len(texts):
                end += 1
            if unfinished(texts[place]) and not unfinished("".join(texts[place : end + 1])):
                texts[place : end + 1] = ["".join(texts[place : end + 1]), *[""] * (end - place)]
        self.pieces[1::2] = texts
        if sum(map(bool, texts)) == 1:
            self.pieces = ["<t>", "".join(texts), "</t>"]

    @property
    def plain(self) -> bool:
        """Whether it has one look only."""
        return len(self.pieces) == 3


@dataclass(slots=True)
class CellXml:
    """One cell: `attributes` without its reference, `body` what stands between its tags."""

    column: str
    attributes: str
    body: str

    @property
    def type(self) -> str:
        """The type attribute; "n" when there is none."""
        found = _TYPE.search(self.attributes)
        return found[1] if found else "n"

    def rich_text(self, shared: Sequence[str]) -> RichText | None:
        """The text that it holds, given the XML of the shared strings; None for anything else."""
        kind = self.type
        if kind == "inlineStr":
            return RichText.of_xml(re.sub(r"</?(?:\w+:)?is>", "", self.body))
        value = _VALUE.search(self.body) if kind == "s" else None
        if value is None or not value[1].strip().isdigit() or int(value[1]) >= len(shared):
            return None
        return RichText.of_xml(shared[int(value[1])])


@dataclass(slots=True)
class RowXml:
    """One row: `attributes` without its number."""

    number: int
    attributes: str
    cells: list[CellXml]


@dataclass(slots=True)
class SheetXml:
    """The XML of a sheet: `head` up to the rows, the rows, and the `tail` after them.

    `prefix` is that of the spreadsheet's elements, mostly "".
    """

    head: str
    prefix: str
    rows: dict[int, RowXml]
    tail: str

    @classmethod
    def of_xml(cls, xml: str) -> "SheetXml":
        """Take a worksheet apart. A chart sheet or dialog sheet has no rows: everything is its head."""
        found = re.search(r"<((?:\w+:)?)sheetData\b[^>]*?(?:/>|>(.*?)</\1sheetData>)", xml, re.DOTALL)
        if not found:
            return cls(xml, "", {}, "")
        rows = {row.number: row for row in _rows(found[2] or "", found[1])}
        return cls(xml[: found.start()], found[1], rows, xml[found.end() :])

    @property
    def last_row(self) -> int:
        """The number of the last row; 0 without one."""
        return max(self.rows, default=0)


def shared_strings(xml: str) -> list[str]:
    """The XML of each shared string."""
    return [found[2] or "" for found in _STRING.finditer(xml)]


def _rows(xml: str, prefix: str) -> Iterator[RowXml]:
    row = re.compile(rf"<{prefix}row\b([^>]*?)(?:/>|>(.*?)</{prefix}row>)", re.DOTALL)
    cell = re.compile(rf"<{prefix}c\b([^>]*?)(?:/>|>(.*?)</{prefix}c>)", re.DOTALL)
    number = 0
    for found in row.finditer(xml):
        given = _ROW_NUMBER.search(found[1])
        number = int(given[1]) if given else number + 1
        cells = list(_cells(cell, found[2] or ""))
        yield RowXml(number, _ROW_NUMBER.sub("", found[1]).rstrip(), cells)


def _cells(cell: re.Pattern[str], xml: str) -> Iterator[CellXml]:
    column = 0
    for found in cell.finditer(xml):
        given = _REFERENCE.search(found[1])
        column = column_number(given[1]) if given else column + 1
        attributes = _REFERENCE.sub("", found[1]).rstrip()
        yield CellXml(column_letters(column), attributes, found[2] or "")


def _decoded(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), unescape(text))
