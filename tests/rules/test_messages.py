"""What a handler reads in a verdict: which test, which contact, both times, the limit, and every remedy."""

import pytest

FIRST = {"预约时间": "2026-10-11 15:00", "到达时间": "2026-10-11 14:45", "完成时间": "2026-10-11 15:40"}
SECOND = {**FIRST, "到达时间": "2026-10-12 09:00", "完成时间": "2026-10-12 10:00"}
CALL = {"时间": "2026-10-10 09:30", "方式": "电话", "结果": "接通"}
_NINE = [
    {"步骤": str(at), "类型": "优化" if at < 7 else "整改", "状态": "已实施", "时间": f"2026-10-12 0{at}:00"}
    for at in range(1, 10)
]


@pytest.mark.parametrize("rule", ["FLD01", "FLD02", "FLD03", "CON05", "CON07"])
def test_each_of_several_tests_is_told_apart(judge, rule):
    message = judge(rule, {"现场测试": [FIRST, SECOND], "三网测试": []}).message
    assert "现场测试（10-11 15:40 完成）" in message
    assert "现场测试（10-12 10:00 完成）" in message


@pytest.mark.parametrize(
    ("rule", "bend", "told"),
    [
        ("CON03", {"联系记录": [CALL]}, "10-10 09:30 的电话联系，没有记录说的话"),
        ("CON04", {"现场测试": [{**FIRST, "到达时间": ""}]}, "约定 2026-10-11 15:00，没有登记到达时间"),
        ("CON06", {"现场测试": [{**FIRST, "已拍照": "是"}]}, "（10-11 15:40 完成）拍了照"),
        ("FLT01", {"现场测试": [FIRST], "联系记录": []}, "2026-10-11 14:45 上门之前没有接通的联系记录"),
        (
            "FLD07",
            {"处理步骤": [*_NINE, {**_NINE[0], "步骤": "12", "类型": "提站", "时间": "2026-10-12 08:30"}]},
            "提站在 2026-10-12 08:30，早于第 9 步（到 2026-10-12 09:00）",
        ),
        (
            "ADR05",
            {"工单": {"经度": "110.4666", "纬度": "19.2463"}, "现场测试": []},
            "工单的坐标在投诉地址所写的澄迈县之外",
        ),
    ],
)
def test_the_message_names_what_was_compared(judge, rule, bend, told):
    assert told in judge(rule, bend).message


def test_a_place_outside_is_told_with_the_slack(judge):
    far = {"工单": {"经度": "110.4666", "纬度": "19.2463", "坐标系": "GCJ-02"}, "现场测试": []}
    assert judge("ADR05", far).message.endswith("千米，超过容差 2 千米")


def test_a_rival_is_shown_by_the_reading_that_decided(judge):
    rows = [
        {"运营商": name, "网络类型": "4G", "RSRP": "-85", "SINR": "-9", "测试时间": "2026-10-11 15:10"}
        for name in ("移动", "联通", "电信")
    ]
    found = judge("FLD09", {"现场测试": [{**FIRST, "友商覆盖": "联通弱"}], "三网测试": rows})
    assert found.message == "友商覆盖写联通弱，实测好（RSRP -85）"


def test_every_remedy_of_a_verdict_is_given(judge):
    found = judge("FLD03", {"工单": {"问题时间点": "2026-10-09"}, "现场测试": [FIRST]})
    assert "写到几点几分" in found.remedy
    assert "确实没有的填“无”" in found.remedy


def test_a_value_that_is_no_number_is_not_asked_for_again(judge):
    row = {"运营商": "移动", "网络类型": "4G", "RSRP": "-90", "SINR": "好", "测试时间": "2026-10-11 15:10"}
    assert judge("FLD10", {"三网测试": [row]}).remedy == "把移动的SINR“好”改成数值，没有测的留空"


def test_an_unknown_region_may_be_registered_or_corrected(judge):
    assert "登记“西部”和它的区县" in judge("ADR06", {"工单": {"区域": "西部"}}).remedy
