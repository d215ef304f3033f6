"""Lights up what a verdict rests on: fields and characters of the order, rows of the other sheets."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget

from desk.records import BY_TITLE, Order, by_name
from desk.rules.rule import Finding, Place
from desk.views.detail.form import OrderForm
from desk.views.detail.rows_tab import RowsTab

if TYPE_CHECKING:
    from desk.views.detail.editors import FieldEditor

_ORDERS = "工单"
_WRITTEN_BY_REPLY = {(_ORDERS, by_name(Order)[name].title) for name in ("outcome", "reply", "replied_at")}


class EvidenceLight:
    """Shows places of evidence in the form and in the tabs of rows."""

    def __init__(self, sheets: QTabWidget, form: OrderForm, tabs: Mapping[str, RowsTab]) -> None:
        self._sheets = sheets
        self._form = form
        self._tabs = tabs

    def clear(self) -> None:
        """Put all lights out."""
        self._form.unmark()
        for tab in self._tabs.values():
            tab.model.light(())

    def show_finding(self, finding: Finding) -> None:
        """Light all evidence of a verdict, or the fields it reads when it names none, and go to the first."""
        places = finding.evidence or tuple(_place_of(title) for title in _titles(finding))
        self.show_places(places)

    def show_mending(self, finding: Finding) -> None:
        """Light what stands against a reply, and go where it is mended: not to what the reply writes."""
        named = (*finding.evidence, *(_place_of(title) for title in _titles(finding)))
        places = [place for place in named if (place.sheet, place.field) not in _WRITTEN_BY_REPLY]
        self.show_places(places or named)

    def show_places(self, places: Sequence[Place]) -> None:
        """Light these places and go to the first that can be shown."""
        self.clear()
        lit = [editor for place in places if (editor := self._mark(place)) is not None]
        for title, tab in self._tabs.items():
            tab.model.light([place for place in places if place.sheet == title])
        if places:
            self._go_to(places[0], lit)

    def _mark(self, place: Place) -> "FieldEditor | None":
        own = place.sheet == _ORDERS and not self.names_another(place)
        editor = self._form.editor_of(place.field) if own else None
        if editor is not None:
            editor.mark(place.start, place.end)
        return editor

    def names_another(self, place: Place) -> bool:
        """Whether a place is of another order than the one shown."""
        return self._form.order is not None and place.is_of_another(self._form.order.order_no)

    def _go_to(self, place: Place, lit: Sequence["FieldEditor"]) -> None:
        tab = self._tabs.get(place.sheet)
        if tab is not None:
            self._sheets.setCurrentWidget(tab)
            tab.bring(place)
        elif lit:
            self._sheets.setCurrentWidget(self._form)
            self._form.bring(lit[0])


def _titles(finding: Finding) -> tuple[str, ...]:
    return finding.missing or finding.fields


def _place_of(title: str) -> Place:
    """The place that a rule's field names: 工单's by name, others as 表.字段, or a sheet alone."""
    sheet, dot, name = title.partition(".")
    if dot:
        return Place(sheet, name, None)
    return Place(title, "", None) if title in BY_TITLE else Place(_ORDERS, title, None)
