"""The office's rule parameters: in and out as TOML, changed by a deed, versions in the log."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.records import Deed, Parameter
from desk.rules.parameters import Parameters, parameter_value, specs
from desk.services.desk import Desk
from desk.services.judging import current_office
from desk.store import Change, Written
from desk.store.loading import load_office

Values = Sequence[tuple[str, str]]


def read_parameters(path: Path) -> Values:
    """(name, value as text) of a parameter file; InputError with the line of what is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"参数文件“{path}”打不开，请检查路径、权限和 UTF-8 编码") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"参数文件“{path.name}”写法有误，请检查等号、引号和数字{_place(error)}") from error
    found = [(name, value_text(value)) for name, value in table.items()]
    for name, value in found:
        try:
            parameter_value(name, value)
        except InputError as error:
            raise InputError(f"参数文件“{path.name}”第 {_line_of(text, name)} 行：{error}") from error
    return found


def _place(error: tomllib.TOMLDecodeError) -> str:
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    return f"（第 {found[1]} 行第 {found[2]} 列）" if found else ""


def value_text(value: Any) -> str:
    """A value as the sheet 参数 keeps it; nothing for None."""
    if isinstance(value, list | tuple):
        return ";".join(str(part) for part in value)
    return "" if value is None else str(value)


def _line_of(text: str, name: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if line.split("=")[0].strip().strip('"') == name:
            return number
    return 1


def parameters_toml(values: Parameters) -> str:
    """All parameters as an editable file: title, unit and 建议值 as comments; unset ones commented out."""
    import tomlkit

    document = tomlkit.document()
    for spec in specs():
        value = getattr(values, spec.name)
        unit = f"（{spec.unit}）" if spec.unit else ""
        document.add(tomlkit.comment(f"{spec.title}{unit}{'，建议值' if spec.suggested else ''}"))
        if value is None:
            document.add(tomlkit.comment(f"{spec.name} = "))
        else:
            document.add(spec.name, tomlkit.item(list(value) if isinstance(value, tuple) else value))
    return tomlkit.dumps(document)


def parameters_in_force(desk: Desk) -> Parameters:
    """The values in force."""
    with desk.database.read() as connection:
        return current_office(connection).parameters


def change_parameters(desk: Desk, values: Values, reason: str | None = None) -> Written:
    """Put these values in force; every change is a deed that can be undone, and re-checks what it touches."""
    desk.require(Deed.SETTINGS)
    for name, text in values:
        parameter_value(name, text)
    with desk.database.read() as connection:
        stored = {row.name: row for row in load_office(connection)["parameters"]}
    changes = []
    for name, text in values:
        before = stored.get(name)
        after = replace(before, value=text) if before else Parameter(name=name, value=text)
        if after != before:
            changes.append(Change(before, after))
    if not changes:
        raise InputError("参数没有变化，不需要保存")
    names = "、".join(name for name, _ in values)
    return desk.apply(desk.note(Deed.SETTINGS, f"修改参数 {names}", reason=reason), changes)
