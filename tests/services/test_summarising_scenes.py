"""The summary workbook of few orders: what counts, what does not, what is compared and what is missing."""

from datetime import datetime

import pytest

from desk.errors import InputError
from desk.records import Person
from desk.rules.scenes import CLEAN
from desk.services.desk import Desk
from desk.services.period import Period, parse_period
from desk.services.summarising import export_summary
from desk.services.summarising.spans import before, year_before
from desk.vocabulary import Role
from tests.helpers.summaries import CHECK, OCTOBER, ORDER, order, overview, summarised


def test_texts_never_become_formulas_and_identifiers_are_text(desk, tmp_path):
    wild = order(1, 区域="=1+1", 处理人="+坏人", 来源渠道="@渠道", 投诉地址="-SUM(A1)", 网络类型="\x01坏\t网")
    book = summarised(desk, tmp_path, {"工单": [wild]})
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or CHECK.fullmatch(cell.value), (sheet.title, cell.coordinate)
    heading = book["分区域"]["D4"]
    assert (heading.value, heading.data_type, heading.quotePrefix) == ("=1+1", "s", True)
    details = book["明细"]["A3"]
    assert (details.value, details.data_type, details.number_format) == (wild["工单号"], "s", "@")


def test_what_cannot_be_judged_is_no_part_of_a_rate(desk, tmp_path):
    scene = {
        "工单": [
            order(1),
            order(2, 处理时限=None, 重复派单次数=None, 用户号码=None),
            order(3, 处理时限="2026-10-12 08:00", 重复派单次数="2"),
            order(4, 解决情况=None, 回单时间=None, 回单内容=None, 处理时限="2026-11-02 08:00"),
        ]
    }
    told = overview(summarised(desk, tmp_path, scene, bare=True))
    assert told["工单及时率"][:4] == (0.5, 1, 2, 1)
    assert told["重派率"][:4] == (pytest.approx(1 / 3), 1, 3, 1)
    assert told["重复投诉率"][:4] == (0, 0, 3, 1)
    assert told["回访率"][:4] == ("—", 0, 0, 3)
    assert told["实测率"][:4] == ("—", 0, 0, 4)
    assert told["升级率"][:4] == ("—", 0, 0, 4)
    assert told["真正解决率"][1:4] == (0, 1, 2)
    assert told["未回单量"][0] == 1


def test_what_is_dated_after_the_moment_has_not_happened(desk, tmp_path):
    later = datetime(2026, 10, 12, 12, 0)
    desk = Desk(desk.database, desk.person, lambda: later)
    told = overview(summarised(desk, tmp_path, {**CLEAN, "工单": [ORDER]}))
    assert told["已回单量"][0] == 0
    assert told["滞留量"][0] == 1
    assert told["回访率"][:3] == ("—", 0, 0)


def test_a_number_that_complained_before_the_period_counts_as_repeated(desk, tmp_path):
    scene = {
        "工单": [
            order(1, 派单时间="2026-08-05 09:00", 用户号码="13800002001"),
            order(2, 派单时间="2026-10-04 09:00", 用户号码="13800002001"),
            order(3, 派单时间="2026-08-05 08:59", 用户号码="13800002002"),
            order(4, 派单时间="2026-10-04 09:00", 用户号码="13800002002"),
        ]
    }
    assert overview(summarised(desk, tmp_path, scene))["重复投诉率"][1:3] == (1, 2)


def test_the_period_before_and_last_year_stand_beside(desk, tmp_path):
    past = [
        order(11, 派单时间="2026-09-10 08:00", 回单时间="2026-09-12 08:00", 处理时限="2026-09-14 08:00"),
        order(12, 派单时间="2026-09-11 08:00", 回单时间="2026-09-16 08:00", 处理时限="2026-09-14 08:00"),
        order(13, 派单时间="2025-10-10 08:00", 回单时间="2025-10-12 08:00", 处理时限="2025-10-14 08:00"),
    ]
    book = summarised(desk, tmp_path, {"工单": [order(1), *past]})
    told = overview(book)
    assert told["工单量"][4:] == (2, -1, 1, 0)
    assert told["工单及时率"][4:] == (0.5, 50, 1, 0)
    assert [cell.value for cell in book["图表"][4][11:15]] == ["指标", "本期", "上期", "去年同期"]


def test_a_backlog_is_counted_at_the_end_of_the_period(desk, tmp_path):
    late = order(1, 派单时间="2026-09-28 08:00", 回单时间="2026-10-02 08:00")
    told = overview(summarised(desk, tmp_path, {"工单": [late, order(2)]}, period=parse_period("2026-09")))
    assert told["滞留率"][:3] == (1, 1, 1)
    assert told["未回单量"][0] == 0


def test_a_late_feedback_makes_the_test_late(desk, tmp_path):
    tests = [
        {"工单号": order(1)["工单号"], "完成时间": "2026-10-11 15:00", "反馈时间": "2026-10-14 08:45"},
        {"工单号": order(2)["工单号"], "完成时间": "2026-10-11 15:00", "反馈时间": "2026-10-14 08:46"},
        {"工单号": order(3)["工单号"], "预约时间": "2026-10-11 15:00"},
    ]
    scene = {"工单": [order(n) for n in (1, 2, 3, 4)], "现场测试": tests}
    told = overview(summarised(desk, tmp_path, scene))
    assert told["测试及时率"][1:4] == (1, 3, None)
    assert told["实测率"][1:3] == (2, 3)
    assert told["需实测量"][0] == 3


def test_only_outages_over_forty_eight_hours_are_listed_with_their_complaints(desk, tmp_path):
    sites = [
        {"站点编号": "CM001", "断站开始": "2026-10-09 08:00", "断站恢复": "2026-10-11 08:00"},
        {"站点编号": "CM002", "断站开始": "2026-10-09 08:00", "断站恢复": "2026-10-11 08:00:01"},
        {"站点编号": "CM003", "断站开始": "2026-10-29 08:00"},
        {"站点编号": "CM004", "断站开始": "2026-08-01 08:00", "断站恢复": "2026-08-09 08:00"},
    ]
    scene = {"工单": [order(1, 涉及站点="CM001;CM002"), order(2, 涉及站点="CM002")], "站点": sites}
    rows = list(summarised(desk, tmp_path, scene)["断站超48小时"].iter_rows(min_row=3, values_only=True))
    assert [(row[0], row[5], row[8]) for row in rows][1:] == [("CM003", "未恢复", 0)]
    assert (rows[0][0], rows[0][8]) == ("CM002", 2)


def test_registers_show_what_is_to_be_watched(desk, tmp_path):
    number = order(1)["工单号"]
    scene = {
        "工单": [order(1)],
        "升级": [
            {"工单号": number, "时间": "2026-10-11 09:00", "原因": "敏感", "结果": "电话 13800001234 已沟通"}
        ],
        "跟踪单": [{"工单号": number, "跟踪单号": "GZ1", "建立时间": "2026-10-21 18:00", "状态": "跟踪中"}],
        "三超": [
            {"编号": "SC1", "成员工单": number, "状态": "督办中", "最近督办时间": "2026-10-24 18:00"},
            {"编号": "SC2", "成员工单": "别的", "状态": "已销号"},
        ],
    }
    book = summarised(desk, tmp_path, scene)
    escalation = next(book["升级"].iter_rows(min_row=3, values_only=True))
    assert (escalation[8], escalation[9]) == ("电话 138****1234 已沟通", "未受理")
    follow_up = next(book["跟踪单"].iter_rows(min_row=3, values_only=True))
    assert (follow_up[2], follow_up[8]) == ("GZ1", 10)
    over = list(book["三超"].iter_rows(min_row=3, values_only=True))
    assert [(row[0], row[5], row[10]) for row in over] == [("SC1", 1, 7)]


def test_the_details_say_what_each_order_adds_to_the_figures(desk, tmp_path):
    late = order(2, 处理时限="2026-10-12 08:00", 原因分类="故障", 解决情况="未解决", 重复派单次数="2")
    scene = {**CLEAN, "工单": [ORDER, late]}
    rows = list(summarised(desk, tmp_path, scene)["明细"].iter_rows(min_row=2, values_only=True))
    assert len(rows[0]) == 30
    clean, other = (dict(zip(rows[0], row, strict=True)) for row in rows[1:])
    told = ("及时", "实测", "测试及时", "归类", "真正解决", "回访", "重复投诉", "升级", "疑似虚假", "滞留")
    assert [clean[name] for name in told] == [
        *("及时", "是", "及时", "优化", "是", "是", "否", "否", "否", "否"),
    ]
    assert [other[name] for name in told] == [
        *("超时", "—", "—", "维护", "否", "—", "否", "否", "—", "否"),
    ]
    assert (clean["满意度"], other["重派次数"]) == (10, 2)


def test_gaps_name_what_is_missing(desk, tmp_path):
    book = summarised(desk, tmp_path, {"工单": [order(1, 处理时限=None, 区域=None)]})
    rows = {row[1]: row for row in book["数据缺口"].iter_rows(min_row=3, values_only=True)}
    assert rows["处理时限空白"][2:5] == (1, 1, "100.0%")
    assert rows["区域空白"][2] == 1
    assert rows["上期（2026-09）"][5]
    assert "驳回率" in rows
    assert "DLN01" in rows["处理时限"][5]
    assert book["分区域"]["D4"].value == "未分区域"


def test_many_channels_end_in_one_row(desk, tmp_path):
    book = summarised(desk, tmp_path, {"工单": [order(n, 来源渠道=f"渠道{n:02d}") for n in range(1, 12)]})
    assert overview(book)["其余"][0] == 4


def test_the_office_stands_on_the_cover(desk, tmp_path):
    book = summarised(desk, tmp_path, {"工单": [order(1)]}, office="某某处理中心")
    assert book.sheetnames[:4] == ["封面", "总览", "图表", "分区域"]
    assert [book["封面"].cell(row, 1).value for row in (1, 2)] == ["某某处理中心", "投诉处理质量汇总"]


def test_a_period_without_orders_is_refused(desk, tmp_path):
    with pytest.raises(InputError, match="期间“2026-10”没有工单"):
        export_summary(desk, tmp_path / "a.xlsx", OCTOBER)
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize(
    ("text", "last", "year"),
    [
        ("2026-10", "2026-09", "2025-10"),
        ("2026-01", "2025-12", "2025-01"),
        ("2026-W42", "2026-W41", "2025-W42"),
        ("2026-W01", "2025-W52", "2025-W01"),
        ("2026-10-01..2026-10-15", "2026-09-16..2026-09-30", "2025-10-01..2025-10-15"),
        ("2026-10-01..2026-10-31", "2026-09", "2025-10"),
        ("2024-02-29..2024-02-29", "2024-02-28..2024-02-28", "2023-02-28..2023-02-28"),
    ],
)
def test_what_a_period_is_compared_with(text, last, year):
    period = parse_period(text)
    assert before(period).text == last
    assert before(period).end == period.start
    assert year_before(period).text == year


def test_a_week_that_last_year_lacked_is_not_compared():
    assert year_before(parse_period("2026-W53")) is None
    assert isinstance(before(parse_period("2026-W53")), Period)


def test_the_acting_person_needs_no_right_for_a_masked_summary(desk, tmp_path):
    handler = Desk(desk.database, Person("处理人", Role.HANDLER), desk.now)
    assert summarised(handler, tmp_path, {"工单": [order(1)]}).sheetnames
