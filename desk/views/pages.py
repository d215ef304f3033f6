"""The pages of the window. To add one: its folder, and a line in `PAGES`.

A page is built when it is first shown, so that its imports do not delay the start.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desk.views.context import Context

if TYPE_CHECKING:
    from desk.services.outputs import Wanted


class Page(QWidget):
    """One page: says which actions it offers, and does them."""

    offers_changed = Signal()

    def __init__(self, context: Context, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.context = context
        self.actions_by_name = actions

    def offers(self) -> frozenset[str]:
        """The names of the actions that can be done now."""
        return frozenset()

    def act(self, name: str) -> None:
        """Do an action that was offered."""

    def output(self) -> "Wanted":
        """What an export from here would be of."""
        from desk.services.outputs import Wanted

        return Wanted()

    def brought_up(self) -> None:
        """The page has come to the front."""

    def may_close(self) -> bool:
        """Whether nothing unsaved would be lost."""
        return True


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page in the rail at the left."""

    name: str
    title: str
    icon: str
    build: Callable[[Context, Mapping[str, QAction]], Page]


def _orders(context: Context, actions: Mapping[str, QAction]) -> Page:
    from desk.views.orders.list_view import OrderListPage

    return OrderListPage(context, actions)


def _detail(context: Context, actions: Mapping[str, QAction]) -> Page:
    from desk.views.detail.detail_view import DetailPage

    return DetailPage(context, actions)


def _escalation(context: Context, actions: Mapping[str, QAction]) -> Page:
    from desk.views.escalation.escalation_view import EscalationPage

    return EscalationPage(context, actions)


def _imports(context: Context, actions: Mapping[str, QAction]) -> Page:
    from desk.views.imports.import_view import ImportPage

    return ImportPage(context, actions)


def _settings(context: Context, actions: Mapping[str, QAction]) -> Page:
    from desk.views.settings.settings_view import SettingsPage

    return SettingsPage(context, actions)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("orders", "工单", "orders", _orders),
    PageSpec("detail", "处理", "detail", _detail),
    PageSpec("escalation", "升级", "escalation", _escalation),
    PageSpec("imports", "导入", "imports", _imports),
    PageSpec("settings", "设置", "settings", _settings),
)
