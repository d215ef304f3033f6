"""Parameters between the text that people write and the value that rules use."""

import re
from collections.abc import Iterable
from dataclasses import replace
from math import isnan
from typing import Any

from desk.errors import InputError
from desk.rules.parameters import Parameters, ParameterSpec, specs

_ORDERED = (("weak_rsrp_4g", "border_rsrp_4g"), ("weak_sinr_4g", "border_sinr_4g"))  # first not above second
_LARGEST = 1e9
_SHOWN = 40  # characters of what a person wrote


def parameters_from(rows: Iterable[tuple[str, str]]) -> Parameters:
    """The defaults with these named values over them; InputError names the one that is wrong.

    Of two thresholds that need an order, a default gives way to the one that is named.
    """
    named = {spec_of(name).name: parameter_value(name, text) for name, text in rows}
    values = Parameters(**named)
    for low, high in _ORDERED:
        if getattr(values, low) <= getattr(values, high):
            continue
        if low in named and high in named:
            raise InputError(
                f"参数“{low}”（{spec_of(low).title}）的值 {getattr(values, low):g} "
                f"高于“{high}”（{spec_of(high).title}）的值 {getattr(values, high):g}，请改正其中一个"
            )
        kept, yielding = (low, high) if low in named else (high, low)
        values = replace(values, **{yielding: getattr(values, kept)})
    return values


def spec_of(name: str) -> ParameterSpec:
    """The declaration of a parameter, by its name or its Chinese title; InputError when there is none."""
    found = next((spec for spec in specs() if name in (spec.name, spec.title)), None)
    if found is None:
        raise InputError(f"没有名为“{_brief(name)}”的参数，请核对名称")
    return found


def parameter_value(name: str, text: str) -> Any:
    """The value that a text gives to a parameter; InputError for an unknown name or an impossible value."""
    spec = next((spec for spec in specs() if spec.name == name), None) or spec_of(name)
    if spec.hint == tuple[str, ...]:
        value: Any = tuple(part.strip() for part in re.split("[;；\n]", text) if part.strip())
    elif spec.hint is str:
        value = text.strip()
    elif not text.strip() and spec.hint == float | None:
        return None
    else:
        value = _number(spec, text)
    if spec.check is not None:
        try:
            spec.check(value)
        except InputError as error:
            raise InputError(f"参数“{spec.name}”（{spec.title}）：{error}") from error
    return value


def _number(spec: ParameterSpec, text: str) -> float:
    told = f"参数“{spec.name}”（{spec.title}）的值“{_brief(text)}”"
    wrong = InputError(f"{told}不是数字")
    try:
        value = int(text) if spec.hint is int else float(text)
    except ValueError:
        raise wrong from None
    if isnan(value):
        raise wrong
    if abs(value) >= _LARGEST:
        raise InputError(f"{told}太大，请核对")
    if (spec.low is not None and value < spec.low) or (spec.high is not None and value > spec.high):
        raise InputError(f"参数“{spec.name}”（{spec.title}）的值 {value:g} 超出范围，应为 {limits_of(spec)}")
    return value


def _brief(text: str) -> str:
    """A text as messages repeat it."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def limits_of(spec: ParameterSpec) -> str:
    """The range of a number in words; "" for what is no number."""
    if spec.hint in (str, tuple[str, ...]) or spec.low is None:
        return ""
    return f"{spec.low:g} 以上" if spec.high is None else f"{spec.low:g} 到 {spec.high:g}"


def value_text(value: Any) -> str:
    """A value as the sheet 参数 keeps it and people type it; nothing for None."""
    if isinstance(value, list | tuple):
        return ";".join(value_text(part) for part in value)
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, bool):
        return str(value).lower()  # as TOML writes it
    return "" if value is None else str(value)
