from datetime import datetime, timedelta

import pytest

from desk.rules.book import cases
from desk.rules.catalogue import BY_CODE
from desk.rules.engine import check
from desk.rules.office import Office
from desk.rules.rule import Example
from desk.rules.scenes import example_book
from desk.vocabulary import Verdict

OPEN = {"工单": {"回单时间": ""}}


def fault(*rows, **order):
    shaped = [{"类型": "故障", "接收部门": to, "传递时间": time} for to, time in rows]
    return {"工单": {"原因分类": "故障", **order}, "转派": shaped}


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        ("2026-10-13 08:44:59", Verdict.PASS),
        ("2026-10-13 08:45", Verdict.WARN),
        ("2026-10-14 08:45", Verdict.WARN),
        ("2026-10-14 08:45:01", Verdict.FAIL),
    ],
)
def test_an_open_order_warns_soon_and_fails_after_its_limit(judge, at, verdict):
    assert judge("DLN01", OPEN, at=at).verdict is verdict


def test_the_limit_and_both_times_are_shown(judge):
    found = judge("DLN01", {"工单": {"回单时间": "2026-10-15 09:00"}})
    assert found.due.strict == datetime(2026, 10, 14, 8, 45)
    assert found.due.lenient is None
    assert [place.field for place in found.evidence] == ["派单时间", "处理时限", "回单时间"]
    assert "2026-10-14 08:45" in found.message


def test_the_office_says_what_soon_is(judge):
    bend = {**OPEN, "参数": [{"名称": "soon_hours", "值": "2"}]}
    assert judge("DLN01", bend, at="2026-10-14 06:00").verdict is Verdict.PASS
    assert judge("DLN01", bend, at="2026-10-14 06:45").verdict is Verdict.WARN


def test_every_field_test_is_to_be_fed_back(judge):
    tests = [
        {"完成时间": "2026-10-11 15:40", "反馈时间": "2026-10-11 17:00"},
        {"完成时间": "2026-10-12 15:40", "反馈时间": ""},
    ]
    assert judge("DLN02", {"现场测试": tests}).verdict is Verdict.FAIL


def test_an_own_limit_is_a_lateness_of_its_own(judge):
    bend = {
        "工单": {"回单时间": "2026-10-20 10:00"},
        "参数": [{"名称": "stage_reply_hours", "值": "24"}],
        "阶段回复": [{"时间": "2026-10-12 10:00", "内容": "x"}],
    }
    assert judge("DLN03", bend).verdict is Verdict.FAIL


def test_a_transfer_for_a_field_test_asks_for_a_stage_reply(judge):
    bend = {
        "工单": {"回单时间": ""},
        "现场测试": [],
        "阶段回复": [],
        "转派": [{"类型": "现场测试", "接收部门": "澄迈优化组"}],
    }
    assert judge("DLN03", bend).verdict is Verdict.WARN
    assert judge("DLN03", bend, at="2026-10-11 09:00").verdict is Verdict.PASS


def test_the_first_stage_reply_counts_not_a_later_one(judge):
    replies = [{"时间": time, "内容": "上门测试"} for time in ("2026-10-15 09:00", "2026-10-10 09:00")]
    bend = {"工单": {"回单时间": "2026-10-16 09:00"}, "阶段回复": replies}
    assert judge("DLN03", bend).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("handed", "verdict"),
    [
        ("2026-10-02 10:00", Verdict.PASS),
        ("2026-10-02 10:01", Verdict.WARN),
        ("2026-10-09 24:00", Verdict.WARN),
        ("2026-10-10 00:01", Verdict.FAIL),
    ],
)
def test_a_fault_before_the_holiday_has_two_working_days_after_it(judge, handed, verdict):
    time = handed.replace("2026-10-09 24:00", "2026-10-10 00:00")
    order = {"派单时间": "2026-09-29 09:00", "定性时间": "2026-09-30 10:00"}
    found = judge("DLN04", fault(("澄迈维护室", time), **order))
    assert found.verdict is verdict
    assert found.due.strict == datetime(2026, 10, 2, 10, 0)
    assert found.due.lenient == datetime(2026, 10, 10, 0, 0)


def test_a_year_without_calendar_gives_no_verdict(judge):
    order = {"派单时间": "2035-05-01 09:00", "定性时间": "2035-05-02 10:00"}
    found = judge("DLN04", fault(("澄迈维护室", "2035-05-09 09:00"), **order), at="2035-05-20 09:00")
    assert (found.verdict, found.missing) == (Verdict.UNKNOWN, ("工作日历",))


def test_the_maintenance_room_is_what_counts_when_an_agent_got_it_too(judge):
    bend = fault(("海南代维一队", "2026-10-15 09:00"), ("澄迈维护室", "2026-10-12 09:00"))
    assert judge("DLN04", bend).verdict is Verdict.PASS


def test_a_fault_found_by_the_second_test_starts_there(judge):
    tests = [{"完成时间": "2026-10-11 15:40"}, {"完成时间": "2026-10-20 15:40"}]
    bend = {**fault(("澄迈维护室", "2026-10-21 09:00"), 定性时间=""), "现场测试": tests}
    assert judge("DLN04", bend).verdict is Verdict.PASS


def test_one_unsupervised_fault_is_enough(judge):
    row = {"类型": "故障", "接收部门": "澄迈维护室", "传递时间": "2026-10-12 10:00"}
    rows = [{**row, "督办": "是", "督办组": "质量管控组"}, {**row, "接收部门": "海南代维一队"}]
    found = judge("DLN05", {"转派": rows})
    assert found.verdict is Verdict.FAIL
    assert "海南代维一队" in found.message


@pytest.mark.parametrize("kind", ["T2", "客服转派"])
def test_a_branch_may_get_it_by_another_type(judge, kind):
    row = {
        "类型": kind,
        "接收部门": "澄迈分公司",
        "传递时间": "2026-10-12 10:00",
        "发单时间": "2026-10-12 11:00",
    }
    bend = {"工单": {"原因分类": "新增有源"}, "转派": [row]}
    assert judge("DLN06", bend).verdict is Verdict.PASS
    assert judge("DLN06", {**bend, "转派": [{**row, "接收部门": "澄迈优化组"}]}).verdict is Verdict.FAIL


def need(submitted, *meetings):
    row = {
        "类型": "新建资源",
        "接收部门": "澄迈分公司",
        "上报时间": "2026-10-14 09:00",
        "评审提交时间": submitted,
    }
    return {
        "工单": {"原因分类": "新建资源"},
        "转派": [row],
        "评审会": [{"时间": time, "取消": cancelled} for time, cancelled in meetings],
    }


def test_the_meeting_of_the_same_week_does_not_count(judge):
    meetings = ("2026-10-15 09:00", ""), ("2026-10-25 09:00", "")
    found = judge("DLN07", need("2026-10-24 09:00", *meetings))
    assert found.verdict is Verdict.PASS
    assert found.due.strict == datetime(2026, 10, 25, 9, 0)


def test_a_cancelled_meeting_without_a_next_one_is_unknown(judge):
    found = judge("DLN07", need("2026-10-24 09:00", ("2026-10-22 09:00", "是")))
    assert (found.verdict, found.missing) == (Verdict.UNKNOWN, ("评审会.时间",))


def test_an_open_order_has_no_review_due_yet(judge):
    bend = need("", ("2026-10-22 09:00", ""))
    assert judge("DLN07", {**bend, "工单": {"原因分类": "新建资源", "回单时间": ""}}).verdict is Verdict.NA


@pytest.mark.parametrize(
    ("length", "verdict"), [(14, Verdict.WARN), (15, Verdict.PASS), (500, Verdict.PASS), (501, Verdict.FAIL)]
)
def test_the_length_of_a_stage_reply(judge, length, verdict):
    text = "基站停电抢修中" + "，" * (length - 7)
    assert judge("DLN08", {"阶段回复": [{"时间": "2026-10-10 17:00", "内容": text}]}).verdict is verdict


def bare(bend):
    book, at = example_book(Example(Verdict.PASS, bend))
    book.records = {"orders": book.records["orders"]}
    book.records_known = False
    return next(cases(book, Office(), at))


@pytest.mark.parametrize(("code", "cause"), [("DLN04", "故障"), ("DLN06", "技改"), ("DLN07", "新建资源")])
def test_a_file_of_orders_alone_says_nothing_of_transfers(code, cause):
    found = check(bare({"工单": {"原因分类": cause}}), [BY_CODE[code]], quiet=True)[0]
    assert found.verdict is Verdict.UNKNOWN
    assert found.missing


@pytest.mark.parametrize("code", [f"DLN0{number}" for number in range(1, 8)])
@pytest.mark.parametrize("cause", ["故障", "技改", "新建资源"])
def test_a_deadline_says_the_same_until_the_moment_it_names(code, cause, scene_case):
    bend = {
        "工单": {"原因分类": cause, "回单时间": ""},
        "现场测试": [{"完成时间": "2026-10-11 15:40"}],
        "阶段回复": [],
    }
    now = datetime(2026, 10, 11, 17, 0)
    while now < datetime(2026, 10, 20):
        case = scene_case(Example(Verdict.PASS, bend, now.isoformat(" ")))
        found = check(case, [BY_CODE[code]], quiet=True)
        until = case.moment.until or datetime(2026, 10, 20)
        last = scene_case(Example(Verdict.PASS, bend, (until - timedelta(seconds=1)).isoformat(" ")))
        assert check(last, [BY_CODE[code]], quiet=True) == found
        now = until


def test_a_limit_beyond_the_end_of_time_is_never_over(judge):
    bend = {**OPEN, "参数": [{"名称": "field_test_hours", "值": "900000000"}], "现场测试": [{"测试人": "甲"}]}
    assert judge("DLN02", bend).verdict is Verdict.PASS


def refits(*rows, cause="技改", names=("传递时间", "发单时间")):
    shaped = [{"类型": cause, "接收部门": "澄迈分公司", **dict(zip(names, row, strict=True))} for row in rows]
    return {"工单": {"原因分类": cause}, "转派": shaped}


def test_one_transfer_must_be_both_handed_over_and_issued(judge):
    in_two = refits(("2026-10-12 10:00", ""), ("", "2026-10-12 11:00"))
    assert judge("DLN06", in_two).verdict is Verdict.FAIL
    late_then_whole = refits(
        ("2026-10-12 10:00", "2026-10-20 09:00"), ("2026-10-12 15:00", "2026-10-13 09:00")
    )
    assert judge("DLN06", late_then_whole).verdict is Verdict.PASS


def test_one_need_must_be_both_reported_and_submitted(judge):
    names = ("上报时间", "评审提交时间")
    meetings = {"评审会": [{"时间": "2026-10-22 09:00"}]}
    rows = (("2026-10-14 10:00", ""), ("", "2026-10-15 10:00"))
    in_two = refits(*rows, cause="新建资源", names=names)
    assert judge("DLN07", {**in_two, **meetings}).verdict is Verdict.FAIL
    whole = refits(*rows, ("2026-10-21 10:00", "2026-10-22 09:00"), cause="新建资源", names=names)
    assert judge("DLN07", {**whole, **meetings}).verdict is Verdict.PASS


def test_a_transfer_to_the_maintenance_room_without_a_time_is_named(judge):
    found = judge("DLN04", fault(("海南代维一队", "2026-10-12 10:00"), ("澄迈维护室", "")))
    assert found.verdict is Verdict.WARN
    assert found.message == "故障只传递到代维单位，给维护室的转派没有传递时间"
