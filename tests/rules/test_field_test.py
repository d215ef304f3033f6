import dataclasses
from datetime import datetime

import pytest

from desk.rules import kin as kinship
from desk.rules.catalogue import BY_CODE
from desk.rules.engine import check
from desk.rules.rule import Example
from desk.rules.scenes import CLEAN
from desk.rules.spots import spot_of
from desk.vocabulary import Verdict

FIRST = {"到达时间": "2026-10-11 14:45", "完成时间": "2026-10-11 15:40"}
SECOND = {"到达时间": "2026-10-12 09:00", "完成时间": "2026-10-12 10:00"}


def rows(time, *operators, **more):
    return [
        {"运营商": name, "网络类型": "4G", "业务类型": "数据", "RSRP": f"-9{n}", "测试时间": time, **more}
        for n, name in enumerate(operators)
    ]


THREE = ("移动", "联通", "电信")


def test_the_missing_operators_are_named(judge):
    found = judge("FLD01", {"三网测试": rows("2026-10-11 15:00", "移动")})
    assert found.verdict is Verdict.FAIL
    assert ("联通" in found.message, "电信" in found.message, "移动（" in found.message) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        ("2026-10-12 09:30", Verdict.PASS),
        ("2026-10-12 23:00", Verdict.PASS),
        ("2026-10-11 20:00", Verdict.FAIL),
    ],
)
def test_a_measurement_belongs_to_the_test_that_holds_it_or_the_latest_before(judge, second, verdict):
    bend = {
        "现场测试": [FIRST, SECOND],
        "三网测试": [*rows("2026-10-11 15:00", *THREE), *rows(second, *THREE)],
    }
    assert judge("FLD01", bend).verdict is verdict


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("2026-10-11 15:00", "2026-10-11 18:00", Verdict.PASS),
        ("2026-10-11 15:00", "2026-10-11 20:00", Verdict.PASS),
        ("2026-10-11 17:00", "2026-10-11 18:00", Verdict.FAIL),
    ],
)
@pytest.mark.parametrize("arrived", ["", "2026-10-11 14:45"])
def test_tests_of_a_day_without_arrival_hold_what_precedes_their_end(judge, arrived, first, second, verdict):
    bend = {
        "现场测试": [{**FIRST, "到达时间": arrived}, {"完成时间": "2026-10-11 19:00"}],
        "三网测试": [*rows(first, *THREE), *rows(second, *THREE)],
    }
    assert judge("FLD01", bend).verdict is verdict


def test_a_measurement_before_every_test_is_nobodys(judge):
    bend = {"现场测试": [FIRST], "三网测试": rows("2026-10-11 14:00", *THREE)}
    assert judge("FLD01", bend).verdict is Verdict.FAIL


@pytest.mark.parametrize("time", ["", "2026-10-11"])
def test_a_measurement_without_a_time_of_day_is_not_held_against_the_test(judge, time):
    bend = {"现场测试": [FIRST], "三网测试": rows(time, *THREE)}
    assert judge("FLD01", bend).verdict is Verdict.PASS


def test_a_planned_test_is_not_judged_yet(judge):
    bend = {"现场测试": [FIRST, {"预约时间": "2026-11-02 09:00"}]}
    assert judge("FLD01", bend).verdict is Verdict.PASS


@pytest.mark.parametrize("value", ["下行速率", "SINR", "上行速率"])
def test_a_rate_or_a_signal_makes_a_measurement_complete(judge, value):
    bend = {"三网测试": rows("2026-10-11 15:00", *THREE, RSRP="", **{value: "3.5"})}
    assert judge("FLD01", bend).verdict is Verdict.PASS


def test_what_cannot_be_read_is_said_and_no_fail(judge):
    found = judge(
        "FLD01",
        {
            "三网测试": [
                *rows("2026-10-11 15:00", "移动", "联通"),
                *rows("2026-10-11 15:00", "电信", RSRP="弱"),
            ]
        },
    )
    assert found.verdict is Verdict.UNKNOWN
    assert "弱" in found.message


def test_only_our_own_network_must_match_the_complaint(judge):
    own = rows("2026-10-11 15:00", "移动")
    others = rows("2026-10-11 15:00", "联通", "电信", 网络类型="5G", 业务类型="语音")
    assert judge("FLD02", {"三网测试": [*own, *others]}).verdict is Verdict.PASS


def test_voice_and_data_must_both_be_tested(judge):
    bend = {"工单": {"业务类型": "语音+数据"}, "三网测试": rows("2026-10-11 15:00", "移动")}
    assert judge("FLD02", bend).verdict is Verdict.WARN
    voice = rows("2026-10-11 15:10", "移动", 业务类型="语音")
    assert judge("FLD02", {**bend, "三网测试": [*bend["三网测试"], *voice]}).verdict is Verdict.PASS


def test_all_missing_information_is_named(judge):
    test = {
        **FIRST,
        "友商覆盖": "无",
        "现网站点": " ",
        "周边计划站点": "无",
        "友商资源": "无",
        "铁塔资源": "",
    }
    found = judge("FLD03", {"工单": {"网络类型": ""}, "现场测试": [test]})
    assert found.missing == ("网络类型", "现场测试.现网站点", "现场测试.铁塔资源")


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ("2026-10-09 20:15", Verdict.PASS),
        ("10月9日晚上8点", Verdict.PASS),
        ("晚上8点", Verdict.FAIL),
        ("2026-10-09", Verdict.FAIL),
    ],
)
def test_a_time_point_has_a_date_and_a_time_of_day(judge, written, verdict):
    assert judge("FLD03", {"工单": {"问题时间点": written}}).verdict is verdict


def steps(*shaped):
    return {
        "处理步骤": [
            {"步骤": str(n), "类型": kind, "状态": state, "时间": time} for n, kind, state, time in shaped
        ]
    }


NINE = [(n, "", "已实施", "2026-10-11 09:00") for n in range(1, 10)]


def test_a_blank_type_follows_the_number_and_an_own_type_rules_over_it(judge):
    site = (12, "", "已实施", "2026-10-12 09:00")
    assert judge("FLD07", steps(*NINE, site)).verdict is Verdict.PASS
    assert judge("FLD07", steps(*NINE[:8], (9, "提站", "已实施", "2026-10-12 09:00"))).verdict is Verdict.PASS
    assert judge("FLD07", steps((3, "整改", "已实施", ""))).verdict is Verdict.WARN


def test_a_step_carried_out_later_settles_its_number(judge):
    again = [(4, "优化", "未实施", "2026-10-10 09:00"), *NINE, (12, "提站", "已实施", "2026-10-12 09:00")]
    assert judge("FLD07", steps(*again)).verdict is Verdict.PASS


def test_the_open_steps_are_named(judge):
    found = judge("FLD07", steps(*NINE[:5], (6, "优化", "未实施", ""), (12, "提站", "已实施", "")))
    assert found.verdict is Verdict.FAIL
    assert "第 6 步未实施" in found.message
    assert "第 7、8、9 步没有记录" in found.message


def test_steps_are_told_with_the_offices_names(judge):
    names = [
        {"编号": "6", "名称": "邻区核查"},
        {"编号": "7", "名称": "更换天线"},
        {"编号": "8", "名称": "加装"},
    ]
    bend = steps(*NINE[:5], (6, "优化", "未实施", ""), (8, "优化", "未实施", ""), (12, "提站", "已实施", ""))
    found = judge("FLD07", bend | {"步骤名称": names})
    assert (
        "第 6 步（邻区核查）、第 8 步未实施" in found.message
    )  # the row of 8 is no 整改, as its number says
    assert "第 7 步（更换天线）、第 9 步没有记录" in found.message


def test_only_a_transfer_to_a_branch_counts_as_a_request(judge):
    transfer = {"类型": "客服转派", "接收部门": "澄迈优化组", "传递时间": "2026-10-13 09:00"}
    bend = {"工单": {"原因分类": "新建资源"}, "转派": [transfer]}
    assert judge("FLD08", bend).verdict is Verdict.NA
    assert judge("FLD08", {**bend, "转派": [{**transfer, "接收部门": "澄迈分公司"}]}).verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("rivals", "rsrp", "verdict"),
    [
        ("联通良好", "-111", Verdict.WARN),
        ("联通良好", "-110", Verdict.PASS),
        ("联通较弱", "-105", Verdict.WARN),
        ("联通较弱", "-106", Verdict.PASS),
    ],
)
def test_a_borderline_signal_contradicts_nothing(judge, rivals, rsrp, verdict):
    measured = [*rows("2026-10-11 15:00", "移动", "电信"), *rows("2026-10-11 15:00", "联通", RSRP=rsrp)]
    bend = {"现场测试": [{**FIRST, "友商覆盖": rivals}], "三网测试": measured}
    assert judge("FLD09", bend).verdict is verdict


def test_the_office_sets_what_weak_is(judge):
    measured = [*rows("2026-10-11 15:00", "移动", "电信"), *rows("2026-10-11 15:00", "联通", RSRP="-101")]
    bend = {"现场测试": [{**FIRST, "友商覆盖": "联通良好"}], "三网测试": measured}
    assert judge("FLD09", bend).verdict is Verdict.PASS
    limits = [{"名称": "weak_rsrp_4g", "值": "-100"}, {"名称": "border_rsrp_4g", "值": "-90"}]
    assert judge("FLD09", {**bend, "参数": limits}).verdict is Verdict.WARN


@pytest.mark.parametrize(
    ("field", "value", "verdict"),
    [
        ("RSRP", "-156", Verdict.PASS),
        ("RSRP", "-157", Verdict.WARN),
        ("RSRP", "-30", Verdict.WARN),
        ("SINR", "40", Verdict.PASS),
        ("SINR", "-23.5", Verdict.WARN),
        ("下行速率", "-1", Verdict.WARN),
        ("RSRP", "-98dBm", Verdict.PASS),
        ("RSRP", "弱", Verdict.UNKNOWN),
    ],
)
def test_readings_outside_the_physical_range(judge, field, value, verdict):
    measured = [
        *rows("2026-10-11 15:00", "联通", "电信"),
        *rows("2026-10-11 15:00", "移动", **{field: value}),
    ]
    assert judge("FLD10", {"三网测试": measured}).verdict is verdict


def spot(**more):
    base = kinship.TestSpot(
        "HI-OTHER-1",
        "测试员甲",
        datetime(2026, 10, 11, 16, 0),
        datetime(2026, 10, 11, 16, 30),
        109.5,
        18.25,
        "460203|解放路|1",
    )
    return dataclasses.replace(base, **more)


def with_kin(scene_case, **kin):
    case = scene_case(Example(Verdict.PASS))
    case.kin = kinship.Kin(**kin)
    return check(case, [BY_CODE["FLD10"]], quiet=True)[0]


def test_a_tester_cannot_be_in_two_places(scene_case):
    found = with_kin(scene_case, tests_by_tester=(spot(),))
    assert found.verdict is Verdict.WARN
    assert "HI-OTHER-1" in found.message
    assert "间隔只有 20 分钟" in found.message


@pytest.mark.parametrize(
    "other",
    [
        spot(arrived_at=datetime(2026, 10, 11, 18, 0), finished_at=datetime(2026, 10, 11, 18, 30)),
        spot(tester="测试员乙"),
        spot(arrived_at=None, finished_at=None),
        spot(arrived_at=datetime(2026, 10, 31, 18, 1), finished_at=datetime(2026, 10, 31, 19, 0)),
    ],
    ids=["time enough", "another tester", "no times", "after now"],
)
def test_a_tester_may_travel(scene_case, other):
    assert with_kin(scene_case, tests_by_tester=(other,)).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("address", "verdict"),
    [("三亚市解放路1号", Verdict.WARN), ("澄迈县金江镇文明路227号", Verdict.PASS), ("", Verdict.PASS)],
)
def test_coordinates_of_another_address_are_copied(judge, address, verdict):
    other = {"工单号": "HI-052-261011-00002", "派单时间": "2026-10-11 09:00", "投诉地址": address}
    scene = {"工单": [{}, other], "现场测试": [FIRST, {**FIRST, "工单号": other["工单号"]}]}
    scene["工单"][1] |= {name: CLEAN["工单"][0][name] for name in ("经度", "纬度", "坐标系")}
    assert judge("FLD10", scene).verdict is verdict


def test_a_test_is_not_copied_where_another_of_its_order_is(judge):
    there = {**FIRST, "经度": "109.5", "纬度": "18.25", "坐标系": "GCJ-02"}
    shared = {"到达时间": "2026-10-12 15:50", "经度": "110.1", "纬度": "19.7", "坐标系": "GCJ-02"}
    other = {"工单号": "HI-052-261011-00002", "派单时间": "2026-10-11 09:00", "投诉地址": "三亚市解放路1号"}
    copied = {**FIRST, "工单号": other["工单号"], "经度": "110.1", "纬度": "19.7", "坐标系": "GCJ-02"}
    scene = {"工单": [{}, other], "现场测试": [there, shared, copied]}
    assert judge("FLD10", scene).verdict is Verdict.PASS
    finished = {**shared, "完成时间": "2026-10-12 16:20"}
    assert judge("FLD10", {**scene, "现场测试": [there, finished, copied]}).verdict is Verdict.WARN


def test_a_copied_pair_of_the_order_is_shown_where_it_stands(scene_case):
    case = scene_case(Example(Verdict.PASS, {"现场测试": [{**FIRST, "经度": "", "纬度": ""}]}))
    here = spot_of(case.order, case.readings.address, case.field_tests[0])
    case.kin = kinship.Kin(tests_at_place={(here.lon, here.lat): kinship.Others(1, (spot(),))})
    found = check(case, [BY_CODE["FLD10"]])[0]
    assert [(place.sheet, place.value) for place in found.evidence[:2]] == [
        ("工单", case.order.lon),
        ("工单", case.order.lat),
    ]


def test_two_tests_of_one_order_are_compared_too(judge):
    far = {"经度": "109.5", "纬度": "18.25", "坐标系": "GCJ-02", "测试人": "甲"}
    near = {"经度": "110.0073", "纬度": "19.7384", "坐标系": "GCJ-02", "测试人": "甲"}
    later = {"到达时间": "2026-10-11 15:50", "完成时间": "2026-10-11 16:00"}
    assert judge("FLD10", {"现场测试": [{**FIRST, **near}, {**later, **far}]}).verdict is Verdict.WARN
    assert judge("FLD10", {"现场测试": [{**FIRST, **near}, {**later, **near}]}).verdict is Verdict.PASS
