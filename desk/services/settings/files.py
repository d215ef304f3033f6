"""Each kind of settings that goes out as a file and in again: what it is called, written and read by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.rules.parameter_values import parameters_from
from desk.services.desk import Desk
from desk.services.settings.calendars import calendar_changes, calendar_file
from desk.services.settings.changing import setting_rows
from desk.services.settings.lexicons import lexicon_changes, lexicon_file
from desk.services.settings.parameters import parameter_changes, parameters_toml, read_parameters
from desk.services.settings.step_names import step_name_changes, step_names_file
from desk.store import Change
from desk.vocabulary import LexiconName

Rows = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: the tables that it is made of, how it is written and what it would change."""

    title: str
    tables: tuple[str, ...]
    write: Callable[[Rows], str]
    read: Callable[[Rows, Path], list[Change]]


def _parameters(rows: Rows) -> str:
    return parameters_toml(parameters_from((row.name, row.value) for row in rows["parameters"]))


def _lexicon(name: LexiconName) -> FileKind:
    return FileKind(
        f"{name}词库",
        ("phrases",),
        lambda rows: lexicon_file(name, rows["phrases"]),
        lambda rows, path: lexicon_changes(name, rows["phrases"], path),
    )


FILES: Mapping[str, FileKind] = {
    "parameters": FileKind(
        "规则参数",
        ("parameters",),
        _parameters,
        lambda rows, path: parameter_changes(rows["parameters"], read_parameters(path), whole=True),
    ),
    "sensitive": _lexicon(LexiconName.SENSITIVE),
    "forbidden": _lexicon(LexiconName.FORBIDDEN),
    "calendar": FileKind(
        "工作日历",
        ("calendar_years", "calendar_days"),
        lambda rows: calendar_file(rows["calendar_years"], rows["calendar_days"]),
        lambda rows, path: calendar_changes(rows["calendar_years"], rows["calendar_days"], path),
    ),
    "steps": FileKind(
        "步骤名称",
        ("step_names",),
        lambda rows: step_names_file(rows["step_names"]),
        lambda rows, path: step_name_changes(rows["step_names"], path),
    ),
}


def write_file(desk: Desk, name: str, path: Path) -> None:
    """Write the settings of a kind, as they are in force, to an editable file."""
    kind = FILES[name]
    text = kind.write(setting_rows(desk, kind.tables))
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{kind.title}不能写入“{path}”，请检查文件夹和权限") from error


def file_changes(desk: Desk, name: str, path: Path) -> list[Change]:
    """What would put an edited file in force; InputError names the line or key that is wrong."""
    kind = FILES[name]
    return kind.read(setting_rows(desk, kind.tables), path)
