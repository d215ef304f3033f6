"""Renders one value as the XML of a cell, all but its reference."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial

from desk.workbook.coerce import to_text
from desk.workbook.tables import Kind

LONGEST_TEXT = 32_767  # UTF-16 units that Excel takes in a cell
_DAY_ZERO = datetime(1899, 12, 30)
_FIRST_SURE = datetime(1900, 3, 1)  # Excel's days before that are off by one
_CARE = re.compile("[&<>\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]|^ | $|_x[0-9A-Fa-f]{4}_")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
FORMULA_STARTS = frozenset("=+-@\t\r")

Style = Callable[[str], int]
"""The index of a look (a key of housestyle's looks) in the book."""

Render = Callable[[object, Style], str]
"""A value and the styles: what follows `<c r="A1"`."""


def _text(plain: str, quoted: str, value: object, style: Style) -> str:
    text = value if type(value) is str else to_text(value)
    if not text:
        return f' s="{style(plain)}"/>'
    look = style(quoted if text[0] in FORMULA_STARTS else plain)
    keep = False
    if _CARE.search(text) or len(text) > LONGEST_TEXT // 2:
        keep, text = escaped(text)
    space = ' xml:space="preserve"' if keep else ""
    return f' s="{look}" t="inlineStr"><is><t{space}>{text}</t></is></c>'


def escaped(text: str) -> tuple[bool, str]:
    """(must blanks be kept, the content as XML): without illegal characters, visibly cut when over-long."""
    text = _cut(_ILLEGAL.sub("", text))
    keep = text != text.strip() or "\n" in text or "\t" in text or "  " in text
    text = _ESCAPE.sub("_x005F_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return keep, text


def _cut(text: str) -> str:
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    mark = f"……【原文共 {len(text)} 字，超过 Excel 单元格上限，此处截断】"
    room = (LONGEST_TEXT - len(mark)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + mark


_plain_text = partial(_text, "text", "quoted")
_identifier = partial(_text, "identifier", "quoted identifier")


def _time(value: object, style: Style) -> str:
    if type(value) is date:
        value = datetime.combine(value, time())
    if not isinstance(value, datetime) or value < _FIRST_SURE:
        return _plain_text(value, style)
    gone = value.replace(microsecond=0) - _DAY_ZERO
    look = style("second" if value.second else "minute")
    return f' s="{look}"><v>{gone.days + gone.seconds / 86_400!r}</v></c>'


def _date(value: object, style: Style) -> str:
    day = value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date) or day < _FIRST_SURE.date():
        return _plain_text(day, style)
    return f' s="{style("date")}"><v>{(day - _DAY_ZERO.date()).days}</v></c>'


def _number(look: str, value: object, style: Style) -> str:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return _plain_text(value, style)
    if isinstance(value, int) and abs(value) >= 10**15:
        return _identifier(str(value), style)
    if not math.isfinite(value):
        return f' s="{style(look)}"/>'
    return f' s="{style(look)}"><v>{value!r}</v></c>'


RENDERERS: dict[Kind, Render] = {
    "text": _plain_text,
    "identifier": _identifier,
    "time": _time,
    "date": _date,
    "number": partial(_number, "number"),
    "integer": partial(_number, "integer"),
}
