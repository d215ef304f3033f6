"""Opens the desk that a command works at."""

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from desk.errors import DeskError, InputError
from desk.settings import Settings, default_database

if TYPE_CHECKING:
    from desk.services.desk import Desk
    from desk.services.progress import Progress


def database_url(chosen: Namespace) -> str:
    """--database, else DESK_DATABASE, else the embedded one."""
    return _named(chosen) or default_database()


def _named(chosen: Namespace) -> str | None:
    return getattr(chosen, "database", None) or os.environ.get("DESK_DATABASE")


def open_desk(
    chosen: Namespace, *, writes: bool = False, creates: bool = False, progress: "Progress | None" = None
) -> "Desk":
    """The desk with the acting person of --by, else the one chosen in the settings.

    Whoever `writes` has the day's backup made first; one that fails is told and stops nothing. A database
    that was named must be there, unless the command `creates` a new one. `progress` hears how far long work
    is.
    """
    from desk.services.desk import Desk
    from desk.services.maintaining import backup_daily
    from desk.services.progress import untold
    from desk.store import open_database

    url = database_url(chosen)
    database = open_database(url, create=creates or _named(chosen) is None)
    desk = chosen.desk = Desk(database, progress=progress or untold)
    if writes:
        try:
            backup_daily(url, desk.now().date())
        except DeskError as error:
            print(f"desk：今天的备份没有做成：{error}", file=sys.stderr)
    named = getattr(chosen, "by", None)
    if named is not None:
        return desk.acting(named)
    try:
        return desk.acting(Settings.load()["acting"])
    except InputError:
        return desk  # the chosen person is not known to this database


def require_database(chosen: Namespace) -> None:
    """DatabaseError when the file that was named is not there; a glance, as the window is to come at once."""
    kind, _, path = (_named(chosen) or "").partition(":///")
    if kind == "sqlite" and path and not Path(path).exists():
        open_desk(chosen)  # which says so, or knows better


def close_desk(chosen: Namespace) -> None:
    """Let go of the database that a command opened."""
    if (desk := getattr(chosen, "desk", None)) is not None:
        desk.database.close()
