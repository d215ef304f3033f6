"""Looks at a file before any parser sees it and refuses what cannot or must not be read."""

from pathlib import Path

from desk.errors import InputError
from desk.workbook.cells import Limits
from desk.workbook.kinds import AGAIN, HEAD, NOT_TABLE, kind_of, refuse_encrypted
from desk.workbook.sheetscan import Finding
from desk.workbook.zipguard import inspect_zip

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_OLE = (("WordDocument", "Word 文档"), ("PowerPoint Document", "PowerPoint 文档"))


def inspect(path: Path, limits: Limits) -> Finding:
    """The findings on a readable file; InputError says what else it is and what to do."""
    size = _size(path)
    if size > limits.megabytes << 20:
        raise InputError(
            f"文件 {path.name} 有 {size >> 20} MB，超过上限 {limits.megabytes} MB，"
            "请按时间分成几个文件再导入。"
        )
    with path.open("rb") as file:
        head = file.read(HEAD)
    kind = kind_of(path, head)
    if kind == "zip":
        return inspect_zip(path, limits)
    if kind == "ole":
        return _inspect_ole(path)
    return Finding("csv", inflated=size)


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            raise InputError(f"{path.name} 是文件夹，请选择其中的表格文件。")
        if path.exists() and not path.is_file():
            raise InputError(f"{path.name} 不是普通文件，请选择表格文件。")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise InputError(f"找不到文件 {path}，请检查路径和文件名。") from None
    except PermissionError:
        raise InputError(f"没有权限读取文件 {path.name}，请检查文件权限，或在别的程序中关闭它。") from None
    except OSError:
        raise InputError(f"文件 {path.name} 无法打开，请检查路径和权限。") from None
    if size == 0:
        raise InputError(f"文件 {path.name} 是空的（0 字节）；{AGAIN}")
    return size


def _inspect_ole(path: Path) -> Finding:
    data = path.read_bytes()
    if _ENCRYPTED in data:
        refuse_encrypted(path)
    for stream, name in _OTHER_OLE:
        if stream.encode("utf-16-le") in data:
            raise InputError(f"文件 {path.name} 是 {name}，不是表格；{NOT_TABLE}")
    return Finding("xls", inflated=len(data))
