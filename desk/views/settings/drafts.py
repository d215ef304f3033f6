"""What a person has changed in a table of the office and not yet saved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk.reading.phrases import in_force, rows_of
from desk.records import Phrase, StepName
from desk.rules.field_test.ladder import shipped_names
from desk.store import Change
from desk.vocabulary import LexiconName, YesNo


@dataclass(slots=True)
class Line:
    """One row: as it was shown first, as it is wanted now (None: removed), and what the database has of it.

    A row that comes with the desk has nothing stored until it is changed.
    """

    base: Any | None
    now: Any | None
    stored: Any | None

    @property
    def shown(self) -> Any:
        """The record to show: the wanted one, or the removed one that is struck out."""
        return self.now if self.now is not None else self.base

    @property
    def state(self) -> str:
        """What a person must know of it: 新增, 已改, 删除, 内置, or nothing."""
        if self.base is None:
            return "新增"
        if self.now is None:
            return "删除"
        if self.now != self.base:
            return "已改"
        return "" if self.stored is not None else "内置"

    @property
    def changes(self) -> tuple[Change, ...]:
        """What saving it would write."""
        if self.now == self.base:
            return ()
        after = self.now
        if after is not None and self.stored is not None:
            after = replace(after, key=self.stored.key)
        return (Change(self.stored, after),)


def stored_lines(rows: Iterable[Any]) -> list[Line]:
    """Lines of rows that the office has entered."""
    return [Line(row, row, row) for row in rows]


def phrase_lines(rows: Sequence[Phrase]) -> list[Line]:
    """The office's phrases, then those that come with the desk as they are in force."""
    own = stored_lines(rows)
    named = {(row.lexicon, row.phrase) for row in rows}
    shipped = [
        Line(row, row, None)
        for name in LexiconName
        for row in rows_of(name, in_force(name, ()))
        if (name, row.phrase) not in named
    ]
    return own + shipped


def step_lines(rows: Sequence[StepName]) -> list[Line]:
    """The twelve steps by number: the office's names, and examples for the others."""
    lines = {row.number: Line(row, row, None) for row in shipped_names()}
    lines |= {row.number: Line(row, row, row) for row in rows}
    return [lines[number] for number in sorted(lines)]


def without(line: Line) -> Any | None:
    """The row when it is removed: one that comes with the desk cannot go and is switched off instead."""
    if line.stored is None and isinstance(line.base, Phrase):
        return replace(line.base, enabled=YesNo.NO)
    return None
