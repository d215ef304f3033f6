"""The program's own log: a file in the user's folder, for whoever looks after the program."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from desk.settings import data_folder

SIZE = 1_000_000  # bytes; three older ones are kept


def log_file() -> Path:
    """Where the log is."""
    return data_folder() / "desk.log"


def keep_log() -> None:
    """Write warnings and errors to the file; a folder that cannot be written leaves them on stderr."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=SIZE, backupCount=3, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger("desk").addHandler(handler)
