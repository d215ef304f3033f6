"""The names of the handling steps as TOML, and the changes that put an edited file in force."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.records import StepName
from desk.rules.field_test.ladder import TWELVE, shipped_names
from desk.rules.soundness import check_setting
from desk.services.settings.texts import text_of
from desk.store import Change
from desk.toml_text import UnreadableError, parse_toml

_HEAD = """处理步骤的名称：1-6 优化，7-9 整改，10 评估，11-12 提站；编号和类型不变，只改名称。
标“示例”的不是官方名称，请换成本单位九步法的名称；删去一行即恢复示例。"""
_NUMBERS = {str(number): number for number in TWELVE}
_LINE = '每行应写成 3 = "名称"，编号为 1 到 12'


def step_names_file(rows: Iterable[StepName]) -> str:
    """All twelve names in force as an editable file."""
    import tomlkit

    own = {row.number: row.name for row in rows}
    document = tomlkit.document()
    for line in _HEAD.splitlines():
        document.add(tomlkit.comment(line))
    for row in shipped_names():
        document.add(str(row.number), tomlkit.item(own.get(row.number, row.name)))
    return tomlkit.dumps(document)


def step_name_changes(stored: Sequence[StepName], path: Path) -> list[Change]:
    """What puts a file of names in force; a name as it is shipped, or none, needs no row."""
    shipped = {(row.number, row.name) for row in shipped_names()}
    table = _read(path)
    try:
        wanted = {row.number: row for row in map(_row, table.items())}
    except InputError as error:
        raise InputError(f"“{path.name}”：{error}") from error
    before = {row.number: row for row in stored}
    after = {number: row for number, row in wanted.items() if (number, row.name) not in shipped}
    gone = [Change(row, None) for number, row in before.items() if number not in after]
    kept = [Change(before.get(number), _keyed(row, before.get(number))) for number, row in after.items()]
    return gone + [change for change in kept if change.before != change.after]


def _read(path: Path) -> Mapping[str, Any]:
    text = text_of(path, "步骤名称文件")
    try:
        return parse_toml(text)
    except UnreadableError as error:
        raise InputError(f"步骤名称文件“{path.name}”{error}；{_LINE}") from error


def _row(entry: tuple[str, Any]) -> StepName:
    key, name = entry
    if key not in _NUMBERS or not isinstance(name, str):
        raise InputError(f"“{key}”这一行看不懂，{_LINE}")
    row = StepName(number=_NUMBERS[key], name=name.strip())
    check_setting(row)
    return row


def _keyed(row: StepName, stored: StepName | None) -> StepName:
    return row if stored is None else replace(row, key=stored.key)
