"""SUP beyond the rules' own examples."""

from desk.rules.book import cases
from desk.rules.catalogue import BY_CODE
from desk.rules.engine import check
from desk.rules.office import Office
from desk.rules.rule import Example
from desk.rules.scenes import example_book
from desk.vocabulary import Verdict

FAIL, WARN, UNKNOWN, PASS, NA = Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN, Verdict.PASS, Verdict.NA


def named(*times, site="CM001"):
    others = [
        {"工单号": f"HI-052-261000-0000{at}", "派单时间": time, "涉及站点": site}
        for at, time in enumerate(times, 2)
    ]
    return [{"涉及站点": "CM001"}, *others]


def near(at, time, lon, **values):
    return {
        "工单号": f"HI-052-261000-0000{at}",
        "派单时间": time,
        "经度": lon,
        "纬度": "19.7384",
        "坐标系": "GCJ-02",
        **values,
    }


def outage(start, end="", **values):
    return {"站点编号": "CM001", "断站开始": start, "断站恢复": end, **values}


WEAK = {"运营商": "移动", "网络类型": "4G", "RSRP": "-116"}


def test_orders_around_one_site_count_only_within_seven_days(judge):
    site = [outage("2026-10-01 06:00")]
    inside = {"工单": named("2026-10-13 08:45", "2026-10-17 08:45"), "站点": site}
    assert judge("SUP01", inside).verdict is FAIL
    outside = {"工单": named("2026-10-13 08:45", "2026-10-17 08:46"), "站点": site}
    assert judge("SUP01", outside).verdict is NA


def test_a_complaint_may_come_a_day_before_the_alarm(judge):
    orders = named("2026-10-10 10:00", "2026-10-10 11:00")
    assert judge("SUP01", {"工单": orders, "站点": [outage("2026-10-11 08:45")]}).verdict is FAIL
    assert judge("SUP01", {"工单": orders, "站点": [outage("2026-10-11 08:45:01")]}).verdict is NA


def test_orders_that_name_another_site_do_not_count(judge):
    orders = named("2026-10-10 10:00", "2026-10-10 11:00", site="CM002")
    assert judge("SUP01", {"工单": orders, "站点": [outage("2026-10-10 06:00")]}).verdict is NA


def test_the_register_as_it_stood(judge):
    item = {"编号": "SC1", "成员工单": "HI-052-261010-00001", "建立时间": "2026-10-20 09:00"}
    bend = {
        "工单": named("2026-10-10 10:00", "2026-10-10 11:00"),
        "站点": [outage("2026-10-10 06:00")],
        "三超": [item],
    }
    assert judge("SUP01", bend, at="2026-10-15 09:00").verdict is FAIL
    assert judge("SUP01", bend).verdict is PASS


def test_the_members_of_a_cluster_stand_in_the_evidence(judge):
    bend = {"工单": named("2026-10-10 10:00", "2026-10-10 11:00"), "站点": [outage("2026-10-10 06:00")]}
    rows = {place.row for place in judge("SUP01", bend).evidence if place.field == "工单号"}
    assert rows == {3, 4}


def test_a_weak_measurement_at_any_member_is_enough(judge):
    orders = [{}, near(2, "2026-10-12 09:00", "110.0093"), near(3, "2026-10-15 09:00", "110.0060")]
    weak = {**WEAK, "工单号": "HI-052-261000-00003", "测试时间": "2026-10-16 10:00"}
    found = judge("SUP02", {"工单": orders, "三网测试": [weak]})
    assert found.verdict is FAIL
    assert "HI-052-261000-00003" in found.message
    assert judge("SUP02", {"工单": orders, "三网测试": [weak]}, at="2026-10-16 09:00").verdict is WARN


def test_only_our_own_network_makes_an_area_weak(judge):
    orders = [{}, near(2, "2026-10-12 09:00", "110.0093"), near(3, "2026-10-15 09:00", "110.0060")]
    assert judge("SUP02", {"工单": orders, "三网测试": [{**WEAK, "运营商": "联通"}]}).verdict is WARN


def test_five_hundred_metres_are_the_reach(judge):
    def at(lon):
        return {
            "工单": [{}, near(2, "2026-10-12 09:00", lon), near(3, "2026-10-12 10:00", lon)],
            "三网测试": [WEAK],
        }

    assert judge("SUP02", at("110.0120")).verdict is FAIL
    assert judge("SUP02", at("110.0122")).verdict is NA


def test_two_days_exactly_are_not_more(judge):
    def at(now):
        return judge("SUP03", {"工单": {"涉及站点": "CM001"}, "站点": [outage("2026-10-10 06:00")]}, at=now)

    assert at("2026-10-12 06:00").verdict is NA
    assert at("2026-10-12 06:00:01").verdict is FAIL


def test_a_supervised_transfer_of_another_type_is_none_of_the_fault(judge):
    row = {"类型": "技改", "接收部门": "澄迈分公司", "督办": "是"}
    bend = {"工单": {"涉及站点": "CM001"}, "站点": [outage("2026-10-08 06:00")], "转派": [row]}
    assert judge("SUP03", bend).verdict is FAIL


def test_a_site_is_crucial_whichever_of_its_rows_says_so(judge):
    sites = [outage("2026-01-01 06:00", "2026-01-01 07:00", 关键站点="是"), outage("2026-10-10 06:00")]
    assert judge("SUP04", {"工单": {"涉及站点": "CM001"}, "站点": sites}).verdict is FAIL


def test_the_day_for_handing_over_ends_exactly(judge):
    bend = {"工单": {"涉及站点": "CM001"}, "站点": [outage("2026-10-10 06:00", 关键站点="是")]}
    assert judge("SUP04", bend, at="2026-10-11 08:45").verdict is WARN
    assert judge("SUP04", bend, at="2026-10-11 08:45:01").verdict is FAIL


def test_supervision_is_due_after_seven_days(judge):
    item = {"编号": "SC1", "成员工单": "HI-052-261010-00001", "最近督办时间": "2026-10-24 18:00"}
    assert judge("SUP05", {"三超": [item]}).verdict is PASS
    assert judge("SUP05", {"三超": [item]}, at="2026-10-31 18:00:01").verdict is FAIL


def test_without_records_an_outage_cannot_be_known():
    book, at = example_book(Example(PASS, {"工单": {"涉及站点": "CM001"}}))
    book.records_known = False
    case = next(cases(book, Office(), at))
    for code in ("SUP01", "SUP03", "SUP04"):
        found = check(case, [BY_CODE[code]], quiet=True)[0]
        assert (found.verdict, found.missing) == (UNKNOWN, ("站点",)), code


def test_without_sites_in_the_order_there_is_nothing_to_know(judge):
    assert judge("SUP03", {"站点": [outage("2026-10-08 06:00")]}).verdict is NA


def test_an_order_yet_to_be_dispatched_names_no_outage(judge):
    bend = {"工单": {"涉及站点": "CM001"}, "站点": [outage("2026-10-07 06:00", 关键站点="是")], "转派": []}
    for code in ("SUP03", "SUP04"):
        assert judge(code, bend, at="2026-10-10 08:44:59").verdict is NA
        assert judge(code, bend, at="2026-10-10 08:45").verdict is not NA
