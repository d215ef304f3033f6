import pytest

from desk.vocabulary import Verdict

CONFIRMED = [{"规则": "ADR05", "结论": "确认", "原因": "颠倒", "经办人": "组长", "时间": "2026-10-12 09:00"}]


def pair(lon, lat, datum="GCJ-02", address="澄迈县金江镇文明路227号"):
    return {
        "工单": {"经度": lon, "纬度": lat, "坐标系": datum, "投诉地址": address},
        "现场测试": [],
    }


def test_the_missing_coordinates_are_named(judge):
    found = judge(
        "ADR04", {"工单": {"经度": " ", "纬度": ""}, "现场测试": [{"预约时间": "2026-11-02 15:00"}]}
    )
    assert found.verdict is Verdict.FAIL
    assert "现场测试.经度" in found.missing


def test_a_longitude_of_the_order_is_no_pair_with_a_latitude_of_the_test(judge):
    bend = {
        "工单": {"经度": "110.1", "纬度": ""},
        "现场测试": [{"完成时间": "2026-10-11 15:00", "纬度": "19.7"}],
    }
    assert judge("ADR04", bend).verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("lon", "lat", "words"),
    [
        ("弱", "19.7", "不是数值"),
        ("110.0", "97.3", "超出范围"),
        ("19.7384", "110.0073", "颠倒"),
        ("110.4666", "19.2463", "千米"),
    ],
)
def test_what_is_wrong_with_a_pair_is_said(judge, lon, lat, words):
    found = judge("ADR05", pair(lon, lat))
    assert found.verdict is Verdict.FAIL
    assert words in found.message
    assert [place.value for place in found.evidence][:2] == [lon, lat]


def test_a_swapped_pair_is_repaired_only_when_a_person_confirms(judge):
    swapped = pair("19.7384", "110.0073")
    assert judge("ADR05", swapped).verdict is Verdict.FAIL
    assert "填入经度" in judge("ADR05", swapped).remedy
    assert judge("ADR05", {**swapped, "豁免": CONFIRMED}).verdict is Verdict.WARN


def test_a_repaired_pair_in_another_county_still_fails(judge):
    assert judge("ADR05", {**pair("19.2463", "110.4666"), "豁免": CONFIRMED}).verdict is Verdict.FAIL


def test_a_lone_coordinate_names_the_other(judge):
    found = judge("ADR05", pair("110.0073", ""))
    assert (found.verdict, found.missing) == (Verdict.UNKNOWN, ("纬度",))


def test_a_county_without_outline_cannot_be_judged(judge):
    found = judge("ADR05", pair("110.0073", "19.7384", address="湛江市徐闻县南山镇文明路1号"))
    assert found.verdict is Verdict.UNKNOWN


def test_the_field_tests_pair_is_judged_too(judge):
    test = {"完成时间": "2026-10-11 15:40", "经度": "110.4666", "纬度": "19.2463", "坐标系": "GCJ-02"}
    found = judge("ADR05", {"现场测试": [test]})
    assert found.verdict is Verdict.FAIL
    assert found.evidence[0].sheet == "现场测试"


def _edge(step_km):
    """A longitude east of 澄迈's border by some kilometres, found along a parallel."""
    from desk.geo import offset_from_counties
    from desk.vocabulary import Datum

    low, high = 110.0073, 110.6
    for _ in range(40):
        middle = (low + high) / 2
        offset = offset_from_counties(middle, 19.6, Datum.GCJ02, ("469023",))
        low, high = (middle, high) if offset.inside or offset.km < step_km else (low, middle)
    return f"{high:.5f}"


@pytest.mark.parametrize(("km", "verdict"), [(1.0, Verdict.WARN), (3.0, Verdict.FAIL)])
def test_outside_by_less_than_the_slack_is_a_warn(judge, km, verdict):
    assert judge("ADR05", pair(_edge(km), "19.6")).verdict is verdict


def test_an_unknown_datum_counts_only_where_it_changes_the_verdict(judge):
    found = judge("ADR05", pair(_edge(0.2), "19.6", datum="未知"))
    assert found.verdict is Verdict.WARN
    assert "坐标系" in found.message


def test_a_city_stands_for_its_districts(judge):
    regions = [{"区域": "海口", "区县": "美兰区"}]
    bend = {"区域": regions, "工单": {"区域": "海口", "投诉地址": "海口市文明路1号"}}
    assert judge("ADR06", bend).verdict is Verdict.PASS


def test_the_rightful_region_is_named(judge):
    regions = [{"区域": "澄迈", "区县": "澄迈"}, {"区域": "琼海", "区县": "琼海"}]
    assert "属于澄迈" in judge("ADR06", {"区域": regions, "工单": {"区域": "琼海"}}).message


@pytest.mark.parametrize(("lon", "lat"), [("110.0073，19.7384", ""), ("110.0073", "19.7384N 110.0073E")])
def test_a_pair_in_one_cell_fails_and_the_remedy_parts_it(judge, lon, lat):
    found = judge("ADR05", pair(lon, lat))
    assert found.verdict is Verdict.FAIL
    assert "把 110.0073 填入经度、19.7384 填入纬度" in found.remedy
