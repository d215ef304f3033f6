"""What drivers say of a database that cannot be used, as one sentence with a remedy."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from desk.errors import DatabaseError

_LITTLE = 1 << 20  # bytes with which SQLite cannot even open a database that has a log
_RESTORE = "请用备份恢复（desk database restore）"
_FULL = "所在磁盘已满，请清理后重试"
_IO = "disk I/O error"
_SENTENCES = (
    ("file is not a database", f"不是数据库或已损坏，{_RESTORE}"),
    ("malformed", f"已损坏，{_RESTORE}"),
    ("readonly", "或它所在的文件夹是只读的，请检查权限"),
    ("locked", "正被其他程序占用，请关闭后重试"),
    ("unable to open", "打不开，请检查路径和权限"),
    ("disk is full", _FULL),
    ("lock timeout", "正被其他人使用，请等大家关闭窗口后重试"),
    ("refused", "连接不上，请检查服务器是否在运行、地址和端口是否正确"),
    ("timeout", "没有应答，请检查网络、地址和端口"),
    ("resolve host", "找不到服务器，请检查地址"),
    ("authentication failed", "不接受这个用户或密码，请核对"),
    ("does not exist", "或用户不存在，请先在服务器上建立"),
    (_IO, "读写出错，请检查磁盘；不要把数据库放在网络共享上"),
)


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Turn the driver's errors into one sentence with a remedy."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise DatabaseError(_sentence(url, getattr(error, "orig", error))) from error


def _sentence(url: URL, error: object) -> str:
    if url.get_backend_name() == "sqlite":
        return f"数据库“{url.database}”{trouble(error, Path(url.database or ''))}"
    return f"数据库“{url.render_as_string(hide_password=True)}”{trouble(error)}"


def trouble(error: object, path: Path | None = None) -> str:
    """What is the matter with the database that was named before, and the remedy; `path` is its file."""
    if path is not None and _IO in str(error) and _is_full(path):
        return _FULL
    for word, sentence in _SENTENCES:
        if word in str(error):
            return sentence
    return f"不能使用：{' '.join(str(error).split())}"


def is_damage(error: object) -> bool:
    """Whether the driver says that the file is damaged, or no database."""
    return any(word in str(error) for word, _ in _SENTENCES[:2])


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.absolute().parent).free < _LITTLE
    except OSError:
        return False
