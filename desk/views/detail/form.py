"""Forms made from a record's fields."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desk.errors import InputError
from desk.geo import pair_in
from desk.records import Field, Kind, Order, by_name, by_title
from desk.views.detail.editors import FieldEditor
from desk.views.detail.sections import FIXED, SECTIONS, WIDE
from desk.views.pieces import label, named
from desk.views.texts import shown

Offers = Mapping[str, Mapping[Any, str]]  # by field name: values to choose from and what is shown of them
COLUMNS = 2
LABEL_LETTERS = 8  # the longest title on one line, so that sections line up


class FieldGrid(QWidget):
    """Labels and editors of some fields, two columns wide; long texts take a whole row."""

    def __init__(
        self, fields: Iterable[Field], edited: Callable[[], None], offers: Offers | None = None
    ) -> None:
        super().__init__()
        known = offers or {}
        self.editors = {field.name: FieldEditor(field, edited, known.get(field.name)) for field in fields}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        row = column = 0
        for editor in self.editors.values():
            wide = editor.field.kind is Kind.LONG or editor.field.name in WIDE
            if wide and column:
                row, column = row + 1, 0
            span = COLUMNS * 2 - 1 if wide else 1
            grid.addWidget(_label(editor), row, column * 2, _top(editor))
            grid.addWidget(editor.widget, row, column * 2 + 1, 1, span)
            column += COLUMNS if wide else 1
            if column >= COLUMNS:
                row, column = row + 1, 0
        for line in self._coordinates():
            line.editingFinished.connect(self._part_pair)
        width = LABEL_LETTERS * self.fontMetrics().horizontalAdvance("字")
        for at in range(COLUMNS):
            grid.setColumnMinimumWidth(at * 2, width)
            grid.setColumnStretch(at * 2 + 1, 1)

    def _coordinates(self) -> list[QLineEdit]:
        """The lines of 经度 and 纬度 where the record has them."""
        widgets = [self.editors[name].widget for name in ("lon", "lat") if name in self.editors]
        return [widget for widget in widgets if isinstance(widget, QLineEdit)]

    def _part_pair(self) -> None:
        """A pair of coordinates pasted into one line goes to both, where the person sees it."""
        lines = self._coordinates()
        point = next(filter(None, (pair_in(line.text()) for line in lines)), None)
        if point is not None:
            for line, degrees in zip(lines, (point.lon, point.lat), strict=True):
                line.setText(f"{degrees:.15g}")


def _label(editor: FieldEditor) -> QLabel:
    field = editor.field
    unit = f"（{field.unit}）" if field.unit else ""
    star = " *" if field.required else ""
    made = label(field.title + unit + star, "muted", wrap=True)
    made.setBuddy(editor.widget)
    return made


def _top(editor: FieldEditor) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignTop if editor.field.kind is Kind.LONG else Qt.AlignmentFlag.AlignVCenter


class RecordForm(QWidget):
    """A form for some or all fields of a record class; used by dialogs."""

    def __init__(
        self,
        record: Any,
        names: Iterable[str],
        edited: Callable[[], None] = lambda: None,
        offers: Offers | None = None,
    ) -> None:
        super().__init__()
        self.record = record
        described = by_name(record)
        self.grid = FieldGrid((described[name] for name in names), edited, offers)
        self.editors: Mapping[str, FieldEditor] = self.grid.editors
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid)
        layout.addStretch(1)

    def load(self, values: Mapping[str, Any], *, covered: bool = False, fixed: Collection[str] = ()) -> None:
        """Show values by field name; those of `fixed` cannot be changed."""
        for name, editor in self.editors.items():
            editor.load(values.get(name), covered=covered, fixed=name in fixed)

    def take_keys(self) -> None:
        """Keys go to the first field that can be changed."""
        first = next((editor for editor in self.editors.values() if not editor.fixed), None)
        if first is not None:
            first.widget.setFocus()

    def values(self) -> dict[str, Any]:
        """The values by field name; InputError for one that cannot be read or is required and blank."""
        found = {name: editor.value() for name, editor in self.editors.items()}
        for name, value in found.items():
            field = self.editors[name].field
            if field.required and value in (None, ""):
                raise InputError(f"“{field.title}”必须填写")
        return found


class OrderForm(QScrollArea):
    """The order itself, section by section."""

    def __init__(self, edited: Callable[[], None]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.order: Order | None = None
        self.editors: dict[str, FieldEditor] = {}
        body = named(QWidget(), "formBody")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(12, 6, 12, 12)
        described = by_name(Order)
        for title, names in SECTIONS:
            layout.addWidget(label(title, "sectionTitle"))
            grid = FieldGrid((described[name] for name in names), edited)
            self.editors.update(grid.editors)
            layout.addWidget(grid)
        layout.addStretch(1)
        self.setWidget(body)

    @property
    def dirty(self) -> bool:
        """Whether anything was changed and not saved."""
        return any(editor.dirty for editor in self.editors.values())

    def show_order(self, order: Order, *, covered: bool, keep_edits: bool = False) -> None:
        """Show an order. With `keep_edits` what a person typed stays, and a field that somebody else changed
        meanwhile says so.
        """
        before = self.order
        self.order = order
        for name, editor in self.editors.items():
            value = getattr(order, name)
            typed = editor.text() if keep_edits and editor.dirty else None
            editor.load(value, covered=covered, fixed=name in FIXED)
            if typed is not None and not editor.fixed:
                editor.type_in(typed)
                if editor.dirty and before is not None and getattr(before, name) != value:
                    editor.widget.setToolTip(f"别人已改为“{shown(value)}”，保存会换成您填的内容")
                    editor.mark()

    def forget_edits(self) -> None:
        """Show the order as it is stored."""
        if self.order is not None:
            for name, editor in self.editors.items():
                if editor.dirty:
                    editor.load(getattr(self.order, name), fixed=name in FIXED)

    def edited_order(self) -> Order:
        """The order with what was typed; InputError names the field that cannot be read."""
        assert self.order is not None
        values: dict[str, Any] = {}
        for name, editor in self.editors.items():
            if editor.dirty:
                values[name] = editor.value()
        return replace(self.order, **values)

    def editor_of(self, title: str) -> FieldEditor | None:
        """The editor of a field by its Chinese name."""
        field = by_title(Order).get(title)
        return self.editors.get(field.name) if field else None

    def unmark(self) -> None:
        """Put all lights out."""
        for editor in self.editors.values():
            editor.unmark()

    def bring(self, editor: FieldEditor) -> None:
        """Scroll an editor into view."""
        self.ensureWidgetVisible(editor.widget, 40, 80)
