"""The panel of facets at the left of the list: values with their counts, one of each may be chosen."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desk.services.listing import BY_RANK
from desk.views.icons import icon
from desk.views.pieces import label
from desk.views.texts import verdict_icon

FACET_TITLES = (("worst", "检查结论"), ("outcome", "解决情况"), ("region", "区域"))
ALL = object()
_VALUE = Qt.ItemDataRole.UserRole

Counted = Sequence[tuple[Any, str, int]]


class FacetBox(QWidget):
    """One facet: 全部 and its values."""

    chosen = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.name = name
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setIconSize(QSize(15, 15))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._row_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._head = label(title, "sectionTitle")
        layout.addWidget(self._head)
        layout.addWidget(self.list)
        self._value: Any = ALL
        self._title = ""  # of the chosen value, for when no order has it

    @property
    def value(self) -> Any:
        """The chosen value; ALL when none is, None for orders without one."""
        return self._value

    def show_counts(self, counted: Counted) -> None:
        """Show the values with their counts; the chosen one stays chosen, at 0 if need be."""
        rows = list(counted)
        if self._value is not ALL and all(value != self._value for value, *_ in rows):
            rows.append((self._value, self._title, 0))
        if self.name == "worst":
            rows.sort(key=lambda row: row[0])
        self.list.blockSignals(True)
        self.list.clear()
        self._add("全部", sum(number for *_, number in rows), ALL)
        for value, title, number in rows:
            self._add(title, number, value)
        at = next((i for i in range(self.list.count()) if self._of(i) == self._value), 0)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        height = sum(self.list.sizeHintForRow(at) for at in range(self.list.count())) + 6
        self.list.setMinimumHeight(min(height, 110 if self.name == "region" else 210))
        self.setMaximumHeight(max(height, 40) + self._head.sizeHint().height() + 2)

    def choose(self, value: Any) -> None:
        """Choose a value that is shown."""
        at = next((i for i in range(self.list.count()) if self._of(i) == value), 0)
        self.list.setCurrentRow(at)

    def _add(self, title: str, number: int, value: Any) -> None:
        item = QListWidgetItem(f"{title}  {number:,}")
        item.setData(_VALUE, (value, title))
        if self.name == "worst" and value is not ALL:
            verdict = BY_RANK[value]
            item.setIcon(icon(verdict_icon(verdict), verdict.value))
        self.list.addItem(item)

    def _of(self, row: int) -> Any:
        return self.list.item(row).data(_VALUE)[0]

    def _row_changed(self, row: int) -> None:
        if row >= 0 and self._of(row) != self._value:
            self._value, self._title = self.list.item(row).data(_VALUE)
            self.chosen.emit()


class FacetPanel(QWidget):
    """All facets, one below the other."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {name: FacetBox(name, title) for name, title in FACET_TITLES}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for box in self.boxes.values():
            box.chosen.connect(self.changed)
            layout.addWidget(box, 1)  # up to the height of its values
        layout.addStretch(0)

    def facets(self) -> tuple[tuple[str, Any], ...]:
        """The chosen values."""
        return tuple((name, box.value) for name, box in self.boxes.items() if box.value is not ALL)

    def show_counts(self, counted: dict[str, Counted]) -> None:
        """Show the counts of every facet."""
        for name, rows in counted.items():
            self.boxes[name].show_counts(rows)

    def clear(self) -> None:
        """Choose 全部 everywhere."""
        for box in self.boxes.values():
            box.choose(ALL)
