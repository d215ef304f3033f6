"""A section of one or more tables of the office, each on a tab; people with what each role may do."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from desk.records import BY_TABLE
from desk.store import Change
from desk.views.settings.drafts import Line, phrase_lines, step_lines, stored_lines
from desk.views.settings.panel import Panel, Rows
from desk.views.settings.record_table import RecordTable

LINES: Mapping[str, Callable[[Sequence[Any]], list[Line]]] = {
    "phrases": phrase_lines,
    "step_names": step_lines,
}


class TablesPanel(Panel):
    """The tables, with a line of help each."""

    def __init__(self, helps: Mapping[str, str]) -> None:
        super().__init__()
        self.tables = tuple(helps)
        self.deed = BY_TABLE[self.tables[0]].deed
        self.parts = {
            table: RecordTable(BY_TABLE[table], help, LINES.get(table, stored_lines))
            for table, help in helps.items()
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.tabs = QTabWidget()
        if len(self.parts) == 1:
            layout.addWidget(next(iter(self.parts.values())))
        else:
            layout.addWidget(self.tabs)
        for part in self.parts.values():
            part.edited.connect(self.edited)
            if len(self.parts) > 1:
                self.tabs.addTab(part, part.sheet.title)

    def load(self, rows: Rows) -> None:
        """Show the rows as they are stored."""
        for table, part in self.parts.items():
            part.load(rows[table])

    def changes(self) -> list[Change]:
        """What saving would write."""
        return [change for part in self.parts.values() for change in part.changes()]

    def narrow(self, text: str) -> int:
        """Show the rows that hold the text; a tab with hits comes to the front."""
        found = {part: part.narrow(text) for part in self.parts.values()}
        current = self.tabs.currentWidget()
        if text and isinstance(current, RecordTable) and not found[current]:
            hit = next((part for part, number in found.items() if number), current)
            self.tabs.setCurrentWidget(hit)
        return sum(found.values())

    def set_allowed(self, allowed: bool) -> None:
        """Whether rows can be changed."""
        for part in self.parts.values():
            part.set_allowed(allowed)
