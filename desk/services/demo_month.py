"""The shipped demo month as a desk of its own, whose clock stands at the month's end."""

from datetime import datetime
from pathlib import Path

from desk.errors import DatabaseError
from desk.services.demo import make_demo
from desk.services.desk import Desk
from desk.services.importing import import_intake
from desk.services.intake import Intake
from desk.store import open_database

NOW = datetime(2026, 10, 31, 18, 0)
_FILE = "demo.db"


def open_demo(folder: Path) -> Desk:
    """The demo desk in this folder; filled when it is new, made anew when it no longer opens."""
    path = folder / _FILE
    if path.exists():
        try:
            return _at(path)
        except DatabaseError:
            _remove(path)
    fresh = folder / f"new-{_FILE}"
    _remove(fresh)
    desk = _at(fresh)
    fill(desk)
    desk.database.close()  # folds the log into the file, so that the file alone is the demo
    fresh.replace(path)
    return _at(path)


def _at(path: Path) -> Desk:
    return Desk(open_database(f"sqlite:///{path}"), now=lambda: NOW)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def fill(desk: Desk, orders: int = 300, seed: int = 1) -> None:
    """Import the synthetic month into an empty database."""
    demo = make_demo(orders, seed)
    import_intake(desk, Intake(Path("演示月.xlsx"), demo.book))
