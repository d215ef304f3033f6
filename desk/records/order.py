"""The complaint order, sheet 工单."""

from dataclasses import dataclass
from datetime import datetime

from desk.records.field import Kind, Owner, declare
from desk.vocabulary import Cause, Datum, Network, Outcome, Service, Urgency, YesNo

EOMS = Owner.EOMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One complaint order. `key` is the table's id, or the sheet's row when it was read from a file."""

    key: int = 0
    order_no: str = declare("工单号", Kind.IDENTIFIER, owner=EOMS, required=True, listable=True, width=24)
    service_no: str | None = declare("客服流水号", Kind.IDENTIFIER, owner=EOMS, width=24)
    channel: str | None = declare("来源渠道", owner=EOMS, listable=True)
    accepted_at: datetime | None = declare("受理时间", Kind.TIME, owner=EOMS, width=18)
    dispatched_at: datetime = declare(
        "派单时间", Kind.TIME, owner=EOMS, required=True, listable=True, width=18
    )
    due_at: datetime | None = declare("处理时限", Kind.TIME, owner=EOMS, listable=True, width=18)
    urgency: str | None = declare("紧急程度", owner=EOMS, choices=Urgency, listable=True, width=9)
    phone: str | None = declare(
        "用户号码", Kind.IDENTIFIER, owner=EOMS, personal=True, listable=True, width=14
    )
    customer: str | None = declare("用户姓名", owner=EOMS, personal=True)
    level: str | None = declare("用户级别", owner=EOMS)
    region: str | None = declare("区域", owner=EOMS, listable=True)
    address: str | None = declare("投诉地址", owner=EOMS, listable=True, width=36)
    lon: str | None = declare("经度", Kind.NUMBER, unit="°")
    lat: str | None = declare("纬度", Kind.NUMBER, unit="°")
    datum: str | None = declare("坐标系", choices=Datum, width=9)
    network: str | None = declare("网络类型", owner=EOMS, choices=Network, listable=True, width=9)
    service: str | None = declare("业务类型", owner=EOMS, choices=Service, listable=True, width=11)
    complaint: str | None = declare("投诉内容", Kind.LONG, owner=EOMS, width=48)
    problem_time: str | None = declare("问题时间点", width=18)
    cycle: str | None = declare("出现周期")
    nearby: str | None = declare("周边用户使用情况", width=18)
    cause: str | None = declare("原因分类", choices=Cause, listable=True, width=9)
    classed_at: datetime | None = declare("定性时间", Kind.TIME, width=18)
    department: str | None = declare("责任部门", listable=True)
    need: str | None = declare("最紧迫需求", Kind.LONG, width=24)
    short_plan: str | None = declare("短期方案", Kind.LONG, width=30)
    long_plan: str | None = declare("长期方案", Kind.LONG, width=30)
    outcome: str | None = declare("解决情况", choices=Outcome, listable=True, width=9)
    replied_at: datetime | None = declare("回单时间", Kind.TIME, listable=True, width=18)
    reply: str | None = declare("回单内容", Kind.LONG, width=48)
    handler: str | None = declare("处理人", listable=True)
    sites: str | None = declare("涉及站点", Kind.CODES, width=18)
    redispatches: int | None = declare("重复派单次数", Kind.INTEGER, owner=EOMS, width=12, span=(0, 9999))
    difficult: str | None = declare("疑难", choices=YesNo, width=6)
