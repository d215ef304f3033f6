"""The rules' parameters with their defaults; what the standard does not give is marked 建议值.

To add one: a line here; the settings page, the parameter file and the manual are made from it.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, get_type_hints

from desk.worktime import quiet_windows, weekly_rule


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """One parameter: Chinese title, unit, meaning, and whether its default is only a suggestion of the desk.

    `check` gets the value and raises InputError; `hint` is the type of the value.
    """

    name: str
    title: str
    unit: str
    help: str
    group: str
    suggested: bool
    low: float | None
    high: float | None
    check: Callable[[Any], object] | None
    default: Any
    hint: Any = None


def parameter(
    default: Any,
    title: str,
    unit: str = "",
    help: str = "",
    *,
    group: str,
    suggested: bool = True,
    low: float | None = 0,
    high: float | None = None,
    check: Callable[[Any], object] | None = None,
) -> Any:
    """A dataclass field that carries the parameter's description."""
    spec = ParameterSpec("", title, unit, help, group, suggested, low, high, check, default)
    return dataclasses.field(default=default, metadata={"desk": spec})


def _windows(value: tuple[str, ...]) -> object:
    return quiet_windows(";".join(value))


TIME, CALLS, RAISING, GROUPS, SIGNAL, PLACE = (
    "时限",
    "联系与回访",
    "升级与疑难",
    "集中投诉与三超",
    "信号门限",
    "地址",
)
_rsrp = partial(parameter, unit="dBm", group=SIGNAL, low=-156, high=-31)
_sinr = partial(parameter, unit="dB", group=SIGNAL, low=-23, high=40)


@dataclass(frozen=True, slots=True)
class Parameters:
    """The values in force. Hours and days are lengths of time, `_m` metres, dBm and dB as named."""

    soon_hours: float = parameter(24, "临期提醒", "小时", "离时限不足这么久而没有完成的，先提醒", group=TIME)
    county_slack_km: float = parameter(
        2,
        "区县边界容差",
        "千米",
        "坐标在区县边界外这么远以内只提醒，再远判不符合",
        group=PLACE,
        suggested=False,
    )
    field_test_hours: float | None = parameter(
        None,
        "现场测试时限",
        "小时",
        "派单后多久内反馈现场测试；留空则按工单的处理时限",
        group=TIME,
        suggested=False,
    )
    stage_reply_hours: float | None = parameter(
        None,
        "阶段回复时限",
        "小时",
        "派单后多久内阶段回复；留空则按工单的处理时限",
        group=TIME,
        suggested=False,
    )
    callback_attempts: int = parameter(
        3,
        "回访尝试次数",
        "次",
        "在可联系的时段回访这么多次都没有接通，未回访只算提醒",
        group=CALLS,
        suggested=False,
        low=1,
    )
    repeat_days: float = parameter(
        60, "重复投诉回看", "天", "同一号码或同一地址在这么久内再次投诉，算重复投诉", group=RAISING
    )
    follow_up_days: float = parameter(7, "跟踪间隔", "天", "跟踪单这么久没有跟踪，提醒", group=TIME)
    branch_reply_hours: float = parameter(
        48, "分公司回复时限", "小时", "转派分公司后这么久没有回复，提醒由客服直接咨询", group=TIME
    )
    escalate_hours: float = parameter(
        24, "升级时限", "小时", "应升级的投诉在派单后这么久内升级", group=RAISING
    )
    upgraded_channels: tuple[str, ...] = parameter(
        ("12300", "工信部", "通信管理局", "12345", "12315", "媒体", "信访", "越级"),
        "升级渠道",
        help="来源渠道含其中之一的，应升级；多个用分号隔开",
        group=RAISING,
    )
    sensitive_levels: tuple[str, ...] = parameter(
        (),
        "敏感用户级别",
        help="这些用户级别的投诉应升级；多个用分号隔开，留空则不看级别",
        group=RAISING,
        suggested=False,
    )
    difficult_repeats: int = parameter(
        3,
        "疑难：重复投诉次数",
        "次",
        "回看期内同一号码投诉这么多次，算疑难",
        group=RAISING,
        suggested=False,
        low=1,
    )
    difficult_days: float = parameter(15, "疑难：处理时长", "天", "处理超过这么久，算疑难", group=RAISING)
    difficult_transfers: int = parameter(
        3, "疑难：转派次数", "次", "转派这么多次，算疑难", group=RAISING, suggested=False, low=1
    )
    escalation_ack_hours: float = parameter(
        24, "升级受理时限", "小时", "升级后这么久没有受理，不符合", group=RAISING
    )
    escalation_days: float = parameter(3, "升级处理时限", "天", "升级后这么久没有结果，提醒", group=RAISING)
    cluster_orders: int = parameter(
        3, "集中投诉单数", "单", "时段内相邻的工单达到这么多，算集中投诉", group=GROUPS, low=2
    )
    cluster_days: float = parameter(
        7, "集中投诉时段", "天", "派单时间相差这么久以内的，算同一批", group=GROUPS
    )
    cluster_m: float = parameter(500, "集中投诉距离", "米", "相距这么远以内的，算同一处", group=GROUPS)
    supervise_days: float = parameter(7, "督办间隔", "天", "三超条目这么久没有督办，不符合", group=GROUPS)
    weak_rsrp_4g: float = _rsrp(-110, "4G 弱覆盖 RSRP", help="低于它为弱覆盖")
    border_rsrp_4g: float = _rsrp(-105, "4G 临界 RSRP", help="低于它、不低于弱覆盖门限的为临界")
    weak_sinr_4g: float = _sinr(-3, "4G 弱覆盖 SINR", help="低于它为弱覆盖")
    border_sinr_4g: float = _sinr(0, "4G 临界 SINR", help="低于它、不低于弱覆盖门限的为临界")
    weak_rsrp_5g: float = _rsrp(-105, "5G 弱覆盖 SS-RSRP", help="低于它为弱覆盖")
    weak_sinr_5g: float = _sinr(-3, "5G 弱覆盖 SINR", help="低于它为弱覆盖")
    quiet_windows: tuple[str, ...] = parameter(
        ("12:00-14:30", "21:00-08:30"),
        "休息时间",
        help="不联系客户的时段，从前一时刻起、到后一时刻前；可以跨零点，多段用分号隔开",
        group=CALLS,
        suggested=False,
        check=_windows,
    )
    review_weekly: str = parameter(
        "",
        "每周评审会",
        help="资源需求评审会的惯例，如 周四 09:00；评审会表里那一周另有登记的，以登记为准；留空则只看登记",
        group=TIME,
        suggested=False,
        check=weekly_rule,
    )


@cache
def specs() -> tuple[ParameterSpec, ...]:
    """All parameters in the order of their declaration."""
    hints = get_type_hints(Parameters)
    return tuple(
        dataclasses.replace(f.metadata["desk"], name=f.name, hint=hints[f.name])
        for f in dataclasses.fields(Parameters)
    )


@cache
def groups() -> tuple[str, ...]:
    """The groups of parameters in the order of the settings page."""
    return (TIME, CALLS, RAISING, GROUPS, SIGNAL, PLACE)
