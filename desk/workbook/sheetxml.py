"""Renders rows as the XML of a sheet, without building cell objects: ten times as fast as openpyxl."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from functools import partial

from desk.errors import InputError
from desk.workbook.coerce import to_text
from desk.workbook.housestyle import ROW_POINTS, Styles
from desk.workbook.tables import Table

LAST_ROW = 1_048_576
LONGEST_TEXT = 32_767  # UTF-16 units that Excel takes in a cell
MOST_LINES, CUSTOM = 8, ' customHeight="1"'
_DAY_ZERO = datetime(1899, 12, 30)
_FIRST_SURE = datetime(1900, 3, 1)  # Excel's days before that are off by one
_CARE = re.compile("[&<>\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]|^ | $|_x[0-9A-Fa-f]{4}_")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = frozenset("=+-@\t\r")

# a value, a cell's reference, a look -> style: the cell's XML
_Render = Callable[[object, str, Callable[[str], int]], str]


def column_letters(number: int) -> str:
    """A for 1, AB for 28."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class RowStream:
    """The rows of a table as XML; `last_row` is right once they have been read."""

    def __init__(self, table: Table, styles: Styles, heading_row: int) -> None:
        self.last_row = heading_row
        self._table, self._styles = table, styles
        letters = [column_letters(number) for number in range(1, len(table.columns) + 1)]
        self._columns = [
            (letter, _RENDERERS[column.kind], int(column.width) if column.kind == "text" else 0)
            for letter, column in zip(letters, table.columns, strict=True)
        ]

    def __iter__(self) -> Iterator[str]:
        plain = self._styles.plain.__getitem__
        fills = self._table.fills
        for values in self._table.rows:
            self.last_row += 1
            if self.last_row > LAST_ROW:
                raise InputError(
                    f"工作表「{self._table.name}」超过 Excel 的 {LAST_ROW:,} 行，请缩短时间范围再导出。"
                )
            if fills and (emphasis := fills(values)):
                looks = [
                    partial(self._filled_style, emphasis.get(place)) if place in emphasis else plain
                    for place in range(len(values))
                ]
            else:
                looks = [plain] * len(values)
            yield self._row(values, looks)

    def _filled_style(self, emphasis: object, look: str) -> int:
        return self._styles.filled[look, emphasis]  # type: ignore[index]

    def _row(self, values: Sequence[object], looks: Sequence[Callable[[str], int]]) -> str:
        number = str(self.last_row)
        cells = []
        lines = 1
        for value, (letter, render, width), look in zip(values, self._columns, looks, strict=True):
            cells.append(render(value, letter + number, look))
            # a Chinese character takes two places: only then may a text need a second line
            if width and type(value) is str and (len(value) * 2 > width or "\n" in value):
                lines = max(lines, _lines(value, width))
        return f'<row r="{number}"{_height(lines)}>{"".join(cells)}</row>'


def _lines(text: str, width: int) -> int:
    """Lines that a wrapped text needs in a column of `width` places, as far as it matters."""
    if len(text) > width * MOST_LINES:
        return MOST_LINES + 1
    return sum(
        max(1, math.ceil(len(line.encode("gbk", "replace")) / width)) for line in text.rstrip().split("\n")
    )


def _height(lines: int) -> str:
    """Excel would fit a row on opening, other programs do not; long texts do not get more than 8 lines."""
    if lines == 1:
        return ""
    return f' ht="{min(lines, MOST_LINES) * ROW_POINTS}"{"" if lines <= MOST_LINES else CUSTOM}'


def text_xml(text: str) -> str:
    """Escaped content of a <t> element, with illegal characters removed and over-long text visibly cut."""
    return _careful(text)[1] if _CARE.search(text) or len(text) > LONGEST_TEXT // 2 else text


def _careful(text: str) -> tuple[bool, str]:
    """(must blanks be kept, content)."""
    text = _cut(_ILLEGAL.sub("", text))
    keep = text != text.strip() or "\n" in text or "\t" in text or "  " in text
    text = _ESCAPE.sub("_x005F_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return keep, text


def _cut(text: str) -> str:
    units = (
        len(text) + sum(character > "\uffff" for character in text) if len(text) > LONGEST_TEXT // 2 else 0
    )
    if units <= LONGEST_TEXT:
        return text
    mark = f"……【原文共 {len(text)} 字，超过 Excel 单元格上限，此处截断】"
    room = (LONGEST_TEXT - len(mark)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + mark


def _text(plain: str, quoted: str, value: object, reference: str, style: Callable[[str], int]) -> str:
    text = value if type(value) is str else to_text(value)
    if not text:
        return f'<c r="{reference}" s="{style(plain)}"/>'
    look = style(quoted if text[0] in _FORMULA_STARTS else plain)
    if _CARE.search(text) or len(text) > LONGEST_TEXT // 2:
        keep, text = _careful(text)
        if keep:
            return (
                f'<c r="{reference}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
            )
    return f'<c r="{reference}" s="{look}" t="inlineStr"><is><t>{text}</t></is></c>'


_plain_text = partial(_text, "text", "quoted")
_identifier = partial(_text, "identifier", "quoted identifier")


def _time(value: object, reference: str, style: Callable[[str], int]) -> str:
    if type(value) is date:
        value = datetime.combine(value, time())
    if not isinstance(value, datetime) or value < _FIRST_SURE:
        return _plain_text(value, reference, style)
    gone = value.replace(microsecond=0, tzinfo=None) - _DAY_ZERO
    look = style("second" if value.second else "minute")
    return f'<c r="{reference}" s="{look}"><v>{gone.days + gone.seconds / 86_400!r}</v></c>'


def _date(value: object, reference: str, style: Callable[[str], int]) -> str:
    if not isinstance(value, date) or value < _FIRST_SURE.date():
        return _plain_text(value, reference, style)
    return f'<c r="{reference}" s="{style("date")}"><v>{(value - _DAY_ZERO.date()).days}</v></c>'


def _number(look: str, value: object, reference: str, style: Callable[[str], int]) -> str:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return _plain_text(value, reference, style)
    if isinstance(value, int) and abs(value) >= 10**15:
        return _identifier(str(value), reference, style)
    if not math.isfinite(value):
        return f'<c r="{reference}" s="{style(look)}"/>'
    return f'<c r="{reference}" s="{style(look)}"><v>{value!r}</v></c>'


_RENDERERS: dict[str, _Render] = {
    "text": _plain_text,
    "identifier": _identifier,
    "time": _time,
    "date": _date,
    "number": partial(_number, "number"),
    "integer": partial(_number, "integer"),
}
