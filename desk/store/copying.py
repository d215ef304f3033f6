"""Copies of an embedded database's file: taken while it is in use, verified, put in its place."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from desk.errors import DatabaseError, InputError
from desk.files import beside
from desk.store.troubles import is_damage, trouble

BESIDE = ("-wal", "-shm")


@contextmanager
def database_beside(target: Path) -> Iterator[Path]:
    """A database's file that takes the place of `target` when all went well; see `files.beside`."""
    with beside(target) as part:
        try:
            yield part
        except BaseException:
            remove(part)  # with what it has beside itself
            raise


def copy_database(source: Path, target: Path) -> None:
    """A verified copy, complete or not there at all; InputError when it cannot be written."""
    try:
        with database_beside(target) as part:
            found = _copied(source, part)
            if found != "ok":
                raise DatabaseError(f"数据库“{source}”的备份校验不通过：{found}；请运行 desk database verify")
    except sqlite3.Error as error:
        if is_damage(error):
            raise DatabaseError(f"数据库“{source}”{trouble(error)}") from error
        raise InputError(f"备份“{target}”{trouble(error, target)}") from error


def _copied(source: Path, part: Path) -> str:
    """Copy, and answer what a check of the copy says."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(part)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        return str(copy.execute("PRAGMA integrity_check").fetchone()[0])


def has_deeds(path: Path) -> bool:
    """Whether anything was ever done in the database; a damaged one may well hold something."""
    try:
        with closing(sqlite3.connect(path)) as live:
            return live.execute("SELECT 1 FROM deeds LIMIT 1").fetchone() is not None
    except sqlite3.OperationalError:  # no such table
        return False
    except sqlite3.DatabaseError:
        return True


def holds_desk(path: Path) -> bool:
    """Whether the file can be read as a database of the desk, of whatever version."""
    try:
        with closing(sqlite3.connect(path)) as live:
            return live.execute("SELECT 1 FROM meta WHERE name = 'schema'").fetchone() is not None
    except sqlite3.Error:
        return False


def put_in_place(source: Path, target: Path, kept: Path) -> None:
    """Replace the database by this file; the old one, with what belongs to it, is kept under another name.

    DatabaseError while another program has the database open.
    """
    if target.exists():
        _close_log(target)
        for suffix in BESIDE:
            log = target.with_name(target.name + suffix)
            if log.exists():
                log.replace(kept.with_name(kept.name + suffix))
        target.replace(kept)
    source.replace(target)


def _close_log(path: Path) -> None:
    """Write the log back into the file, which nobody may have open; a damaged file is left as it is."""
    try:
        with closing(sqlite3.connect(path, timeout=0.5)) as live:
            live.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise DatabaseError(f"数据库“{path}”正被其他程序占用，请关闭所有窗口后再恢复") from error
    except sqlite3.DatabaseError:
        return


def remove(path: Path) -> None:
    """Take away a database's file with what lies beside it."""
    for suffix in ("", *BESIDE, "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
