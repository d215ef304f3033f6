"""The watched folder: which of its files are new, whole and not yet dealt with."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from desk.errors import InputError
from desk.services.desk import Desk
from desk.store.handled import handled_among, keep_handled

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
MOST_FILES = 500
_UNFINISHED = ("~", ".")  # how lock files of Excel and WPS begin, and what copying programs write

Stamp = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that nobody has dealt with; `digest` tells its content."""

    path: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Look:
    """One look into the folder: what was there, the digests of what was whole, and what is waiting."""

    stamps: Mapping[Path, Stamp]
    digests: Mapping[Path, str]
    waiting: tuple[Waiting, ...]


def look(desk: Desk, folder: Path, last: Look | None = None) -> Look:
    """Look into the folder again. A file that has changed since the last look is still being written: later.

    InputError when the folder cannot be read.
    """
    stamps = _stamps(folder)
    before = last.stamps if last else {}
    whole = [path for path, stamp in stamps.items() if before.get(path) == stamp]
    known = last.digests if last else {}
    read = {path: known.get(path) or digest_of(path) for path in whole}
    digests = {path: digest for path, digest in read.items() if digest is not None}
    with desk.database.read() as connection:
        handled = handled_among(connection, set(digests.values()))
    waiting = {digest: Waiting(path, digest) for path, digest in digests.items() if digest not in handled}
    return Look(stamps, digests, tuple(waiting.values()))


def digest_of(path: Path) -> str | None:
    """The content's SHA-256; None while another program keeps the file to itself."""
    found = sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                found.update(part)
    except OSError:
        return None
    return found.hexdigest()


def note_handled(desk: Desk, waiting: Waiting) -> None:
    """The file was imported or put aside: it is not offered again, whatever its name."""
    with desk.database.write() as connection:
        keep_handled(connection, waiting.digest, waiting.path.name, desk.person.name, desk.now())


def _stamps(folder: Path) -> dict[Path, Stamp]:
    stamps: dict[Path, Stamp] = {}
    try:
        for path in sorted(folder.iterdir()):
            named = path.suffix.lower() in ENDINGS and not path.name.startswith(_UNFINISHED)
            if named and len(stamps) < MOST_FILES and (stamp := _stamp(path)) is not None:
                stamps[path] = stamp
    except OSError as error:
        raise InputError(f"监视文件夹“{folder}”打不开，请检查它是否还在、有没有权限") from error
    return stamps


def _stamp(path: Path) -> Stamp | None:
    """Size and time; None for an empty file, a folder, and one that has gone meanwhile."""
    try:
        state = path.stat()
    except OSError:
        return None
    return (state.st_size, state.st_mtime_ns) if state.st_size and path.is_file() else None
