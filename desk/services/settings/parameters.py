"""The office's rule parameters: in and out as TOML, the changes that put values in force."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.records import Parameter
from desk.rules.catalogue import CATALOGUE
from desk.rules.parameter_values import limits_of, parameter_value, parameters_from, spec_of, value_text
from desk.rules.parameters import Parameters, ParameterSpec, groups, specs
from desk.rules.rule import Rule
from desk.services.desk import Desk
from desk.services.judging import current_office
from desk.services.settings.changing import change_settings, setting_rows
from desk.services.settings.texts import text_of
from desk.store import Change, Written
from desk.toml_text import UnreadableError, line_of, parse_toml

Values = Sequence[tuple[str, str]]
HEAD = """参数文件。desk check --params 本文件 按它检查；desk settings import parameters 本文件 使它生效。
删去一行即恢复默认值。标有“建议值”的默认值规范没有给出，由单位自定。"""


def read_parameters(path: Path) -> Values:
    """(name, value as text) of a parameter file; InputError with the line of what is wrong."""
    text = text_of(path, "参数文件")
    try:
        table = parse_toml(text)
    except UnreadableError as error:
        raise InputError(f"参数文件“{path.name}”{error}") from error
    named: dict[str, str] = {}
    for key, value in table.items():
        try:
            name = _accepted(key, value)
            if name in named:
                raise InputError(f"参数“{name}”（{key}）写了两次，请只留一处")
            named[name] = value_text(value)
        except InputError as error:
            raise InputError(f"参数文件“{path.name}”第 {line_of(text, key)} 行：{error}") from error
    try:
        parameters_from(named.items())
    except InputError as error:
        wrong = next(key for key in table if f"“{spec_of(key).name}”" in str(error))
        raise InputError(f"参数文件“{path.name}”第 {line_of(text, wrong)} 行：{error}") from error
    return list(named.items())


def _accepted(key: str, value: Any) -> str:
    """The name of a parameter that may have this value, else InputError."""
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(part, dict) for part in value)):
        raise InputError(f"参数文件不分节，“{key}”不能是一节；每行写一个参数，如 repeat_days = 60")
    name = spec_of(key).name
    parameter_value(name, value_text(value))
    return name


def rules_with(name: str) -> tuple[Rule, ...]:
    """The rules that read a parameter."""
    return tuple(rule for rule in CATALOGUE if name in rule.parameters)


def clauses_of(name: str) -> str:
    """The clauses behind a parameter, each once."""
    return "、".join(dict.fromkeys(rule.clause for rule in rules_with(name)))


def default_text(spec: ParameterSpec) -> str:
    """The default as people read it, with its unit and mark."""
    shown = value_text(spec.default)
    mark = "（建议值）" if spec.suggested else ""
    return f"{shown} {spec.unit}".strip() + mark if shown else "空"


def parameters_toml(values: Parameters) -> str:
    """All parameters as an editable file, each with its meaning, default and clauses."""
    import tomlkit

    document = tomlkit.document()
    for line in HEAD.splitlines():
        document.add(tomlkit.comment(line))
    for group in groups():
        document.add(tomlkit.nl())
        document.add(tomlkit.comment(f"—— {group} ——"))
        for spec in specs():
            if spec.group == group:
                for line in _remarks(spec):
                    document.add(tomlkit.comment(line))
                value = getattr(values, spec.name)
                if value is None:
                    document.add(tomlkit.comment(f"{spec.name} = "))
                else:
                    document.add(spec.name, tomlkit.item(list(value) if isinstance(value, tuple) else value))
    return tomlkit.dumps(document)


def _remarks(spec: ParameterSpec) -> Iterator[str]:
    unit = f"（{spec.unit}）" if spec.unit else ""
    yield f"{spec.title}{unit}：{spec.help}"
    codes = "、".join(rule.code for rule in rules_with(spec.name))
    limits = f"；范围：{limits_of(spec)}" if limits_of(spec) else ""
    yield f"默认：{default_text(spec)}{limits}；条款 {clauses_of(spec.name)}（{codes}）"


def parameters_in_force(desk: Desk) -> Parameters:
    """The values in force."""
    with desk.database.read() as connection:
        return current_office(connection).parameters


def parameter_changes(stored: Sequence[Parameter], values: Values, *, whole: bool = False) -> list[Change]:
    """What puts these values (name, text) in force over the stored rows; a default needs no row.

    `whole`: parameters that are not named go back to their defaults. InputError for a wrong value.
    """
    before = {row.name: row for row in stored}
    wanted = {spec_of(name).name: text for name, text in values}
    changes = []
    for name, text in wanted.items():
        row = before.get(name)
        if parameter_value(name, text) == spec_of(name).default:
            changes += [Change(row, None)] if row else []
        elif row is None:
            changes.append(Change(None, Parameter(name=name, value=text)))
        elif parameter_value(name, row.value) != parameter_value(name, text):
            changes.append(Change(row, replace(row, value=text)))
    if whole:
        changes += [Change(row, None) for name, row in before.items() if name not in wanted]
    return changes


def change_parameters(desk: Desk, values: Values, reason: str | None) -> Written:
    """Put these values (name, text) in force."""
    stored = setting_rows(desk, ["parameters"])["parameters"]
    return change_settings(desk, parameter_changes(stored, values), reason)
