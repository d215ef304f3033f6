"""One sheet of a template on its way: its tags read, its copies counted, its rows written as they come."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from desk.errors import InputError
from desk.workbook.filling import headerfooter
from desk.workbook.filling.blocks import Copy, PlacedTroubleError, Sight, expand
from desk.workbook.filling.expressions import Names, context_of
from desk.workbook.filling.heights import Heights
from desk.workbook.filling.references import SheetRows, placed_ranges
from desk.workbook.filling.rowmakers import RowMaker, Workshop, shared_formulas
from desk.workbook.filling.sandbox import Sandbox
from desk.workbook.filling.sheetrows import SheetXml
from desk.workbook.filling.sheettail import RangeMover
from desk.workbook.filling.tags import Tagged, compile_loops, find_blocks, names_at
from desk.workbook.filling.trouble import TroubleError
from desk.workbook.filling.values import Renderer

_PROTECTED = re.compile(r'<(?:\w+:)?sheetProtection\b[^>]*\ssheet="(?:1|true)"')
_DIMENSION = re.compile(r'(<(?:\w+:)?dimension\b[^>]*\sref=")([^"]*)')


@contextmanager
def told(place: str) -> Iterator[None]:
    """Errors of cells become an InputError that names file, sheet (both in `place`) and cell."""
    try:
        yield
    except PlacedTroubleError as error:
        raise InputError(f"{place}单元格 {error.cell}：{error}。") from None


@dataclass(slots=True)
class FilledSheet:
    """A sheet that is written anew. `place` names it in errors; `part` is where it is kept in the file."""

    name: str
    part: str
    place: str
    xml: SheetXml
    tagged: Tagged
    root: Copy
    _makers: dict[int, RowMaker] = field(default_factory=dict)

    @classmethod
    def laid_out(
        cls, file: str, name: str, part: str, xml: SheetXml, tagged: Tagged, sandbox: Sandbox, values: Names
    ) -> "FilledSheet":
        """Find the blocks and count their copies; InputError names file, sheet and cell."""
        place = f"模板“{file}”的表“{name}”"
        if tagged and _PROTECTED.search(xml.tail):
            raise InputError(f"{place}受保护，不能填写；请在 Excel 的“审阅”中撤销工作表保护，保存后再试。")
        with told(place):
            block = find_blocks(xml, tagged)
            compile_loops(block, sandbox, list(values))
            root = expand(block, sandbox, values, {})
            root.place(1)
        return cls(name, part, place, xml, tagged, root)

    @property
    def title(self) -> str:
        """The name as references are compared."""
        return self.name.casefold()

    def make_ready(
        self, sandbox: Sandbox, renderer: Renderer, sheets: SheetRows, known: Sequence[str]
    ) -> None:
        """Compile all cells, so that a wrong one is told before anything is written."""
        masters = shared_formulas(self.xml.rows)
        heights = Heights.of_sheet(self.xml, renderer.formats)
        workshop = Workshop(sandbox, renderer, self.xml.prefix, self.title, sheets, masters, heights)
        with told(self.place):
            for number, row in self.xml.rows.items():
                names = names_at(self.root.block, number, known)
                self._makers[number] = workshop.row(row, self.tagged, names)

    def fill_head_and_foot(self, sandbox: Sandbox, values: Names) -> None:
        """Compute the expressions in headers and footers; InputError names file and sheet."""
        try:
            self.xml.tail = headerfooter.filled(self.xml.tail, sandbox, values, list(values))
        except TroubleError as trouble:
            raise InputError(f"{self.place}的页眉页脚：{trouble}。") from None

    def pieces(self, sandbox: Sandbox, values: Names, sheets: SheetRows) -> Iterator[str]:
        """The sheet's XML in order."""
        p = self.xml.prefix
        if self.xml.rows or self.xml.tail:
            yield _DIMENSION.sub(lambda found: found[1] + placed_ranges(found[2], self.root), self.xml.head)
            yield f"<{p}sheetData>"
            with told(self.place):
                yield from self._rows((self.root,), sandbox, values)
            yield f"</{p}sheetData>"
            yield RangeMover(self.root, sheets, self.title).moved(self.xml.tail)
        else:
            yield self.xml.head

    def _rows(self, path: tuple[Copy, ...], sandbox: Sandbox, values: Mapping[str, Any]) -> Iterator[str]:
        copy = path[-1]
        block, sight = copy.block, Sight(path)
        context = None if copy.names is None else context_of(sandbox, {**values, **copy.names})
        number, row = copy.start, block.first
        ends = [(child.first, copies) for child, copies in zip(block.children, copy.inner, strict=True)]
        for end, copies in [*ends, (block.last + 1, [])]:
            for own in range(row, end):
                if own in block.dropped:
                    continue
                if (maker := self._makers.get(own)) is not None:
                    yield maker.xml(number, context, sight)
                number += 1
            for each in copies:
                yield from self._rows((*path, each), sandbox, values)
            if copies:
                number, row = copies[-1].end, copies[-1].block.last + 1
