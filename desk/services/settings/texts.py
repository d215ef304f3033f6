"""The text of a settings file that a person edited."""

from pathlib import Path

from desk.errors import InputError


def text_of(path: Path, title: str) -> str:
    """The whole file as text; InputError says what kind of file it is, where, and what to do."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"找不到{title}“{path}”，请检查路径") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{title}“{path.name}”第 {line} 行不是 UTF-8 编码，请在编辑器里另存为 UTF-8 后重试"
        ) from None
    except OSError:
        raise InputError(f"{title}“{path}”打不开，请检查它是不是文件、有没有读取权限") from None
