"""Opens the desk that a command works at."""

import os
from argparse import Namespace
from typing import TYPE_CHECKING

from desk.settings import data_folder

if TYPE_CHECKING:
    from desk.services.desk import Desk


def database_url(chosen: Namespace) -> str:
    """--database, else DESK_DATABASE, else the embedded one."""
    given = getattr(chosen, "database", None) or os.environ.get("DESK_DATABASE")
    return given or f"sqlite:///{data_folder() / 'desk.db'}"


def open_desk(chosen: Namespace) -> "Desk":
    """The desk with the acting person of --by."""
    from desk.services.desk import Desk
    from desk.store import open_database

    desk = Desk(open_database(database_url(chosen)))
    return desk.acting(getattr(chosen, "by", None))
