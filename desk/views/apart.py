"""Work for the other process: functions of plain values that open the database there by themselves."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from desk.records import Person
from desk.services.desk import Desk
from desk.services.exporting import export_orders
from desk.services.listing import ListQuery
from desk.services.supposing import Flip, suppose
from desk.store import Change, open_database


def export_list(desk: Desk, path: Path, query: ListQuery) -> Callable[[], Any]:
    """The export of a list, to be run in another process."""
    url = desk.database.url.render_as_string(hide_password=False)
    return partial(_export, url, desk.person, desk.now(), path, query)


def suppose_apart(desk: Desk, changes: Sequence[Change]) -> Callable[[], list[Flip]]:
    """Which verdicts would flip, to be found in another process."""
    url = desk.database.url.render_as_string(hide_password=False)
    return partial(_suppose, url, desk.person, desk.now(), tuple(changes))


def _suppose(url: str, person: Person, now: datetime, changes: Sequence[Change]) -> list[Flip]:
    database = open_database(url)
    try:
        return suppose(Desk(database, person, lambda: now), changes)
    finally:
        database.close()


def _export(url: str, person: Person, now: datetime, path: Path, query: ListQuery) -> int:
    database = open_database(url)
    try:
        return export_orders(Desk(database, person, lambda: now), path, query)
    finally:
        database.close()
