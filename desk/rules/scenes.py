"""The clean order and its bends: what the rules' examples are made of."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from desk.records import BY_TITLE, Field, Kind
from desk.rules.book import Book
from desk.rules.rule import Example

CLEAN_AT = datetime(2026, 10, 31, 18, 0)
CLEAN_NO = "HI-052-261010-00001"

CLEAN: dict[str, list[dict[str, Any]]] = {
    "工单": [
        {
            "工单号": CLEAN_NO,
            "客服流水号": "20261010083000X100000001",
            "来源渠道": "10086",
            "受理时间": "2026-10-10 08:30",
            "派单时间": "2026-10-10 08:45",
            "处理时限": "2026-10-14 08:45",
            "紧急程度": "一般",
            "用户号码": "13800000001",
            "用户姓名": "王某",
            "用户级别": "三星",
            "区域": "澄迈",
            "投诉地址": "海南省澄迈县金江镇文明路227号",
            "经度": "110.0073",
            "纬度": "19.7384",
            "坐标系": "GCJ-02",
            "网络类型": "4G",
            "业务类型": "数据",
            "投诉内容": "用户反映在家里上网慢，晚上尤其明显，要求尽快处理。",
            "问题时间点": "2026-10-09 20:15",
            "出现周期": "每天晚上",
            "周边用户使用情况": "周边用户同样上网慢",
            "原因分类": "优化",
            "定性时间": "2026-10-11 16:00",
            "责任部门": "澄迈优化组",
            "最紧迫需求": "晚上能正常看视频",
            "短期方案": "调整天线下倾角并优化邻区",
            "长期方案": "列入下季度扩容评估",
            "解决情况": "已解决",
            "回单时间": "2026-10-13 15:00",
            "回单内容": "调整天线后测试正常，已回访用户，用户确认恢复正常使用。",
            "处理人": "处理人",
            "重复派单次数": "0",
            "疑难": "否",
        }
    ],
    "联系记录": [
        {
            "时间": "2026-10-10 09:30",
            "方式": "电话",
            "目的": "预约",
            "结果": "接通",
            "话术": "您好，不好意思打扰了，想了解您什么时候方便协助我们到现场测试？",
            "内容": "客户约定次日下午上门测试。",
            "联系人": "处理人",
        },
        {
            "时间": "2026-10-13 10:00",
            "方式": "电话",
            "目的": "回访",
            "结果": "接通",
            "确认恢复": "是",
            "满意度": "10",
            "话术": "您好，请问现在上网恢复正常了吗？谢谢您！",
            "内容": "客户确认已恢复正常。",
            "联系人": "处理人",
        },
    ],
    "阶段回复": [
        {
            "时间": "2026-10-10 17:00",
            "内容": "用户家中晚上网速慢，初步判断为小区负荷高，计划10月11日下午上门测试后优化。",
            "回复人": "处理人",
        }
    ],
    "现场测试": [
        {
            "预约时间": "2026-10-11 15:00",
            "到达时间": "2026-10-11 14:45",
            "完成时间": "2026-10-11 15:40",
            "反馈时间": "2026-10-11 17:00",
            "测试人": "测试员甲",
            "经度": "110.0073",
            "纬度": "19.7384",
            "坐标系": "GCJ-02",
            "问题复测": "在客户家中复测网页打开慢，与投诉一致",
            "友商覆盖": "联通、电信信号一般",
            "现网站点": "澄迈文明路基站",
            "周边计划站点": "无",
            "友商资源": "无",
            "铁塔资源": "有铁塔一座",
            "已拍照": "是",
            "拍照许可": "是",
            "已留联系方式": "是",
            "已邀请评价": "是",
            "已告知回访": "是",
            "六不": "是是是是是是",
        }
    ],
    "三网测试": [
        {
            "运营商": operator,
            "网络类型": "4G",
            "业务类型": "数据",
            "阶段": "前",
            "室内外": "室内",
            "RSRP": rsrp,
            "SINR": sinr,
            "下行速率": down,
            "上行速率": up,
            "时延": "42",
            "测试时间": f"2026-10-11 15:{minute}",
        }
        for operator, rsrp, sinr, down, up, minute in (
            ("移动", "-101", "6", "8.2", "2.1", "05"),
            ("联通", "-99", "8", "22.5", "6.4", "15"),
            ("电信", "-98", "9", "25.1", "7.0", "25"),
        )
    ],
    "转派": [],
    "处理步骤": [
        {
            "步骤": "1",
            "类型": "优化",
            "状态": "已实施",
            "时间": "2026-10-12 11:00",
            "组": "澄迈优化组",
            "效果": "改善",
            "说明": "调整下倾角",
        }
    ],
    "升级": [],
    "跟踪单": [],
    "区域": [{"区域": "澄迈", "区县": "澄迈县"}],
}


def bent(example: Example) -> dict[str, list[dict[str, Any]]]:
    """The rows of the clean scene with the example's bends in place."""
    rows = {title: [dict(row) for row in sheet] for title, sheet in CLEAN.items()}
    for title, change in example.bend.items():
        if title != "工单":
            rows[title] = [dict(row) for row in change]
            continue
        first, *others = [change] if isinstance(change, Mapping) else change
        rows[title] = [{**rows[title][0], **first}, *(dict(row) for row in others)]
    return rows


def book_of(rows: Mapping[str, list[dict[str, Any]]]) -> Book:
    """Records from rows of texts by column; a row of an order's sheet without 工单号 is the clean order's."""
    book = Book()
    for title, sheet_rows in rows.items():
        sheet = BY_TITLE[title]
        for number, row in enumerate(sheet_rows, 2):
            values = {field.name: _value(field, row.get(field.title)) for field in sheet.fields}
            if sheet.of_order and values["order_no"] is None:
                values["order_no"] = CLEAN_NO
            book.add(sheet.table, [sheet.record(key=number, **values)])
    return book


def example_book(example: Example) -> tuple[Book, datetime]:
    """The scene of an example and the moment of its check."""
    at = datetime.fromisoformat(example.at) if example.at else CLEAN_AT
    return book_of(bent(example)), at


def _value(field: Field, text: Any) -> Any:
    if text is None or not str(text).strip():
        return None
    if field.kind is Kind.TIME:
        return datetime.fromisoformat(str(text))
    if field.kind is Kind.DATE:
        return date.fromisoformat(str(text))
    if field.kind is Kind.INTEGER:
        return int(text)
    return str(text)
