"""Renders a value into a cell of the template, keeping the cell's format."""

import math
from datetime import date, datetime, time, timedelta
from typing import Any

from desk.workbook.cellxml import FORMULA_STARTS, escaped
from desk.workbook.filling.styles import CellFormats
from desk.workbook.filling.trouble import TroubleError

_LARGEST_EXACT = 10**15
_DAY_SECONDS = 86_400
_FIRST_SURE = {False: datetime(1900, 3, 1), True: datetime(1904, 1, 1)}
_DAY_ZERO = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}


class Renderer:
    """Values as XML after `<c r="A1"`; `prefix` is that of the sheet's elements, `base1904` its calendar."""

    def __init__(self, formats: CellFormats, prefix: str, base1904: bool) -> None:
        self.formats, self._prefix, self._base1904 = formats, prefix, base1904

    def xml(self, value: Any, style: int | None) -> str:
        """The rest of the cell; TroubleError for a value that no cell can hold."""
        if isinstance(value, str):
            return self.text(value, style)
        if value is None:
            return f"{_style(style)}/>"
        if isinstance(value, bool):
            return self._valued(str(int(value)), style, ' t="b"')
        if isinstance(value, int | float):
            return self._number(value, style)
        if isinstance(value, datetime | date | time):
            return self._time(value, style)
        raise TroubleError("结果是一组值，不能放进一个单元格；请取其中一项，或用 join 连成文字")

    def text(self, text: str, style: int | None) -> str:
        """A text that stays a text, whatever it begins with."""
        if not text:
            return f"{_style(style)}/>"
        return f"{self.style_of(text, style)}{self.inline(self.text_element(text))}"

    def style_of(self, text: str, style: int | None) -> str:
        """The style attribute of a cell with this text: one that begins like a formula is marked as text."""
        return _style(self.formats.quoted(style or 0) if text[:1] in FORMULA_STARTS else style)

    def text_element(self, text: str) -> str:
        """`<t>` with the text."""
        keep, content = escaped(text)
        p = self._prefix
        return f'<{p}t xml:space="preserve">{content}</{p}t>' if keep else f"<{p}t>{content}</{p}t>"

    def inline(self, content: str) -> str:
        """The type, the end of the start tag, and the content as an inline string."""
        p = self._prefix
        return f' t="inlineStr"><{p}is>{content}</{p}is></{p}c>'

    def _number(self, value: float, style: int | None) -> str:
        if isinstance(value, int) and abs(value) >= _LARGEST_EXACT:
            return self.text(str(value), style)
        if not math.isfinite(value):
            return f"{_style(style)}/>"
        return self._valued(repr(value), style)

    def _time(self, value: datetime | date | time, style: int | None) -> str:
        serial = self._serial(value)
        if serial is None:
            return self.text(str(value), style)
        return self._valued(repr(serial), self.formats.for_time(style or 0, value))

    def _serial(self, value: datetime | date | time) -> float | None:
        if isinstance(value, time):
            held = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
            return held.seconds / _DAY_SECONDS
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        moment = moment.replace(tzinfo=None, microsecond=0)
        if moment < _FIRST_SURE[self._base1904]:
            return None
        gone = moment - _DAY_ZERO[self._base1904]
        return gone.days + gone.seconds / _DAY_SECONDS if gone.seconds else gone.days

    def _valued(self, value: str, style: int | None, kind: str = "") -> str:
        p = self._prefix
        return f"{_style(style)}{kind}><{p}v>{value}</{p}v></{p}c>"


def _style(style: int | None) -> str:
    return "" if style is None else f' s="{style}"'
