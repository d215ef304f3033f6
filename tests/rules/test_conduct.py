import pytest

from desk.vocabulary import Verdict


def call(time="2026-10-10 09:30", **more):
    return {"时间": time, "方式": "电话", "目的": "沟通", "结果": "接通", **more}


@pytest.mark.parametrize(
    ("time", "verdict"),
    [
        ("2026-10-10 00:00", Verdict.WARN),
        ("2026-10-10 08:29:59", Verdict.WARN),
        ("2026-10-10 08:30", Verdict.PASS),
        ("2026-10-10 14:29:59", Verdict.WARN),
        ("2026-10-10 20:59:59", Verdict.PASS),
        ("2026-10-10 21:00", Verdict.WARN),
        ("2026-10-10 23:59", Verdict.WARN),
    ],
)
def test_rest_begins_and_ends_on_the_minute(judge, time, verdict):
    assert judge("CON01", {"联系记录": [call(time)]}).verdict is verdict


@pytest.mark.parametrize(
    ("own", "orders", "verdict"),
    [("", "紧急", Verdict.WAIVED), ("否", "紧急", Verdict.WARN), ("是", "一般", Verdict.WAIVED)],
)
def test_the_contacts_urgency_rules_over_the_orders(judge, own, orders, verdict):
    bend = {
        "工单": {"紧急程度": orders},
        "联系记录": [call("2026-10-10 22:00", 紧急=own, 紧急原因="基站断电")],
    }
    assert judge("CON01", bend).verdict is verdict


def test_one_disturbing_call_is_enough_and_all_are_shown(judge):
    times = ("2026-10-10 12:10", "2026-10-10 15:00", "2026-10-11 22:00")
    found = judge("CON01", {"联系记录": [call(time) for time in times]})
    assert found.verdict is Verdict.WARN
    assert [place.row for place in found.evidence] == [2, 4]


def test_the_office_sets_the_hours_of_rest(judge):
    windows = [{"名称": "quiet_windows", "值": "13:00-14:00"}]
    bend = {"参数": windows, "联系记录": [call("2026-10-10 12:10")]}
    assert judge("CON01", bend).verdict is Verdict.PASS


def test_the_customers_quoted_greeting_is_not_ours(judge):
    found = judge("CON03", {"联系记录": [call(内容="用户说：“您好，我家没信号。”")]})
    assert found.verdict is Verdict.UNKNOWN


def test_a_greeting_late_in_the_talk_does_not_open_it(judge):
    words = "喂，你那边到底是哪里没有信号，说清楚一点好不好，我这边没有办法查，位置发过来看看。您好"
    assert judge("CON03", {"联系记录": [call(话术=words)]}).verdict is Verdict.WARN


def test_the_items_of_the_six_are_named(judge):
    test = {"完成时间": "2026-10-11 15:40", "六不": "是是否是-是"}
    found = judge("CON05", {"现场测试": [test]})
    assert (found.verdict, "不抱怨" in found.message, "不吃拿" in found.message) == (
        Verdict.FAIL,
        True,
        False,
    )


@pytest.mark.parametrize("letters", ["是是是是是是是", "都遵守了", "无违规", "是是是是是好"])
def test_what_is_no_six_letters_cannot_be_read(judge, letters):
    found = judge("CON05", {"现场测试": [{"完成时间": "2026-10-11 15:40", "六不": letters}]})
    assert (found.verdict, "无法读取" in found.message) == (Verdict.WARN, True)


def test_photographs_on_an_unfinished_visit_count(judge):
    test = {"到达时间": "2026-10-11 15:00", "已拍照": "是"}
    assert judge("CON06", {"现场测试": [test]}).verdict is Verdict.FAIL


def test_nobody_is_expected_before_the_agreed_time(judge):
    bend = {"现场测试": [{"预约时间": "2026-10-20 15:00"}]}
    assert judge("CON04", bend, at="2026-10-20 14:59").verdict is Verdict.NA
    assert judge("CON04", bend, at="2026-10-20 15:00").verdict is Verdict.UNKNOWN


def test_an_agreed_time_at_the_beginning_of_time_is_judged(judge):
    bend = {"现场测试": [{"预约时间": "0001-01-01 00:00", "到达时间": "2026-10-11 14:45"}]}
    assert judge("CON04", bend).verdict is Verdict.FAIL
