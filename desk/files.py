"""Puts a finished file at its place: written beside, then moved, so that no half of one is ever left."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desk.errors import InputError

_TOLD = {
    errno.ENOSPC: "磁盘已满，请清理磁盘或换一个位置",
    errno.EDQUOT: "磁盘配额已用完，请清理磁盘或换一个位置",
    errno.EFBIG: "文件超过了允许的大小，请缩小范围或换一个位置",
    errno.EROFS: "该位置只读，请换一个位置",
    errno.ENAMETOOLONG: "文件名太长，请改短",
    errno.EACCES: "没有写入权限，或文件正被 Excel 等程序打开，请关闭该文件或换一个位置",
    errno.EPERM: "没有写入权限，或文件正被 Excel 等程序打开，请关闭该文件或换一个位置",
    errno.ETXTBSY: "文件正被其他程序打开，请关闭后重试",
    errno.EBUSY: "文件正被其他程序打开，请关闭后重试",
}


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A file in the same folder that takes the place of `path` when all went well.

    InputError with place and remedy when it cannot be written; an old file stays as it was then.
    """
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}.part")
    try:
        _check_place(target)
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(target)
    except OSError as error:
        raise write_fault(path, error) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_fault(path: Path, error: OSError) -> InputError:
    """The error for a place that the system refused to write to."""
    told = _TOLD.get(error.errno or 0, "系统不让在那里写，请换一个位置")
    return InputError(f"无法写入 {path}：{told}。")


def _check_place(target: Path) -> None:
    if not target.parent.is_dir():
        raise InputError(f"无法写入 {target}：文件夹 {target.parent} 不存在，请先建立它或换一个位置。")
    if target.is_dir():
        raise InputError(f"无法写入 {target}：这是一个文件夹，请给出文件名。")
