"""Rows of the template made ready for copying: what stays as it is, what is computed, what refers."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape

from jinja2.runtime import Context

from desk.workbook.coerce import to_text
from desk.workbook.filling.blocks import PlacedTroubleError, Sight
from desk.workbook.filling.expressions import Program, compile_text
from desk.workbook.filling.heights import Heights
from desk.workbook.filling.references import Formula, SheetRows, placed_ranges
from desk.workbook.filling.sandbox import Sandbox
from desk.workbook.filling.sheetrows import CellXml, RichText, RowXml
from desk.workbook.filling.trouble import TroubleError
from desk.workbook.filling.values import Renderer

_STYLE = re.compile(r'\ss="(\d+)"')
_TYPE = re.compile(r'\st="\w+"')
_HEIGHT = re.compile(r'\s(?:ht="[^"]*"|customHeight="(?:0|false)")')
_FIXED_HEIGHT = re.compile(r'\scustomHeight="(?:1|true)"')
_FORMULA = re.compile(r"<((?:\w+:)?f)\b([^>]*?)(?:/>|>([^<]*)</\1>)")
_RANGE = re.compile(r'\sref="([^"]*)"')
_SHARED = re.compile(r'\s(?:t="shared"|si="\d+"|ref="[^"]*")')
_TEXT_START = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>$")
_TEXT_END = re.compile(r"^</(?:\w+:)?t>")

CellMaker = Callable[[Context | None, Sight], str]
"""The rest of a cell after its reference; no context stands for no items: expressions stay blank."""


@dataclass(frozen=True, slots=True)
class RowMaker:
    """A row ready for copying: start tags of its cells with their makers, or the finished rest."""

    prefix: str
    attributes: str
    cells: tuple[tuple[str, str | CellMaker], ...]
    heights: Heights | None  # None where the row keeps its height

    def xml(self, number: int, context: Context | None, sight: Sight) -> str:
        """The row at this number of the output."""
        at = f'{number}"'
        if self.heights:
            self.heights.points = 0.0
        parts = [
            start + at + (rest if isinstance(rest, str) else rest(context, sight))
            for start, rest in self.cells
        ]
        height = f' ht="{self.heights.points:g}"' if self.heights and self.heights.points else ""
        return f'<{self.prefix}row r="{at}{self.attributes}{height}>{"".join(parts)}</{self.prefix}row>'


@dataclass(frozen=True, slots=True)
class Workshop:
    """What making a sheet's rows takes.

    `title` is the sheet's name in casefold, `masters` the shared formulas by index: (origin cell, text).
    """

    sandbox: Sandbox
    renderer: Renderer
    prefix: str
    title: str
    sheets: SheetRows
    masters: Mapping[str, tuple[str, str]]
    heights: Heights

    def row(self, row: RowXml, texts: Mapping[tuple[int, str], RichText], known: Sequence[str]) -> RowMaker:
        """Make a row ready; PlacedTroubleError names the cell whose text is wrong."""
        cells = []
        computed = False
        for cell in row.cells:
            text = texts.get((row.number, cell.column))
            rest = self._cell(row.number, cell, text, known)
            computed = computed or text is not None
            cells.append((f'<{self.prefix}c r="{cell.column}', rest))
        attributes = row.attributes
        fitted = computed and not _FIXED_HEIGHT.search(attributes)
        if fitted:
            attributes = _HEIGHT.sub("", attributes)
        return RowMaker(self.prefix, attributes, tuple(cells), self.heights if fitted else None)

    def _cell(self, row: int, cell: CellXml, text: RichText | None, known: Sequence[str]) -> str | CellMaker:
        if text is not None:
            return self._text(f"{cell.column}{row}", cell, text, known)
        if "f" in cell.body and (found := _FORMULA.search(cell.body)):
            return self._formula(f"{cell.column}{row}", cell, found)
        end = f">{cell.body}</{self.prefix}c>" if cell.body else "/>"
        return cell.attributes + end

    def _text(self, name: str, cell: CellXml, text: RichText, known: Sequence[str]) -> str | CellMaker:
        found = _STYLE.search(cell.attributes)
        style = int(found[1]) if found else None
        try:
            programs = [_program(self.sandbox, piece, known) for piece in text.pieces[1::2]]
        except TroubleError as trouble:
            raise PlacedTroubleError(name, str(trouble)) from None
        blank = self.renderer.xml(None, style)
        if not text.plain:
            return self._guarded(name, self._rich(text, programs, style), blank)
        (program,) = programs
        if isinstance(program, str):
            return self.renderer.text(program, style)
        return self._guarded(
            name, self._plain(program, style, self.heights.places(cell.column, name, style)), blank
        )

    def _plain(
        self, program: Program, style: int | None, places: tuple[int, float] | None
    ) -> Callable[[Context], str]:
        """A value in the cell's look; `places` where a long text makes the row higher."""
        if places is None:
            return lambda context: self.renderer.xml(program.value(context), style)

        def render(context: Context) -> str:
            value = program.value(context)
            self.heights.note(value, places)
            return self.renderer.xml(value, style)

        return render

    def _rich(
        self, text: RichText, programs: Sequence[Program | str], style: int | None
    ) -> Callable[[Context], str]:
        """Text of several looks: every piece keeps its own."""

        def render(context: Context) -> str:
            content, whole = text.pieces[0], ""
            for program, markup in zip(programs, text.pieces[2::2], strict=True):
                value = program if isinstance(program, str) else program.value(context)
                shown = to_text(value)
                whole += shown
                content = _TEXT_START.sub("", content) + self.renderer.text_element(shown)
                content += _TEXT_END.sub("", markup, count=1)
            return self.renderer.style_of(whole, style) + self.renderer.inline(content)

        return render

    def _guarded(self, name: str, render: Callable[[Context], str], blank: str) -> CellMaker:
        def make(context: Context | None, _sight: Sight) -> str:
            if context is None:
                return blank
            try:
                return render(context)
            except TroubleError as trouble:
                raise PlacedTroubleError(name, str(trouble)) from None

        return make

    def _formula(self, name: str, cell: CellXml, found: re.Match[str]) -> CellMaker:
        """A formula without its value: whoever opens the file computes it."""
        tag, attributes, text = found[1], found[2], unescape(found[3] or "")
        if 't="shared"' in attributes:
            index = re.search(r'\ssi="(\d+)"', attributes)
            origin, master = self.masters.get(index[1] if index else "", (name, text))
            text = text or _translated(master, origin, name)
            attributes = _SHARED.sub("", attributes)
        formula = Formula.of(text)
        head = _TYPE.sub("", cell.attributes)
        close = f"</{tag}></{self.prefix}c>" if text else f"</{self.prefix}c>"

        def make(_context: Context | None, sight: Sight) -> str:
            own = _RANGE.sub(lambda each: f' ref="{placed_ranges(each[1], sight.path[-1])}"', attributes)
            if not text:
                return f"{head}><{tag}{own}/>{close}"
            placed = formula.placed(sight, self.sheets, self.title)
            return f"{head}><{tag}{own}>{escape(placed, quote=False)}{close}"

        return make


def shared_formulas(rows: Mapping[int, RowXml]) -> dict[str, tuple[str, str]]:
    """The formulas that other cells share: index -> (cell, text)."""
    masters = {}
    for row in rows.values():
        for cell in row.cells:
            found = _FORMULA.search(cell.body) if 't="shared"' in cell.body else None
            if found and found[3] and (index := re.search(r'\ssi="(\d+)"', found[2])):
                masters[index[1]] = (f"{cell.column}{row.number}", unescape(found[3]))
    return masters


def _translated(formula: str, origin: str, to: str) -> str:
    from openpyxl.formula.translate import Translator

    return str(Translator("=" + formula, origin).translate_formula(to))[1:]


def _program(sandbox: Sandbox, text: str, known: Sequence[str]) -> Program | str:
    """The text itself when it holds no expression."""
    if "{{" not in text and "{%" not in text:
        return text
    return compile_text(sandbox, text, known)
