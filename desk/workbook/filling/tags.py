"""Finds the tags in the texts of a sheet: which rows repeat, and what remains as a cell's text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desk.workbook.filling.blocks import Block, PlacedTroubleError, nest
from desk.workbook.filling.expressions import compile_loop
from desk.workbook.filling.sandbox import Sandbox
from desk.workbook.filling.sheetrows import RichText, RowXml, SheetXml
from desk.workbook.filling.trouble import TroubleError

MARKS = ("{{", "{%")
_LOOP_TAG = re.compile(r"\{%[-+]?\s*(for|endfor)\b.*?%\}", re.DOTALL)
_BLOCK_TAG = re.compile(r"\{%[-+]?\s*(for|if|endfor|endif)\b.*?%\}", re.DOTALL)

Tagged = Mapping[tuple[int, str], RichText]
"""Texts with expressions by row and column."""


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag whose other end is in another cell, if it has one."""

    opens: bool
    text: str


def tagged_cells(sheet: SheetXml, shared: Sequence[str]) -> dict[tuple[int, str], RichText]:
    """The texts of the sheet that hold expressions or tags."""
    found = {}
    known: dict[str, RichText | None] = {}
    for row in sheet.rows.values():
        for cell in row.cells:
            if cell.type not in {"s", "inlineStr"}:
                continue
            if cell.body not in known:
                text = cell.rich_text(shared)
                known[cell.body] = text if text and any(mark in text.text for mark in MARKS) else None
            text = known[cell.body]
            if text is not None:
                found[row.number, cell.column] = own = RichText(list(text.pieces))
                own.merge(_is_cut)
    return found


def find_blocks(sheet: SheetXml, tagged: Tagged) -> Block:
    """The sheet as nested blocks; takes their tags out of the texts.

    A block reaches to its `endfor`; one that has none is its row. PlacedTroubleError names the cell.
    """
    blocks: list[Block] = []
    opened: list[Block] = []
    for (row, column), text in tagged.items():
        tags = _take_row_tags(text)
        text.merge(_is_open)
        for tag in tags:
            if tag.opens:
                opened.append(Block(row, row, tag.text, f"{column}{row}"))
                blocks.append(opened[-1])
            elif opened:
                opened.pop().last = row
            else:
                raise PlacedTroubleError(
                    f"{column}{row}", "{% endfor %} 前面没有对应的 {% for %}，请删除它或补上开头"
                )
    root = Block(1, max(sheet.last_row, 1))
    nest(root, blocks)
    for block in blocks:
        edges = {block.first, block.last} if block.last > block.first else set()
        block.dropped = {
            row for row in edges if not block.child_of(row) and _is_empty(sheet.rows.get(row), tagged)
        }
    return root


def compile_loops(block: Block, sandbox: Sandbox, known: Sequence[str]) -> None:
    """Compile the tags of the blocks inside this one, whose names are `known`."""
    for child in block.children:
        try:
            child.loop = compile_loop(sandbox, child.tag, known)
        except TroubleError as trouble:
            raise PlacedTroubleError(child.at, str(trouble)) from None
        compile_loops(child, sandbox, [*child.loop.targets, "loop", *known])


def names_at(block: Block, row: int, known: Sequence[str]) -> list[str]:
    """The names that a row of the template may use, the innermost first."""
    child = block.child_of(row)
    if child is None or child.loop is None:
        return list(known)
    return names_at(child, row, [*child.loop.targets, "loop", *known])


def _is_cut(text: str) -> bool:
    """Whether an expression or tag begins and does not end."""
    return any(text.rfind(start) > text.rfind(end) for start, end in (("{{", "}}"), ("{%", "%}")))


def _is_open(text: str) -> bool:
    """Whether a `for` or `if` begins and does not end."""
    kinds = [found[1] for found in _BLOCK_TAG.finditer(text)]
    return sum(-1 if kind.startswith("end") else 1 for kind in kinds) > 0


def _take_row_tags(text: RichText) -> list[_Tag]:
    """Cut the tags that have no other end in the same text out of it."""
    unpaired: list[tuple[int, re.Match[str]]] = []
    for place, found in _loop_tags(text):
        opener = unpaired[-1][1] if unpaired else None
        if found[1] == "endfor" and opener is not None and opener[1] == "for":
            unpaired.pop()
        else:
            unpaired.append((place, found))
    for place, found in reversed(unpaired):
        piece = text.pieces[place]
        text.pieces[place] = piece[: found.start()] + piece[found.end() :]
    return [_Tag(found[1] == "for", found[0]) for _, found in unpaired]


def _loop_tags(text: RichText) -> Iterator[tuple[int, re.Match[str]]]:
    for place in range(1, len(text.pieces), 2):
        for found in _LOOP_TAG.finditer(text.pieces[place]):
            yield place, found


def _is_empty(row: RowXml | None, tagged: Tagged) -> bool:
    """Whether nothing remains in the row once its tags are taken out."""
    return row is not None and all(
        not cell.body
        or ((row.number, cell.column) in tagged and not tagged[row.number, cell.column].text.strip())
        for cell in row.cells
    )
