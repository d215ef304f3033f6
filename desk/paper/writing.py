"""Puts a finished PDF at its place: written beside, then moved, so that nothing half-written is ever left."""

import errno
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.paper.compiling import pdf
from desk.paper.fonts import SYSTEM, Shelf

_TOLD = {
    errno.ENOSPC: "磁盘已满，请清理磁盘或换一个位置",
    errno.EDQUOT: "磁盘配额已用完，请清理磁盘或换一个位置",
    errno.EFBIG: "文件超过了允许的大小，请减少工单数或换一个位置",
    errno.EROFS: "该位置只读，请换一个位置",
    errno.ENAMETOOLONG: "文件名太长，请改短",
    errno.EACCES: "没有写入权限，或文件正被其他程序打开，请关闭该文件或换一个位置",
    errno.EPERM: "没有写入权限，或文件正被其他程序打开，请关闭该文件或换一个位置",
    errno.ETXTBSY: "文件正被其他程序打开，请关闭后重试",
    errno.EBUSY: "文件正被其他程序打开，请关闭后重试",
}


def write_pdf(
    path: Path,
    report: str,
    data: Mapping[str, Any],
    *,
    shelf: Shelf = SYSTEM,
    folder: Path | None = None,
) -> None:
    """Write the report to `path`, replacing what stands there only when the new file is complete.

    InputError with place and remedy when the place cannot be written, else as in `pdf`.
    """
    target = Path(os.path.realpath(path))
    try:
        _check_place(target)
    except OSError as error:
        raise write_fault(path, error) from error
    document = pdf(report, data, shelf=shelf, folder=folder)
    beside = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}.part")
    try:
        with beside.open("xb") as file:
            file.write(document)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        raise write_fault(path, error) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def write_fault(path: Path, error: OSError) -> InputError:
    """The error for a place that the system refused to write to."""
    told = _TOLD.get(error.errno or 0, "系统不让在那里写，请换一个位置")
    return InputError(f"无法写入 {path}：{told}。")


def _check_place(target: Path) -> None:
    if not target.parent.is_dir():
        raise InputError(f"无法写入 {target}：文件夹 {target.parent} 不存在，请先建立它或换一个位置。")
    if target.is_dir():
        raise InputError(
            f"无法写入 {target}：这是一个文件夹，请给出文件名，例如 {target / '现场测试报告.pdf'}。"
        )
