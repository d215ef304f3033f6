"""Waiting for the window's jobs, and doing what a person does."""

from desk.services.viewing import detail
from desk.views.context import Context


def settle(qtbot, context: Context) -> None:
    """Wait until no job is under way."""
    qtbot.waitUntil(lambda: context.jobs.under_way == 0, timeout=60_000)


def open_order(qtbot, window, order_no):
    """Open an order and answer the detail page."""
    window.open_order(order_no)
    settle(qtbot, window.context)
    return window.page("detail")


def texts(table, column):
    """What a table shows in a column, by its title."""
    model = table.model()
    titles = [
        model.headerData(at, table.horizontalHeader().orientation()) for at in range(model.columnCount())
    ]
    at = titles.index(column)
    return [model.index(row, at).data() for row in range(model.rowCount())]


def stored(window, order_no):
    """The order as the database has it."""
    return detail(window.context.desk, order_no).order


def type_into(page, name, text):
    """Type into a field of the order."""
    page.form.editors[name].type_in(text)
