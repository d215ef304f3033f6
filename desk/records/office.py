"""What the office keeps beside the orders: sites, registers and its own settings."""

from dataclasses import dataclass
from datetime import datetime

from desk.records.field import Kind, declare
from desk.vocabulary import Datum, DepartmentClass, OutageCause, OverKind, OverState, PlanKind, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A base station and one of its outages, sheet 站点; a site has a row for each outage."""

    key: int = 0
    code: str = declare("站点编号", Kind.IDENTIFIER, required=True, width=16)
    name: str | None = declare("名称", width=24)
    region: str | None = declare("区域")
    lon: str | None = declare("经度", Kind.NUMBER, unit="°")
    lat: str | None = declare("纬度", Kind.NUMBER, unit="°")
    datum: str | None = declare("坐标系", choices=Datum, width=9)
    crucial: str | None = declare("关键站点", choices=YesNo, width=9)
    out_from: datetime | None = declare("断站开始", Kind.TIME, width=18)
    out_until: datetime | None = declare("断站恢复", Kind.TIME, width=18)
    out_cause: str | None = declare("断站原因", choices=OutageCause, width=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverItem:
    """An entry of the register called 三超; the name is a proper name and is not expanded."""

    key: int = 0
    number: str = declare("编号", Kind.IDENTIFIER, required=True, width=16)
    kind: str | None = declare("类型", choices=OverKind, width=10)
    site: str | None = declare("站点编号", Kind.IDENTIFIER, width=16)
    place: str | None = declare("地点", width=24)
    orders: str | None = declare("成员工单", Kind.CODES, width=48)
    owner: str | None = declare("负责人", width=10)
    opened_at: datetime | None = declare("建立时间", Kind.TIME, width=18)
    state: str | None = declare("状态", choices=OverState, width=9)
    supervised_at: datetime | None = declare("最近督办时间", Kind.TIME, width=18)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A planned move or a new site, sheet 建设计划."""

    key: int = 0
    number: str = declare("编号", Kind.IDENTIFIER, required=True, width=16)
    kind: str | None = declare("类型", choices=PlanKind, width=8)
    site: str | None = declare("站点编号", Kind.IDENTIFIER, width=16)
    place: str | None = declare("地点", width=24)
    orders: str | None = declare("成员工单", Kind.CODES, width=48)
    planned_at: datetime | None = declare("计划时间", Kind.TIME, width=18)
    state: str | None = declare("状态", width=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A county that a region answers for, sheet 区域."""

    key: int = 0
    region: str = declare("区域", required=True)
    county: str = declare("区县", required=True, width=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """The class of a department, sheet 部门."""

    key: int = 0
    department: str = declare("部门", required=True, width=24)
    category: str = declare("类别", required=True, choices=DepartmentClass)


@dataclass(frozen=True, slots=True, kw_only=True)
class T2Switch:
    """Whether a branch takes orders at its own T2 interface, sheet T2开关; off without an entry."""

    key: int = 0
    branch: str = declare("分公司", required=True, width=18)
    enabled: str = declare("启用", required=True, choices=YesNo, width=6)
    since: datetime | None = declare("生效时间", Kind.TIME, width=18)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A review meeting for resource needs, sheet 评审会."""

    key: int = 0
    time: datetime = declare("时间", Kind.TIME, required=True, width=18)
    cancelled: str | None = declare("取消", choices=YesNo, width=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A rule parameter over its default, sheet 参数."""

    key: int = 0
    name: str = declare("名称", required=True, width=28)
    value: str = declare("值", required=True, width=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWording:
    """The office's own template of a proposed text, sheet 话术; without 模板 the shipped one is in force."""

    key: int = 0
    name: str = declare("名称", required=True, width=18)
    use: str = declare("用途", required=True, width=14)
    text: str | None = declare("模板", Kind.LONG, width=60)
    version: int | None = declare("版本", Kind.INTEGER, width=6)
    person: str | None = declare("修改人", width=10)
