"""The parts that stand beside a sheet and know its rows: pictures, notes, tables, charts, controls."""

import re
from html import escape, unescape

from desk.workbook.filling.blocks import Copy
from desk.workbook.filling.references import Formula, SheetRows, placed_ranges, whole

_ANCHOR = re.compile(r"<((?:\w+:)?(?:two|one)CellAnchor)\b.*?</\1>", re.DOTALL)
_CORNER = re.compile(r"(<(?:\w+:)?(from|to)>.*?<(?:\w+:)?row>)(\d+)(</(?:\w+:)?row>)", re.DOTALL)
_VML_ANCHOR = re.compile(r"(<(?:\w+:)?Anchor>)([^<]*)(</)")
_VML_ROW = re.compile(r"(<(?:\w+:)?Row>)\s*(\d+)\s*(</)")
_VML_FORMULA = re.compile(r"(<(?:\w+:)?Fmla(?:Link|Range|Macro|Pict)>)([^<]*)(</)")
_REF = re.compile(
    r"(<(?:\w+:)?(?:comment|threadedComment|table|autoFilter|sortState|sortCondition|location)\b"
    r'[^>]*?\sref=")([^"]*)'
)
_TABLE_FORMULA = re.compile(r"(<(?:\w+:)?(?:calculatedColumnFormula|totalsRowFormula)[^>]*>)([^<]*)(</)")
_CONTROL_FORMULA = re.compile(r'(\sfmla\w+=")([^"]*)(")')
_CHART_SOURCE = re.compile(
    r"(<((?:\w+:)?f)\b[^>]*>)([^<]*)(</\2>)(\s*<((?:\w+:)?(?:num|str|multiLvlStr)Cache)>.*?</\6>)?", re.DOTALL
)
_BOUND_NAME = re.compile(r"(<(?:\w+:)?definedName\b[^>]*>)([^<]*)(</)")


def moved_drawing(xml: str, root: Copy) -> str:
    """Pictures, shapes and charts keep their size and move with the row of their upper corner."""

    def anchor(found: re.Match[str]) -> str:
        shift = 0

        def corner(each: re.Match[str]) -> str:
            nonlocal shift
            row = int(each[3])
            if each[2] == "from":
                shift = root.span(row + 1)[0] - 1 - row
            return f"{each[1]}{row + shift}{each[4]}"

        return _CORNER.sub(corner, found[0])

    return _ANCHOR.sub(anchor, xml)


def moved_vml(xml: str, root: Copy, sheets: SheetRows) -> str:
    """Notes and old controls, whose anchors count rows from 0 at the third and seventh place."""

    def anchor(found: re.Match[str]) -> str:
        numbers = found[2].split(",")
        if len(numbers) != 8:
            return found[0]
        row = int(numbers[2])
        shift = root.span(row + 1)[0] - 1 - row
        numbers[2], numbers[6] = f" {row + shift}", f" {int(numbers[6]) + shift}"
        return found[1] + ",".join(numbers) + found[3]

    xml = _VML_ANCHOR.sub(anchor, xml)
    xml = _VML_ROW.sub(lambda found: f"{found[1]}{root.span(int(found[2]) + 1)[0] - 1}{found[3]}", xml)
    return _VML_FORMULA.sub(lambda found: _formula(found, root, sheets), xml)


def moved_notes(xml: str, root: Copy) -> str:
    """Comments stay with the first copy of their cell."""
    return _REF.sub(lambda found: found[1] + _first_cell(found[2], root), xml)


def moved_table(xml: str, root: Copy, sheets: SheetRows) -> str:
    """A table, or the place of a pivot table, grows with its rows."""
    xml = _REF.sub(lambda found: found[1] + placed_ranges(found[2], root).replace(" ", ":"), xml)
    return _TABLE_FORMULA.sub(lambda found: _formula(found, root, sheets), xml)


def moved_control(xml: str, root: Copy, sheets: SheetRows) -> str:
    """The cells that a form control reads and writes."""
    return _CONTROL_FORMULA.sub(lambda found: _formula(found, root, sheets), xml)


def moved_chart(xml: str, sheets: SheetRows) -> str:
    """The sources of a chart; where one changes, the values kept of it go."""

    def source(found: re.Match[str]) -> str:
        text = unescape(found[3])
        formula = Formula.of(text, grows=True)
        if not formula.names_any(sheets):
            return found[0]
        return found[1] + escape(formula.placed(None, sheets), quote=False) + found[4]

    return _CHART_SOURCE.sub(source, xml)


def moved_names(xml: str, sheets: SheetRows) -> str:
    """The defined names of a workbook, print areas and titles among them."""

    def name(found: re.Match[str]) -> str:
        text = unescape(found[2])
        placed = Formula.of(text).placed(None, sheets)
        return found[0] if placed == text else found[1] + escape(placed, quote=False) + found[3]

    return _BOUND_NAME.sub(name, xml)


def _first_cell(ranges: str, root: Copy) -> str:
    return placed_ranges(ranges, root).split(":")[0].split(" ")[0]


def _formula(found: re.Match[str], root: Copy, sheets: SheetRows) -> str:
    placed = Formula.of(unescape(found[2])).placed(whole(root), sheets)
    return found[1] + escape(placed, quote=False) + found[3]
