"""What is done for an order: contacts, replies, tests, photos, transfers, steps, escalations and the like."""

from dataclasses import dataclass
from datetime import datetime

from desk.records.field import Kind, declare
from desk.vocabulary import (
    Datum,
    Effect,
    EscalationReason,
    FollowUpState,
    Means,
    Network,
    Operator,
    Purpose,
    Reach,
    Restored,
    Service,
    Stage,
    StepKind,
    StepState,
    TransferKind,
    WaiverKind,
    YesNo,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A contact with the customer, sheet 联系记录."""

    key: int = 0
    order_no: str = declare("工单号", Kind.IDENTIFIER, required=True, width=24)
    time: datetime = declare("时间", Kind.TIME, required=True, width=18)
    means: str | None = declare("方式", choices=Means, width=8)
    purpose: str | None = declare("目的", choices=Purpose, width=8)
    urgent: str | None = declare("紧急", choices=YesNo, width=6)
    urgent_reason: str | None = declare("紧急原因", width=18)
    result: str | None = declare("结果", choices=Reach, width=8)
    restored: str | None = declare("确认恢复", choices=Restored, width=9)
    score: int | None = declare("满意度", Kind.INTEGER, width=8, span=(1, 10))
    wording: str | None = declare("话术", Kind.LONG, width=40)
    text: str | None = declare("内容", Kind.LONG, width=40)
    person: str | None = declare("联系人", width=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReply:
    """An interim reply to the online service company, sheet 阶段回复."""

    key: int = 0
    order_no: str = declare("工单号", Kind.IDENTIFIER, required=True, width=24)
    time: datetime = declare("时间", Kind.TIME, required=True, width=18)
    text: str | None = declare("内容", Kind.LONG, width=60)
    person: str | None = declare("回复人", width=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTest:
    """A visit with measurements, sheet 现场测试."""

    key: int = 0
    order_no: str = declare("工单号", Kind.IDENTIFIER, required=True, width=24)
    agreed_at: datetime | None = declare("预约时间", Kind.TIME, width=18)
    arrived_at: datetime | None = declare("到达时间", Kind.TIME, width=18)
    finished_at: datetime | None = declare("完成时间", Kind.TIME, width=18)
    fed_back_at: datetime | None = declare("反馈时间", Kind.TIME, width=18)
    tester: str | None = declare("测试人", width=10)
    lon: str | None = declare("经度", Kind.NUMBER, unit="°")
    lat: str | None = declare("纬度", Kind.NUMBER, unit="°")
    datum: str | None = declare("坐标系", choices=Datum, width=9)
    retest: str | None = declare("问题复测", Kind.LONG, width=30)
    rivals: str | None = declare("友商覆盖", Kind.LONG, width=24)
    own_sites: str | None = declare("现网站点", Kind.LONG, width=24)
    planned_sites: str | None = declare("周边计划站点", Kind.LONG, width=24)
    rival_resources: str | None = declare("友商资源", Kind.LONG, width=18)
    tower_resources: str | None = declare("铁塔资源", Kind.LONG, width=18)
    photographed: str | None = declare("已拍照", choices=YesNo, width=8)
    photo_permission: str | None = declare("拍照许可", choices=YesNo, width=9)
    left_contact: str | None = declare("已留联系方式", choices=YesNo, width=12)
    invited_rating: str | None = declare("已邀请评价", choices=YesNo, width=11)
    told_callback: str | None = declare("已告知回访", choices=YesNo, width=11)
    six_donts: str | None = declare("六不", width=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One operator's readings at the place, sheet 三网测试."""

    key: int = 0
    order_no: str = declare("工单号", Kind.IDENTIFIER, required=True, width=24)
    operator: str = declare("运营商", required=True, choices=Operator, width=8)
    network: str | None = declare("网络类型", choices=Network, width=9)
    service: str | None = declare("业务类型", choices=Service, width=11)
    stage: str | None = declare("阶段", choices=Stage, width=6)
    indoors: str | None = declare("室内外", width=8)
    rsrp: str | None = declare("RSRP", Kind.NUMBER, unit="dBm", width=9)
    sinr: str | None = declare("SINR", Kind.NUMBER, unit="dB", width=9)
    down: str | None = declare("下行速率", Kind.NUMBER, unit="Mbit/s", width=10)
    up: str | None = declare("上行速率", Kind.NUMBER, unit="Mbit/s", width=10)
    delay: str | None = declare("时延", Kind.NUMBER, unit="ms", width=8)
    time: datetime | None = declare("测试时间", Kind.TIME, width=18)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photograph of a field test, sheet 照片; the picture is kept beside it under its digest."""

    key: int = 0
    order_no: str = declare("工单号", Kind.IDENTIFIER, required=True, width=24)
    digest: str = declare("指纹", Kind.IDENTIFIER, required=True, width=34)
    name: str | None = declare("文件名", width=24)
    taken_at: datetime | None = declare("拍摄时间", Kind.TIME, width=18)
    note: str | None = declare("说明", width=24)
    permission: str | None = declare("许可说明", width=24)
    lon: str | None = declare("经度", Kind.NUMBER, unit="°")
    lat: str | None = declare("纬度", Kind.NUMBER, unit="°")
    datum: str | None = declare("坐标系", choices=Datum, width=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """An order handed to a department, sheet 转派."""

    key: int = 0
    order_no: str = declare("工单号", Kind.IDENTIFIER, required=True, width=24)
    kind: str = declare("类型", required=True, choices=TransferKind, width=10)
    department: str = declare("接收部门", required=True, width=18)
    handed_at: datetime | None = declare("传递时间", Kind.TIME, width=18)
    issued_at: datetime | None = declare("发单时间", Kind.TIME, width=18)
    supervised: str | None = declare("督办", choices=YesNo, width=6)
    supervisor: str | None = declare("督办组", width=14)
    wording: str | None = declare("口径", Kind.LONG, width=30)
    visited_at: datetime | None = declare("上门时间", Kind.TIME, width=18)
    due_at: datetime | None = declare("时限", Kind.TIME, width=18)
    answered_at: datetime | None = declare("回复时间", Kind.TIME, width=18)
    answer: str | None = declare("回复内容", Kind.LONG, width=30)
    reported_at: datetime | None = declare("上报时间", Kind.TIME, width=18)
    reviewed_at: datetime | None = declare("评审提交时间", Kind.TIME, width=18)
    finished_at: datetime | None = declare("完成时间", Kind.TIME, width=18)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of the twelve handling steps, sheet 处理步骤."""

    key: int = 0
    order_no: str = declare("工单号", Kind.IDENTIFIER, required=True, width=24)
    number: int = declare("步骤", Kind.INTEGER, required=True, width=6, span=(1, 12))
    kind: str | None = declare("类型", choices=StepKind, width=8)
    state: str | None = declare("状态", choices=StepState, width=9)
    time: datetime | None = declare("时间", Kind.TIME, width=18)
    group: str | None = declare("组", width=14)
    effect: str | None = declare("效果", choices=Effect, width=8)
    text: str | None = declare("说明", Kind.LONG, width=40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """An order raised to somebody above, sheet 升级."""

    key: int = 0
    order_no: str = declare("工单号", Kind.IDENTIFIER, required=True, width=24)
    time: datetime = declare("时间", Kind.TIME, required=True, width=18)
    reason: str | None = declare("原因", choices=EscalationReason, width=8)
    level: str | None = declare("级别", width=10)
    receiver: str | None = declare("受理人", width=10)
    accepted_at: datetime | None = declare("受理时间", Kind.TIME, width=18)
    result: str | None = declare("结果", Kind.LONG, width=30)
    finished_at: datetime | None = declare("完成时间", Kind.TIME, width=18)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """The ticket that keeps an unsolved order in sight, sheet 跟踪单."""

    key: int = 0
    order_no: str = declare("工单号", Kind.IDENTIFIER, required=True, width=24)
    number: str = declare("跟踪单号", Kind.IDENTIFIER, required=True, width=24)
    opened_at: datetime = declare("建立时间", Kind.TIME, required=True, width=18)
    state: str | None = declare("状态", choices=FollowUpState, width=9)
    tracked_at: datetime | None = declare("最近跟踪时间", Kind.TIME, width=18)
    next_at: datetime | None = declare("下次跟踪时间", Kind.TIME, width=18)
    solved_at: datetime | None = declare("解决时间", Kind.TIME, width=18)
    text: str | None = declare("说明", Kind.LONG, width=40)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawField:
    """A column of an import that maps to nothing, sheet 原始字段."""

    key: int = 0
    order_no: str = declare("工单号", Kind.IDENTIFIER, required=True, width=24)
    column: str = declare("列", required=True, width=18)
    value: str | None = declare("值", Kind.LONG, width=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A person's word on a verdict, with the reason, sheet 豁免."""

    key: int = 0
    order_no: str = declare("工单号", Kind.IDENTIFIER, required=True, width=24)
    rule: str = declare("规则", Kind.IDENTIFIER, required=True, width=9)
    conclusion: str = declare("结论", required=True, choices=WaiverKind, width=8)
    reason: str = declare("原因", Kind.LONG, required=True, width=40)
    person: str = declare("经办人", required=True, width=10)
    time: datetime = declare("时间", Kind.TIME, required=True, width=18)
