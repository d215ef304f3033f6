"""A field is declared once: tables, sheets and mappings follow the declaration."""

import dataclasses
from dataclasses import dataclass

import pytest
from sqlalchemy import MetaData

from desk.models import records as tables
from desk.models import table_of
from desk.models.records import JUDGED
from desk.records import SHEETS, Kind, SheetSpec, by_title, fields
from desk.records.field import declare
from desk.records.people import Deed, Person, may
from desk.records.work import StageReply
from desk.services.exporting import records_table
from desk.services.intake.mapping import map_columns
from desk.vocabulary import Role

CONTRACT = {
    "工单": "工单号 客服流水号 来源渠道 受理时间 派单时间 处理时限 紧急程度 用户号码 用户姓名 用户级别 区域 投诉地址 经度 纬度 "
    "坐标系 网络类型 业务类型 投诉内容 问题时间点 出现周期 周边用户使用情况 原因分类 定性时间 责任部门 最紧迫需求 短期方案 长期方案 "
    "解决情况 回单时间 回单内容 处理人 涉及站点 重复派单次数 疑难",
    "联系记录": "工单号 时间 方式 目的 紧急 紧急原因 结果 确认恢复 满意度 话术 内容 联系人",
    "阶段回复": "工单号 时间 内容 回复人",
    "现场测试": "工单号 预约时间 到达时间 完成时间 反馈时间 测试人 经度 纬度 坐标系 问题复测 友商覆盖 现网站点 周边计划站点 "
    "友商资源 铁塔资源 已拍照 拍照许可 已留联系方式 已邀请评价 已告知回访 六不",
    "三网测试": "工单号 运营商 网络类型 业务类型 阶段 室内外 RSRP SINR 下行速率 上行速率 时延 测试时间",
    "转派": "工单号 类型 接收部门 传递时间 发单时间 督办 督办组 口径 上门时间 时限 回复时间 回复内容 上报时间 评审提交时间 完成时间",
    "处理步骤": "工单号 步骤 类型 状态 时间 组 效果 说明",
    "升级": "工单号 时间 原因 级别 受理人 受理时间 结果 完成时间",
    "跟踪单": "工单号 跟踪单号 建立时间 状态 最近跟踪时间 下次跟踪时间 解决时间 说明",
    "站点": "站点编号 名称 区域 经度 纬度 坐标系 关键站点 断站开始 断站恢复 断站原因",
    "三超": "编号 类型 站点编号 地点 成员工单 负责人 建立时间 状态 最近督办时间",
    "建设计划": "编号 类型 站点编号 地点 成员工单 计划时间 状态",
    "原始字段": "工单号 列 值",
    "豁免": "工单号 规则 结论 原因 经办人 时间",
    "区域": "区域 区县",
    "部门": "部门 类别",
    "T2开关": "分公司 启用 生效时间",
    "评审会": "时间 取消",
    "参数": "名称 值",
}


def test_the_sheets_are_those_of_the_contract():
    titles = {sheet.title: " ".join(f.title for f in sheet.fields) for sheet in SHEETS if not sheet.beyond}
    assert titles == CONTRACT


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table)
def test_each_table_has_the_declared_columns(sheet):
    own = list(JUDGED) if sheet.table == "orders" else []
    assert list(table_of(sheet.table).c.keys()) == ["id", *(f.name for f in sheet.fields), *own]


def test_a_new_field_is_one_line(monkeypatch):
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Longer(StageReply):
        channel: str | None = declare("回复渠道", width=20)

    sheet = SheetSpec("阶段回复", "stage_replies", Longer)
    monkeypatch.setattr(tables, "metadata", MetaData())
    assert "channel" in tables._table(sheet).c
    assert by_title(Longer)["回复渠道"].kind is Kind.TEXT
    written = records_table(sheet, [])
    assert (written.columns[-1].title, written.columns[-1].width) == ("回复渠道", 20)
    assert [f.name for f in map_columns(sheet, ["工单号", "回复渠道"]).fields.values()] == [
        "order_no",
        "channel",
    ]


def test_every_field_is_described():
    for sheet in SHEETS:
        titles = [f.title for f in sheet.fields]
        assert len(set(titles)) == len(titles)
        assert len(fields(sheet.record)) == len(dataclasses.fields(sheet.record)) - 1  # all but the key


@pytest.mark.parametrize("deed", Deed)
def test_rights_follow_the_roles(deed):
    senior = {Deed.OVERRIDE, Deed.WAIVE, Deed.UNMASK, Deed.CLOSE, Deed.SETTINGS}
    allowed = {role for role in Role if may(Person("某", role), deed)}
    assert Role.ADMIN in allowed
    if deed in senior:
        assert allowed == {Role.LEAD, Role.QUALITY, Role.ADMIN}
    assert (Role.HANDLER in allowed) is (deed not in senior | {Deed.PEOPLE, Deed.REOPEN})
