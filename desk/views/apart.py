"""Work for the other process: functions of plain values that open the database there by themselves."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from desk.records import Person
from desk.services.desk import Desk
from desk.services.exporting import export_orders
from desk.services.listing import ListQuery
from desk.store import open_database


def export_list(desk: Desk, path: Path, query: ListQuery) -> Callable[[], Any]:
    """The export of a list, to be run in another process."""
    url = desk.database.url.render_as_string(hide_password=False)
    return partial(_export, url, desk.person, desk.now(), path, query)


def _export(url: str, person: Person, now: datetime, path: Path, query: ListQuery) -> int:
    database = open_database(url)
    try:
        return export_orders(Desk(database, person, lambda: now), path, query)
    finally:
        database.close()
