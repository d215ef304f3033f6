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
    try:
        desk = _open(path)
    except DatabaseError:
        remove_demo(folder)
        desk = _open(path)
    return desk


def remove_demo(folder: Path) -> None:
    """Throw the demo's database away."""
    for name in (_FILE, f"{_FILE}-wal", f"{_FILE}-shm"):
        (folder / name).unlink(missing_ok=True)


def _open(path: Path) -> Desk:
    fresh = not path.exists()
    desk = Desk(open_database(f"sqlite:///{path}"), now=lambda: NOW)
    if fresh:
        fill(desk)
    return desk


def fill(desk: Desk, orders: int = 300, seed: int = 1) -> None:
    """Import the synthetic month into an empty database."""
    demo = make_demo(orders, seed)
    import_intake(desk, Intake(Path("演示月.xlsx"), demo.book))
