"""Cell formats of the template, and the few that filling derives from them."""

import re
from datetime import date, datetime, time

from desk.workbook.housestyle import FORMATS

_FORMATS = re.compile(r"(<((?:\w+:)?)cellXfs\b)([^>]*)>(.*?)(</\2cellXfs>)", re.DOTALL)
_FORMAT = re.compile(r"<((?:\w+:)?xf)\b[^>]*?(?:/>|>.*?</\1>)", re.DOTALL)
_NUMBERS = re.compile(r"(<((?:\w+:)?)numFmts\b)([^>]*)>(.*?)(</\2numFmts>)", re.DOTALL)
_NO_NUMBERS = re.compile(r"<(?:\w+:)?numFmts\b[^>]*/>")
_NUMBER = re.compile(r"<(?:\w+:)?numFmt\b[^>]*>")
_FONTS = re.compile(r"<((?:\w+:)?fonts)\b[^>]*>(.*?)</\1>", re.DOTALL)
_FONT = re.compile(r"<((?:\w+:)?font)\b[^>]*?(?:/>|>.*?</\1>)", re.DOTALL)
_SIZE = re.compile(r'<(?:\w+:)?sz\b[^>]*\sval="([\d.]+)"')
_WRAPS = re.compile(r'\swrapText="(?:1|true)"')
_COUNT = re.compile(r'\scount="\d+"')
_QUIET = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_BUILT_IN_TIMES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_FIRST_OWN = 164
_USUAL_SIZE = 11.0
_TIME_OF_DAY = "hh:mm"


class CellFormats:
    """The formats of a workbook by index; `xml` is its styles part with what was derived."""

    def __init__(self, xml: str) -> None:
        self._xml = _NO_NUMBERS.sub("", xml)
        found = _FORMATS.search(xml)
        self._formats = [each[0] for each in _FORMAT.finditer(found[4])] if found else []
        self._given = len(self._formats)
        self._codes = {
            int(_attribute(each[0], "numFmtId")): _attribute(each[0], "formatCode")
            for part in _NUMBERS.finditer(xml)
            for each in _NUMBER.finditer(part[4])
        }
        fonts = _FONTS.search(xml)
        self._sizes = [
            float(size[1]) if (size := _SIZE.search(each[0])) else _USUAL_SIZE
            for each in _FONT.finditer(fonts[2] if fonts else "")
        ]
        self._new_codes: dict[str, int] = {}
        self._derived: dict[tuple[int, str], int] = {}

    def for_time(self, base: int, value: datetime | date | time) -> int:
        """The format itself when it shows times, else one that does."""
        if self._shows_time(base):
            return base
        if isinstance(value, time):
            code = _TIME_OF_DAY
        elif isinstance(value, datetime) and (value.hour or value.minute or value.second):
            code = FORMATS["second" if value.second else "minute"]
        else:
            code = FORMATS["date"]
        return self._derive(base, code)

    def quoted(self, base: int) -> int:
        """The format with the mark that the content is a text, whatever it begins with."""
        return self._derive(base, "quoted")

    @property
    def changed(self) -> bool:
        """Whether a format was added."""
        return len(self._formats) > self._given

    @property
    def xml(self) -> str:
        """The styles part, with the added formats at the end of their lists."""
        xml = _FORMATS.sub(
            lambda found: _with(found, "".join(self._formats[self._given :]), len(self._formats)), self._xml
        )
        if not self._new_codes:
            return xml
        prefix = found[2] if (found := _FORMATS.search(xml)) else ""
        added = "".join(
            f'<{prefix}numFmt numFmtId="{number}" formatCode="{code}"/>'
            for code, number in self._new_codes.items()
        )
        if _NUMBERS.search(xml):
            return _NUMBERS.sub(lambda found: _with(found, added, len(self._codes)), xml)
        whole = f'<{prefix}numFmts count="{len(self._codes)}">{added}</{prefix}numFmts>'
        return re.sub(rf"(<{prefix}styleSheet\b[^>]*>)", lambda found: found[1] + whole, xml, count=1)

    def wraps(self, index: int) -> bool:
        """Whether long texts take several lines."""
        return index < len(self._formats) and bool(_WRAPS.search(self._formats[index]))

    def font_size(self, index: int) -> float:
        """In points."""
        font = int(_attribute(self._formats[index], "fontId") or 0) if index < len(self._formats) else 0
        return self._sizes[font] if font < len(self._sizes) else _USUAL_SIZE

    @property
    def normal_size(self) -> float:
        """The size of the font that column widths are counted in."""
        return self._sizes[0] if self._sizes else _USUAL_SIZE

    def _shows_time(self, index: int) -> bool:
        if index >= len(self._formats):
            return False
        number = int(_attribute(self._formats[index], "numFmtId") or 0)
        if number in self._codes:
            return bool(re.search("[ymdhs]", _QUIET.sub("", self._codes[number]), re.IGNORECASE))
        return number in _BUILT_IN_TIMES

    def _derive(self, base: int, look: str) -> int:
        key = base, look
        if key not in self._derived:
            xml = self._formats[base] if base < len(self._formats) else "<xf/>"
            if look == "quoted":
                xml = _set(xml, quotePrefix="1")
            else:
                xml = _set(xml, numFmtId=str(self._code(look)), applyNumberFormat="1")
            self._derived[key] = len(self._formats)
            self._formats.append(xml)
        return self._derived[key]

    def _code(self, code: str) -> int:
        known = next((number for number, each in self._codes.items() if each == code), None)
        if known is not None:
            return known
        number = max([_FIRST_OWN - 1, *self._codes]) + 1
        self._codes[number] = code
        self._new_codes[code] = number
        return number


def _with(found: re.Match[str], added: str, count: int) -> str:
    attributes = _COUNT.sub("", found[3])
    return f'{found[1]}{attributes} count="{count}">{found[4]}{added}{found[5]}'


def _attribute(xml: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', xml)
    return found[1] if found else ""


def _set(xml: str, **attributes: str) -> str:
    """The first tag of the XML with these attributes."""
    for name, value in attributes.items():
        xml = re.sub(rf'(^<[^>]*?)\s{name}="[^"]*"', r"\1", xml)
        xml = re.sub(r"^(<[\w:]+)", rf'\1 {name}="{value}"', xml)
    return xml
