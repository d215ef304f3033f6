"""Writing in the other process, so that the window goes on: one file or one check at a time."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desk.records import Person
from desk.services.desk import Desk
from desk.services.feedback import MissingItem
from desk.services.outputs import BY_NAME, Wanted, write_output
from desk.services.progress import Progress
from desk.store import open_database


class Press:
    """Every method is called by name from the window's process."""

    def __init__(self, progress: Progress, url: str) -> None:
        self._desk = Desk(open_database(url), progress=progress)

    def act_as(self, person: Person, now: datetime) -> None:
        """Who asks, and when it is."""
        self._desk = replace(self._desk, person=person, now=lambda: now)

    def write(self, name: str, path: Path, wanted: Wanted) -> str:
        """Write a kind; answers what was written."""
        return write_output(self._desk, name, path, wanted)

    def check(self, name: str, wanted: Wanted) -> list[MissingItem]:
        """What the orders of a kind lack."""
        check = BY_NAME[name].check
        return check(self._desk, wanted) if check else []


def leftovers(path: Path) -> list[Path]:
    """What a stopped writing of this file has left beside it."""
    start = f".{path.name[:40]}."
    return [found for found in path.parent.glob("*.part") if found.name.startswith(start)]
