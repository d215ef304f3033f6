"""Rows that repeat: which they are, how often, and where each row of the template comes to stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from desk.workbook.filling.expressions import Names, RowLoop
from desk.workbook.filling.sandbox import Sandbox
from desk.workbook.filling.trouble import TroubleError
from desk.workbook.sheetxml import LAST_ROW


class PlacedTroubleError(Exception):
    """A TroubleError whose cell is known."""

    def __init__(self, cell: str, trouble: str) -> None:
        super().__init__(trouble)
        self.cell = cell


@dataclass(slots=True, eq=False)
class Block:
    """Template rows `first` to `last` that repeat together; the root block is the sheet, once.

    `tag` is its `{% for %}` and `at` the cell of that. `dropped` rows hold nothing but its tags and are
    left out.
    """

    first: int
    last: int
    tag: str = ""
    at: str = ""
    loop: RowLoop | None = None
    dropped: set[int] = field(default_factory=set)
    children: list["Block"] = field(default_factory=list)

    def child_of(self, row: int) -> "Block | None":
        """The block inside this one that holds the row."""
        return next((child for child in self.children if child.first <= row <= child.last), None)


def nest(root: Block, blocks: Iterable[Block]) -> None:
    """Put blocks into those that hold them; PlacedTroubleError for two that cross."""
    for block in sorted(blocks, key=lambda block: (block.first, -block.last)):
        parent = root
        while inner := parent.child_of(block.first):
            parent = inner
        if block.last > parent.last:
            raise PlacedTroubleError(block.at, "这个循环与另一个循环交叉，请让一个完全包含另一个")
        parent.children.append(block)


@dataclass(slots=True, eq=False)
class Copy:
    """A block's rows for one item. `names` are its own; None where the block stands blank for no items.

    Once placed it takes the rows `start` up to but not including `end` of the output.
    """

    block: Block
    names: dict[str, Any] | None
    inner: list[list["Copy"]]
    start: int = 0
    end: int = 0

    def place(self, start: int) -> int:
        """Let the copy begin at this row of the output; answers the row after it."""
        self.start = row = start
        at = self.block.first
        for child, copies in zip(self.block.children, self.inner, strict=True):
            row += child.first - at - self._dropped(at, child.first)
            for copy in copies:
                row = copy.place(row)
            if row > LAST_ROW:
                raise PlacedTroubleError(child.at, f"超过 Excel 的 {LAST_ROW:,} 行，请缩小范围再导出")
            at = child.last + 1
        self.end = row + self.block.last + 1 - at - self._dropped(at, self.block.last + 1)
        return self.end

    def _dropped(self, start: int, end: int) -> int:
        return sum(start <= row < end for row in self.block.dropped)

    def span(self, row: int) -> tuple[int, int]:
        """First and last output row of a template row's copies within this copy."""
        return self._edge(row, 0), self._edge(row, 1)

    def pieces(self, first: int, last: int) -> list[tuple[int, int]]:
        """Where the template rows `first` to `last` come to stand: one range, or one for each copy."""
        child = self.block.child_of(first)
        if child is not None and last <= child.last:
            copies = self.copies_of(child)
            return [piece for copy in copies for piece in copy.pieces(first, last)]
        return [(self._edge(first, 0), self._edge(last, 1))]

    def copies_of(self, child: Block) -> list["Copy"]:
        """The copies of an inner block."""
        return self.inner[self.block.children.index(child)]

    def _edge(self, row: int, side: int) -> int:
        child = self.block.child_of(row)
        if child is not None:
            return self.copies_of(child)[-side].span(row)[side]
        moved, at = self.start, self.block.first
        for before, copies in zip(self.block.children, self.inner, strict=True):
            if before.last < row:
                moved, at = copies[-1].end, before.last + 1
        return min(LAST_ROW, moved + row - at - self._dropped(at, row))


def expand(block: Block, sandbox: Sandbox, names: Names, own: dict[str, Any] | None) -> Copy:
    """The block's copy for these names with as many copies of its inner blocks as their loops have items."""
    inner = []
    for child in block.children:
        turns: Sequence[dict[str, Any]] = ()
        if own is not None and child.loop is not None:
            try:
                turns = child.loop.turns(sandbox, {**names, **own})
            except TroubleError as trouble:
                raise PlacedTroubleError(child.at, str(trouble)) from None
        copies = [expand(child, sandbox, names, {**(own or {}), **turn}) for turn in turns]
        inner.append(copies or [expand(child, sandbox, names, None)])
    return Copy(block, own, inner)


class Rows(Protocol):
    """How references see the rows of a sheet: first and last output row of a template row."""

    def span(self, row: int, fixed: bool) -> tuple[int, int]:
        """`fixed` rows ($5) mean all copies, others the copy that asks, if it has the row."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The rows as seen from inside a copy: `path` leads from the whole sheet to it."""

    path: tuple[Copy, ...]

    def span(self, row: int, fixed: bool) -> tuple[int, int]:
        """See `Rows.span`."""
        if not fixed:
            for copy in reversed(self.path):
                if copy.block.first <= row <= copy.block.last:
                    return copy.span(row)
        return self.path[0].span(row)


def first_sight(root: Copy, row: int) -> Sight:
    """The rows as the first copy of a template row sees them."""
    path = [root]
    while (child := path[-1].block.child_of(row)) is not None:
        path.append(path[-1].copies_of(child)[0])
    return Sight(tuple(path))


def sights(root: Copy, row: int) -> list[Sight]:
    """The rows as each copy of a template row sees them."""
    found = [Sight((root,))]
    while (child := found[0].path[-1].block.child_of(row)) is not None:
        found = [Sight((*sight.path, copy)) for sight in found for copy in sight.path[-1].copies_of(child)]
    return found
