"""Rule parameters from a TOML file."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.rules.parameters import parameter_value


def read_parameters(path: Path) -> Sequence[tuple[str, str]]:
    """(name, value as text) of a parameter file; InputError with the line of what is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"参数文件“{path}”打不开，请检查路径、权限和 UTF-8 编码") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"参数文件“{path.name}”写法有误：{error}") from error
    found = [(name, _as_text(value)) for name, value in table.items()]
    for name, value in found:
        try:
            parameter_value(name, value)
        except InputError as error:
            raise InputError(f"参数文件“{path.name}”第 {_line_of(text, name)} 行：{error}") from error
    return found


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(str(part) for part in value)
    return str(value)


def _line_of(text: str, name: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if line.split("=")[0].strip().strip('"') == name:
            return number
    return 1
