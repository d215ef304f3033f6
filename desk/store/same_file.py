"""The database file is the one that was opened, at every transaction.

On Linux a file that is open can be deleted or replaced. SQLite then goes on writing to the one that nobody
finds any more, and a new connection makes an empty one: both would lose work without a word.
"""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from desk.errors import DatabaseError


def stay_with_file(engine: Engine, path: Path) -> None:
    """Have the engine refuse to connect or to begin when the file is gone or another is in its place."""
    opened = path.stat()

    @event.listens_for(engine, "do_connect")
    def _connect(*_: Any) -> None:
        _check(path, opened)

    @event.listens_for(engine, "begin")
    def _begin(*_: Any) -> None:
        _check(path, opened)


def _check(path: Path, opened: os.stat_result) -> None:
    try:
        found = path.stat()
    except OSError:
        raise DatabaseError(
            f"数据库文件“{path}”不在原处了（被移走、改名或删除），没有读写；请把它放回原处或从备份恢复，再重新打开程序"
        ) from None
    if os.name == "posix" and not os.path.samestat(
        found, opened
    ):  # elsewhere an open file cannot be replaced
        raise DatabaseError(f"数据库文件“{path}”被换成了另一个文件，没有读写；请重新打开程序")
