"""What the window does whatever page is shown: undo, redo, refresh."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desk.services.outputs import Wanted
from desk.services.undoing import redo, undo
from desk.views.context import Context
from desk.views.messages import Tone


def undo_last(context: Context, window: QWidget) -> None:
    """Undo the acting person's last deed."""

    def told(answer: Any) -> None:
        context.tell(f"已撤销：{answer[0].title}", Tone.GOOD, "恢复", lambda: redo_last(context, window))

    context.write(undo, told, owner=window)


def redo_last(context: Context, window: QWidget) -> None:
    """Do again what was undone last."""

    def told(answer: Any) -> None:
        context.tell(f"已恢复：{answer[0].title.removeprefix('撤销：')}", Tone.GOOD)

    context.write(redo, told, owner=window)


def refresh(context: Context, _window: QWidget) -> None:
    """Judge again what time has changed and have every view look again."""
    from desk.store import Written

    context.sweep()
    context.changed.emit(Written(0, frozenset({"orders"}), whole=True))


def show_outputs(context: Context, window: QWidget) -> None:
    """Show the export dialog, with what the page in front is about."""
    from desk.views.main_window import MainWindow
    from desk.views.outputs.export_dialog import ExportDialog

    page = window.current_page() if isinstance(window, MainWindow) else None
    ExportDialog.show_kinds(window, context, page.output() if page else Wanted())


def show_wordings(context: Context, window: QWidget) -> None:
    """Show the templates of proposed texts, tried on the order in front."""
    from desk.views.main_window import MainWindow
    from desk.views.wording.wording_dialog import WordingDialog

    page = window.current_page() if isinstance(window, MainWindow) else None
    numbers = page.output().order_nos if page else ()
    WordingDialog.show_templates(window, context, numbers[0] if numbers else "")


DOES: dict[str, Callable[[Context, QWidget], None]] = {
    "undo": undo_last,
    "redo": redo_last,
    "refresh": refresh,
    "export": show_outputs,
    "wordings": show_wordings,
}
