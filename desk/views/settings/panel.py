"""What every section of the settings page can do."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.records import Deed, Person, may
from desk.store import Change

Rows = Mapping[str, Sequence[Any]]


_ONLY = {Deed.PEOPLE: "人员只能由管理员增减和修改", Deed.SETTINGS: "设置只能由组长、质检或管理员修改"}


class Panel(QWidget):
    """One section: shows rows of its tables, keeps what was changed until it is saved or discarded."""

    edited = Signal()
    tables: tuple[str, ...] = ()
    deed: Deed = Deed.SETTINGS

    def load(self, rows: Rows) -> None:
        """Show the rows as they are stored."""

    def changes(self) -> list[Change]:
        """What saving would write."""
        return []

    def wrong(self) -> int:
        """How many values cannot be saved as they stand."""
        return 0

    def narrow(self, text: str) -> int:
        """Show what holds the text and hide the rest; answers how much is shown."""
        return 0

    def set_allowed(self, allowed: bool) -> None:
        """Whether the acting person may change it."""

    def refusal(self, person: Person) -> str:
        """Why the person may not change it; nothing when he may."""
        if may(person, self.deed):
            return ""
        return f"{person.name}（{person.role}）只能查看：{_ONLY[self.deed]}，可在右上角切换人员"
