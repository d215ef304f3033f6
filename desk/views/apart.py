"""Work for the other process: functions of plain values that open the database there by themselves."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from desk.records import Person
from desk.services.desk import Desk
from desk.services.supposing import Flip, suppose
from desk.store import Change, open_database


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
