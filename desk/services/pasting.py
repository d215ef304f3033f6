"""Rows copied from Excel, from a web page of EOMS or from a mail: the clipboard as a sheet."""

import csv
import io
from html.parser import HTMLParser

from desk.errors import InputError
from desk.workbook import Row, Sheet

NAME = "粘贴的内容"
MOST_CHARACTERS = 20_000_000
_OF_EXCEL = ("urn:schemas-microsoft-com:office:excel", 'content="excel.sheet"', "kingsoft", "et.sheet")


def pasted_sheet(text: str, html: str = "") -> Sheet:
    """The rows of a clipboard. Excel's own text is exact; of a web page its table is read.

    InputError when there is no table in it.
    """
    if len(text) + len(html) > MOST_CHARACTERS:
        raise InputError("粘贴的内容太多，请存为文件后导入")
    rows = _of_html(html) if html and not _from_excel(html) else []
    rows = rows or _of_text(text) or _of_html(html)
    width = max(map(len, rows), default=0)
    if width < 2:
        raise InputError("剪贴板里没有表格，请在 Excel 或 EOMS 里选中若干行（连同表头）复制后再粘贴")
    return Sheet(NAME, [row + (None,) * (width - len(row)) for row in rows])


def _from_excel(html: str) -> bool:
    head = html[:4000].lower()
    return any(mark in head for mark in _OF_EXCEL)


def _of_text(text: str) -> list[Row]:
    """Excel separates by tabs, and quotes what holds a tab, a line end or a quote."""
    csv.field_size_limit(MOST_CHARACTERS)
    reader = csv.reader(io.StringIO(text.strip("\r\n\0"), newline=""), dialect="excel-tab")
    return _filled([tuple(cell.strip() or None for cell in row) for row in reader])


def _of_html(html: str) -> list[Row]:
    tables = _Tables()
    tables.feed(html)
    tables.close()
    return _filled(max(tables.found, key=len, default=[]))


def _filled(rows: list[Row]) -> list[Row]:
    return [row for row in rows if any(cell is not None for cell in row)]


class _Tables(HTMLParser):
    """Collects the rows of every table; a cell over several columns or rows fills the first of them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[Row]] = []
        self._open: list[list[Row]] = []
        self._row: dict[int, str | None] = {}
        self._taken: dict[int, int] = {}  # column -> rows below that a cell above still covers
        self._cell: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        if tag == "table":
            self._open.append([])
            self.found.append(self._open[-1])
        elif tag == "tr":
            self._end_row()
        elif tag in ("td", "th"):
            self._end_cell()
            given = dict(attrs)
            self._span = (_number(given.get("colspan")), _number(given.get("rowspan")))
            self._cell = []
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self._open:
            self._end_row()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Text of a cell; line ends of the source are blanks."""
        if self._cell is not None:
            self._cell.append(" ".join(data.split()) if data.strip() else "")

    def close(self) -> None:
        """End what was left open."""
        super().close()
        self._end_row()

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        at = 0
        while at in self._row or self._taken.get(at, 0) > 0:
            at += 1
        columns, rows = self._span
        for place in range(at, at + columns):
            self._row[place] = ("".join(self._cell).strip() or None) if place == at else None
            if rows > 1:
                self._taken[place] = rows
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if not self._row:
            return
        self._taken = {at: left - 1 for at, left in self._taken.items() if left > 1}
        if self._open:
            width = max(self._row) + 1
            self._open[-1].append(tuple(self._row.get(at) for at in range(width)))
        self._row = {}


def _number(text: str | None) -> int:
    return min(max(int(text), 1), 1000) if text and text.strip().isdigit() else 1
