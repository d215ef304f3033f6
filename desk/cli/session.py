"""Opens the desk that a command works at."""

import os
from argparse import Namespace
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.settings import Settings, default_database

if TYPE_CHECKING:
    from desk.services.desk import Desk


def database_url(chosen: Namespace) -> str:
    """--database, else DESK_DATABASE, else the embedded one."""
    given = getattr(chosen, "database", None) or os.environ.get("DESK_DATABASE")
    return given or default_database()


def open_desk(chosen: Namespace) -> "Desk":
    """The desk with the acting person of --by, else the one chosen in the settings."""
    from desk.services.desk import Desk
    from desk.store import open_database

    desk = Desk(open_database(database_url(chosen)))
    named = getattr(chosen, "by", None)
    if named is not None:
        return desk.acting(named)
    try:
        return desk.acting(Settings.load()["acting"])
    except InputError:
        return desk  # the chosen person is not known to this database
