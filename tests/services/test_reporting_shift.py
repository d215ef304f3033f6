"""The shift sheet and the review meeting's pack: what the whole desk prints."""

from dataclasses import replace
from datetime import datetime

import pytest

from desk.errors import InputError
from desk.rules.scenes import CLEAN_NO
from desk.services import reporting
from desk.services.masking import Unmasking
from desk.services.period import parse_period
from desk.services.reporting.calling import call_windows
from desk.worktime import quiet_windows
from tests.helpers.papers import words_of
from tests.helpers.scenes import fill, rows

MORNING = datetime(2026, 10, 20, 9, 0)
STEPS = [
    {
        "步骤": str(number),
        "类型": "优化" if number < 7 else "整改" if number < 10 else "评估",
        "状态": "已实施",
        "时间": "2026-10-12 11:00",
        "组": "澄迈优化组",
        "说明": "周边无可共享站点" if number == 10 else f"做法{number}",
    }
    for number in range(1, 11)
]
NEED = {
    "类型": "新建资源",
    "接收部门": "澄迈分公司",
    "传递时间": "2026-10-13 16:00",
    "口径": "请评估新增站点",
}


def orders_due(*dues, **more):
    return [
        {
            "工单号": f"A-{place}",
            "派单时间": "2026-10-18 08:00",
            "处理时限": due,
            "用户号码": f"1380000000{place}",
            "处理人": "甲某" if place == 1 else "乙某",
            **more,
        }
        for place, due in enumerate(dues, 1)
    ]


@pytest.fixture
def shift(desk):
    def made(scene, at=MORNING, **options):
        fill(desk, scene)
        return reporting.shift_data(replace(desk, now=lambda: at), **options)["reports"][0]

    return made


def numbers(lines):
    return [line["order"]["order_no"] for line in lines]


def test_deadlines_fall_into_late_today_and_soon(shift):
    dues = ("2026-10-20 08:00", "2026-10-20 17:00", "2026-10-21 08:00", "2026-10-25 08:00")
    sheet = shift({"工单": orders_due(*dues, 投诉内容="上网慢")})
    assert [numbers(sheet[part]) for part in ("late", "today", "soon")] == [["A-1"], ["A-2"], ["A-3"]]
    assert sheet["today"][0]["task"] == "回单"
    assert sheet["today"][0]["order"]["phone"] == "138****0002"


def test_who_has_the_right_gets_whole_numbers(desk, shift):
    scene = {"工单": orders_due("2026-10-20 17:00")}
    with pytest.raises(InputError, match="无权“查看完整信息”"):
        shift(scene, unmasking=Unmasking())
    lead = replace(desk.acting("组长"), now=lambda: MORNING)
    (line,) = reporting.shift_data(lead, unmasking=Unmasking())["reports"][0]["today"]
    assert line["order"]["phone"] == "13800000001"


def test_replied_orders_are_not_due(shift):
    replied = {"解决情况": "已解决", "回单时间": "2026-10-19 08:00"}
    assert shift({"工单": orders_due("2026-10-20 17:00", **replied)})["today"] == []


def test_a_step_that_is_due_is_told_with_its_remedy(shift):
    scene = {
        "工单": orders_due("2026-10-30 17:00", 原因分类="故障", 定性时间="2026-10-18 12:00"),
        "部门": [{"部门": "澄迈维护室", "类别": "维护室"}],
    }
    (line,) = shift(scene)["today"]
    assert line["time"] == "2026-10-20 12:00"
    assert "维护室" in line["task"]
    assert "回单" not in line["task"]


def test_a_later_limit_of_the_reply_is_told_with_its_time(shift):
    order = orders_due("2026-10-21 08:00", 原因分类="故障", 定性时间="2026-10-18 12:00")
    (line,) = shift({"工单": order})["today"]
    assert line["task"].startswith("回单（处理时限 10-21 08:00）；")


def test_agreed_visits_and_promised_trackings_are_listed(shift):
    scene = {
        "工单": orders_due("2026-10-30 17:00", "2026-10-30 17:00", "2026-10-30 17:00"),
        "现场测试": [
            {"工单号": "A-1", "预约时间": "2026-10-20 15:00", "测试人": "测试员甲"},
            {"工单号": "A-2", "预约时间": "2026-10-21 15:00"},
            {"工单号": "A-3", "预约时间": "2026-10-19 15:00", "到达时间": "2026-10-19 14:50"},
        ],
        "跟踪单": [
            {"工单号": "A-1", "跟踪单号": "G-1", "建立时间": "2026-10-19 08:00", "状态": "跟踪中"},
            {"工单号": "A-2", "跟踪单号": "G-2", "建立时间": "2026-10-10 08:00", "状态": "跟踪中"},
            {"工单号": "A-2", "跟踪单号": "G-3", "建立时间": "2026-10-10 08:00", "状态": "已关闭"},
            {
                "工单号": "A-3",
                "跟踪单号": "G-4",
                "建立时间": "2026-10-19 08:00",
                "状态": "跟踪中",
                "下次跟踪时间": "2026-10-20 10:00",
            },
        ],
    }
    sheet = shift(scene)
    assert [(numbers([line]), line["task"]) for line in sheet["visits"]] == [(["A-1"], "测试人：测试员甲")]
    assert [line["task"] for line in sheet["promised"]] == ["7 天未跟踪：G-2", "约定跟踪：G-4"]


def test_one_handler_gets_his_own_orders(shift):
    scene = {"工单": orders_due("2026-10-20 17:00", "2026-10-20 18:00")}
    assert numbers(shift(scene, handler="乙某")["today"]) == ["A-2"]


def test_an_unknown_handler_is_told_with_those_there_are(shift):
    with pytest.raises(InputError, match="没有处理人“丙某”的工单，可用的处理人有：甲某"):
        shift({"工单": orders_due("2026-10-20 17:00")}, handler="丙某")


@pytest.mark.parametrize(
    ("quiet", "windows"),
    [
        ("12:00-14:30;21:00-08:30", [("08:30", "12:00"), ("14:30", "21:00")]),
        ("22:00-24:00", [("00:00", "22:00")]),
        ("", [("00:00", "24:00")]),
        ("00:00-08:00;08:00-09:00", [("09:00", "24:00")]),
    ],
)
def test_the_rest_of_the_day_may_be_called(quiet, windows):
    assert call_windows(quiet_windows(quiet)) == windows


def test_in_the_hours_of_rest_the_sheet_says_until_when(shift):
    scene = {"工单": orders_due("2026-10-30 17:00")}
    assert shift(scene)["quiet_until"] is None
    assert shift(scene, at=datetime(2026, 10, 20, 12, 30))["quiet_until"] == "14:30"


def test_the_sheet_prints_on_one_page(desk, tmp_path):
    fill(desk, {"工单": orders_due("2026-10-20 17:00")})
    path = tmp_path / "当班.pdf"
    desk = replace(desk, now=lambda: datetime(2026, 10, 20, 12, 30))
    reporting.shift_pdf(desk, path, office="某公司")
    text = words_of(path)
    for part in (
        "当班工作单",
        "某公司",
        "A-1",
        "08:30—12:00",
        "14:30起可以联系客户",
        "今日到期1",
        "第1页共1页",
    ):
        assert part in text, part
    assert len(reporting.shift_pages(desk, dpi=40)) == 1


@pytest.fixture
def needy(desk):
    """The clean order as a need for new resources."""

    def made(**more):
        order = {
            "原因分类": "新建资源",
            "责任部门": "澄迈分公司",
            "解决情况": "未解决",
            "回单内容": "待建设。",
        }
        fill(desk, rows(**{"工单": order, "处理步骤": STEPS, "转派": [NEED], **more}))
        return desk

    return made


def test_the_pack_argues_each_need(needy, tmp_path):
    desk = needy(评审会=[{"时间": "2026-11-04 15:00"}, {"时间": "2026-11-02 15:00", "取消": "是"}])
    path = tmp_path / "论证.pdf"
    reporting.review_pdf(desk, path, office="某公司")
    text = words_of(path)
    for part in (
        "建设需求论证", "评审会：2026-11-0415:00", "需求数：1", "-101（电信-98）", "9/9", "待上报",
        "差于电信3dB",
        "联通、电信信号一般", "有铁塔一座", "做法3", "周边无可共享站点", "请评估新增站点", "同意建设",
        "列入下季度扩容评估", "本报告所用门限",
    ):  # fmt: skip
        assert part in text, part
    assert len(reporting.review_pages(desk, dpi=40)) >= 2


def test_the_pack_shows_the_plans_that_name_the_order(needy, tmp_path):
    near = {"编号": "JS-2", "类型": "新建", "站点编号": "CM009", "地点": "金江镇文明路", "状态": "规划中"}
    desk = needy(
        建设计划=[
            near | {"成员工单": f"A-1;{CLEAN_NO}", "计划时间": "2026-12-20 09:00"},
            {
                "编号": "JS-1",
                "类型": "搬迁",
                "成员工单": CLEAN_NO,
                "计划时间": "2026-11-20 09:00",
                "状态": "已立项",
            },
            {"编号": "JS-3", "类型": "新建", "成员工单": f"{CLEAN_NO}9"},
            {"编号": "JS-4", "类型": "新建"},
        ]
    )
    (sheet,) = reporting.review_data(desk)["reports"]
    kept = [(plan["number"], plan["kind"], plan["planned_at"], plan["state"]) for plan in sheet["plans"]]
    assert kept == [
        ("JS-1", "搬迁", "2026-11-20 09:00", "已立项"),
        ("JS-2", "新建", "2026-12-20 09:00", "规划中"),
    ]
    path = tmp_path / "论证.pdf"
    reporting.review_pdf(desk, path)
    text = words_of(path)
    for part in ("建设计划", "JS-1", "搬迁", "2026-11-2009:00", "已立项", "JS-2", "CM009", "金江镇文明路"):
        assert part in text, part
    assert "JS-3" not in text


def test_a_need_without_a_plan_says_so(needy, tmp_path):
    path = tmp_path / "论证.pdf"
    reporting.review_pdf(needy(), path)
    assert "没有登记涉及本单的建设计划" in words_of(path)


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"上报时间": "2026-10-14 10:00"}, "已上报"),
        ({"评审提交时间": "2026-10-15 10:00"}, "已提交评审"),
        ({"完成时间": "2026-10-20 10:00"}, "已完成"),
        ({"类型": "T2"}, "待上报"),
    ],
)
def test_the_state_of_a_need(needy, change, state):
    (sheet,) = reporting.review_data(needy(转派=[NEED | change]))["reports"]
    assert sheet["state"] == state


def test_needs_of_another_period_stay_out(needy):
    desk = needy()
    assert len(reporting.review_data(desk, period=parse_period("2026-10"))["reports"]) == 1
    with pytest.raises(InputError, match="没有生成建设需求论证"):
        reporting.review_data(desk, period=parse_period("2026-09"))


def test_an_order_without_such_a_transfer_is_told(desk):
    fill(desk, rows())
    with pytest.raises(InputError, match=f"工单 {CLEAN_NO} 没有新建资源的转派"):
        reporting.review_data(desk, [CLEAN_NO])


def test_no_need_is_told(desk):
    fill(desk, rows())
    with pytest.raises(InputError, match="没有生成建设需求论证"):
        reporting.review_data(desk)
