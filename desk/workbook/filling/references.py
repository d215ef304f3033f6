"""References in formulas, names and ranges: they follow their rows and grow with them."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from desk.workbook.filling.blocks import Copy, Rows, Sight

# functions whose single-cell argument means the whole column of copies
_SUMMING = frozenset(
    [
        "SUM",
        "AVERAGE",
        "COUNT",
        "COUNTA",
        "COUNTBLANK",
        "MAX",
        "MIN",
        "MEDIAN",
        "STDEV",
        "SUMPRODUCT",
        "SUBTOTAL",
        "AGGREGATE",
        "COUNTIF",
        "COUNTIFS",
        "SUMIF",
        "SUMIFS",
        "AVERAGEIF",
        "AVERAGEIFS",
        "MAXIFS",
        "MINIFS",
        "LARGE",
        "SMALL",
        "RANK",
        "PERCENTILE",
        "QUARTILE",
        "PRODUCT",
    ]
)
_TOKEN = re.compile(
    r"""
    (?P<text>"(?:[^"]|"")*")
  | (?P<other>'\[(?:[^']|'')*'!\$?[A-Z$]*\d*(?::\$?[A-Z]*\$?\d*)?|\[[^\[\]]*\][^!\s()',"\[\]]*![$A-Z\d:]+)
  | (?P<braces>\[(?:[^\[\]]|\[[^\[\]]*\])*\])
  | (?P<call>[A-Za-z_][\w.]*\()
  | (?P<paren>[()])
  | (?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
    (?<![\w.$])
    (?:(?P<c1>\$?[A-Z]{1,3})(?P<r1>\$?[1-9]\d{0,6})(?::(?P<c2>\$?[A-Z]{1,3})(?P<r2>\$?[1-9]\d{0,6}))?
      |(?P<w1>\$?[1-9]\d{0,6}):(?P<w2>\$?[1-9]\d{0,6}))
    (?![\w.(!\[])
    """,
    re.VERBOSE,
)
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")

SheetRows = Mapping[str, Rows]
"""The rows of each sheet that changes, by the sheet's name in casefold."""


class Area(NamedTuple):
    """A reference: `sheet` as it is written, with quotes and !; columns "" for whole rows."""

    sheet: str
    name: str
    columns: tuple[str, str]
    rows: tuple[str, str]
    single: bool
    grows: bool


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula (no equals sign) taken apart once: texts and references in their order."""

    parts: tuple[str | Area, ...]

    @classmethod
    def of(cls, text: str, *, grows: bool = False) -> "Formula":
        """Take a formula apart; `grows` lets every reference to one cell mean all its copies."""
        parts: list[str | Area] = []
        calls: list[str] = []
        end = 0
        for found in _TOKEN.finditer(text):
            if found["call"]:
                calls.append(found["call"][:-1].upper())
            elif found["paren"]:
                _follow(calls, found["paren"])
            elif found["r1"] or found["w1"]:
                summed = bool(calls) and calls[-1] in _SUMMING and _stands_alone(text, found)
                parts += [text[end : found.start()], _area(found, grows or summed)]
                end = found.end()
        return cls((*parts, text[end:]))

    def placed(self, own: Rows | None, sheets: SheetRows, title: str = "") -> str:
        """The formula as it must read; `own` are the rows of the sheet `title` that it stands on."""
        return "".join(
            part
            if isinstance(part, str)
            else _placed(part, own if part.name in {"", title} else sheets.get(part.name))
            for part in self.parts
        )

    def names_any(self, sheets: Container[str]) -> bool:
        """Whether it refers to one of these sheets."""
        return any(isinstance(part, Area) and part.name in sheets for part in self.parts)


def _follow(calls: list[str], paren: str) -> None:
    if paren == "(":
        calls.append("")
    elif calls:
        calls.pop()


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()].rstrip()[-1:], text[found.end() :].lstrip()[:1]
    return before in {"(", ","} and after in {")", ","}


def _area(found: re.Match[str], grows: bool) -> Area:
    sheet = found["sheet"] or ""
    name = unescape(sheet[:-1]).strip("'").replace("''", "'").casefold()
    if found["w1"]:
        return Area(sheet, name, ("", ""), (found["w1"], found["w2"]), False, grows)
    single = not found["r2"]
    columns = (found["c1"], found["c2"] or found["c1"])
    return Area(sheet, name, columns, (found["r1"], found["r2"] or found["r1"]), single, grows)


def _placed(area: Area, rows: Rows | None) -> str:
    starts, ends = area.rows
    if rows is None:
        first, last = int(starts.lstrip("$")), int(ends.lstrip("$"))
    else:
        first = rows.span(int(starts.lstrip("$")), starts[0] == "$")[0]
        last = rows.span(int(ends.lstrip("$")), ends[0] == "$")[1]
    start = f"{area.columns[0]}{'$' if starts[0] == '$' else ''}{first}"
    if area.single and (first == last or not area.grows):
        return area.sheet + start
    return f"{area.sheet}{start}:{area.columns[1]}{'$' if ends[0] == '$' else ''}{last}"


def whole(root: Copy) -> Rows:
    """The rows as any other sheet sees them."""
    return Sight((root,))


def placed_ranges(ranges: str, root: Copy) -> str:
    """A list of ranges (`A1 B2:C5`) where its cells come to stand, grown with their rows."""
    placed: list[str] = []
    for each in ranges.split():
        found = _AREA.fullmatch(each)
        if not found:
            placed.append(each)
            continue
        first, last = int(found[2]), int(found[4] or found[2])
        columns = found[1], found[3] or found[1]
        placed += [_range(columns, rows) for rows in _joined(root.pieces(first, last))]
    return " ".join(placed)


def copied_ranges(each: str, root: Copy) -> list[str]:
    """A range once for every copy of its rows; once and grown when it spans more than they."""
    found = _AREA.fullmatch(each)
    if not found:
        return [each]
    first, last = int(found[2]), int(found[4] or found[2])
    return [_range((found[1], found[3] or found[1]), rows) for rows in root.pieces(first, last)]


def row_of(ranges: str) -> int:
    """The first row of a list of ranges; 1 for whole columns."""
    found = _AREA.match(ranges)
    return int(found[2]) if found else 1


def _range(columns: tuple[str, str], rows: tuple[int, int]) -> str:
    start, end = f"{columns[0]}{rows[0]}", f"{columns[1]}{rows[1]}"
    return start if start == end else f"{start}:{end}"


def _joined(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that touch become one."""
    joined: list[tuple[int, int]] = []
    for first, last in pieces:
        if joined and joined[-1][1] + 1 >= first:
            joined[-1] = joined[-1][0], last
        else:
            joined.append((first, last))
    return joined
