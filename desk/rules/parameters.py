"""The rules' parameters with their defaults; what the standard does not give is marked 建议值.

To add one: a line here; the settings page, TOML and the manual are made from it.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, get_type_hints

from desk.errors import InputError


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """One parameter: Chinese title, unit, and whether its default is only a suggestion of the desk."""

    name: str
    title: str
    unit: str
    suggested: bool
    low: float | None
    high: float | None


def parameter(
    default: Any,
    title: str,
    unit: str = "",
    *,
    suggested: bool = True,
    low: float | None = 0,
    high: float | None = None,
) -> Any:
    """A dataclass field that carries the parameter's description."""
    return dataclasses.field(
        default=default, metadata={"desk": ParameterSpec("", title, unit, suggested, low, high)}
    )


@dataclass(frozen=True, slots=True)
class Parameters:
    """The values in force. Hours and days are lengths of time, `_m` metres, dBm and dB as named."""

    soon_hours: float = parameter(24, "临期提醒", "小时")
    county_slack_km: float = parameter(2, "区县边界容差", "千米", suggested=False)
    field_test_hours: float | None = parameter(None, "现场测试时限", "小时", suggested=False)
    stage_reply_hours: float | None = parameter(None, "阶段回复时限", "小时", suggested=False)
    callback_attempts: int = parameter(3, "回访尝试次数", "次", suggested=False, low=1)
    repeat_days: float = parameter(60, "重复投诉回看", "天")
    follow_up_days: float = parameter(7, "跟踪间隔", "天")
    branch_reply_hours: float = parameter(48, "分公司回复时限", "小时")
    escalate_hours: float = parameter(24, "升级时限", "小时")
    upgraded_channels: tuple[str, ...] = parameter(
        ("12300", "工信部", "通信管理局", "12345", "12315", "媒体", "信访", "越级"), "升级渠道"
    )
    sensitive_levels: tuple[str, ...] = parameter((), "敏感用户级别", suggested=False)
    difficult_repeats: int = parameter(3, "疑难：重复投诉次数", "次", suggested=False, low=1)
    difficult_days: float = parameter(15, "疑难：处理时长", "天")
    difficult_transfers: int = parameter(3, "疑难：转派次数", "次", suggested=False, low=1)
    escalation_ack_hours: float = parameter(24, "升级受理时限", "小时")
    escalation_days: float = parameter(3, "升级处理时限", "天")
    cluster_orders: int = parameter(3, "集中投诉单数", "单", low=2)
    cluster_days: float = parameter(7, "集中投诉时段", "天")
    cluster_m: float = parameter(500, "集中投诉距离", "米")
    supervise_days: float = parameter(7, "督办间隔", "天")
    weak_rsrp_4g: float = parameter(-110, "4G 弱覆盖 RSRP", "dBm", low=-156, high=-31)
    border_rsrp_4g: float = parameter(-105, "4G 临界 RSRP", "dBm", low=-156, high=-31)
    weak_sinr_4g: float = parameter(-3, "4G 弱覆盖 SINR", "dB", low=-23, high=40)
    border_sinr_4g: float = parameter(0, "4G 临界 SINR", "dB", low=-23, high=40)
    weak_rsrp_5g: float = parameter(-105, "5G 弱覆盖 SS-RSRP", "dBm", low=-156, high=-31)
    weak_sinr_5g: float = parameter(-3, "5G 弱覆盖 SINR", "dB", low=-23, high=40)
    quiet_windows: tuple[str, ...] = parameter(("12:00-14:30", "21:00-08:30"), "休息时间", suggested=False)


@cache
def specs() -> tuple[ParameterSpec, ...]:
    """All parameters in the order of the settings page."""
    return tuple(dataclasses.replace(f.metadata["desk"], name=f.name) for f in dataclasses.fields(Parameters))


def parameters_from(rows: Iterable[tuple[str, str]]) -> Parameters:
    """The defaults with these named values over them; InputError names the one that is wrong."""
    return Parameters(**{name: parameter_value(name, text) for name, text in rows})


def parameter_value(name: str, text: str) -> Any:
    """The value that a text gives to a parameter; InputError for an unknown name or an impossible value."""
    spec = next((spec for spec in specs() if spec.name == name), None)
    if spec is None:
        raise InputError(f"没有名为“{name}”的参数，请核对名称")
    hint = get_type_hints(Parameters)[name]
    if hint == tuple[str, ...]:
        return tuple(part.strip() for part in text.replace("；", ";").split(";") if part.strip())
    if not text.strip() and hint == float | None:
        return None
    try:
        value = int(text) if hint is int else float(text)
    except ValueError as error:
        raise InputError(f"参数“{name}”（{spec.title}）的值“{text}”不是数字") from error
    if not (value == value and abs(value) < 1e9):  # noqa: PLR0124 - a NaN is not itself
        raise InputError(f"参数“{name}”（{spec.title}）的值“{text}”不是数字")
    if (spec.low is not None and value < spec.low) or (spec.high is not None and value > spec.high):
        limits = f"{spec.low:g} 以上" if spec.high is None else f"{spec.low:g} 到 {spec.high:g}"
        raise InputError(f"参数“{name}”（{spec.title}）的值 {value:g} 超出范围，应为 {limits}")
    return value
