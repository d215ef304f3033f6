"""RPL beyond the rules' own examples."""

from desk.rules.book import cases
from desk.rules.catalogue import BY_CODE
from desk.rules.engine import check
from desk.rules.office import Office
from desk.rules.rule import Example
from desk.rules.scenes import CLEAN_NO, example_book
from desk.vocabulary import Verdict

FAIL, WARN, UNKNOWN, PASS, NA = Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN, Verdict.PASS, Verdict.NA
OTHER = "HI-052-261020-00002"


def call(time, restored="是", result="接通", purpose="回访"):
    return {"时间": time, "方式": "电话", "目的": purpose, "结果": result, "确认恢复": restored}


def handed(**values):
    return {"类型": "故障", "接收部门": "澄迈维护室", "传递时间": "2026-10-11 18:00", **values}


def ticket(**values):
    return {"跟踪单号": "GZ1", "建立时间": "2026-10-12 09:00", "状态": "跟踪中", **values}


def again(time, **values):
    return [{}, {"工单号": OTHER, "派单时间": time, "用户号码": "13800000001", **values}]


def word(conclusion, rule="RPL06", time="2026-10-25 10:00"):
    return {"规则": rule, "结论": conclusion, "原因": "已核实", "经办人": "质检", "时间": time}


def bare(bend):
    """The finding of a rule on the order alone, as an EOMS export carries it."""
    book, at = example_book(Example(PASS, {"工单": bend}))
    for table in [name for name in book.records if name != "orders"]:
        del book.records[table]
    book.records_known = False
    return next(cases(book, Office(), at))


def test_a_callback_that_was_not_answered_is_not_late(judge):
    bend = {"联系记录": [call("2026-10-13 10:00", result="未接通"), call("2026-10-13 16:00")]}
    assert judge("RPL02", bend).verdict is FAIL


def test_the_confirming_callback_is_compared_with_the_work(judge):
    calls = [call("2026-10-13 10:00"), call("2026-10-13 14:30", restored="未知")]
    step = {"步骤": "2", "类型": "优化", "状态": "已实施", "时间": "2026-10-13 12:00"}
    assert judge("RPL02", {"联系记录": calls, "处理步骤": [step]}).verdict is WARN


def test_a_step_that_was_not_done_is_no_work(judge):
    for state in ("未实施", "不适用"):
        step = {"步骤": "2", "类型": "优化", "状态": state, "时间": "2026-10-13 12:00"}
        assert judge("RPL02", {"处理步骤": [step]}).verdict is PASS


def test_before_a_reply_unfinished_is_what_is_not_finished_now(judge):
    open_order = {"回单时间": ""}
    later = {"转派": [handed(完成时间="2026-10-20 10:00")], "工单": open_order}
    assert judge("RPL05", later).verdict is PASS
    assert judge("RPL05", later, at="2026-10-19 10:00").verdict is FAIL


def test_a_transfer_finished_at_the_very_reply_is_finished(judge):
    assert judge("RPL05", {"转派": [handed(完成时间="2026-10-13 15:00")]}).verdict is PASS


def test_a_site_restored_at_the_very_reply_is_in_service(judge):
    site = {"站点编号": "CM001", "断站开始": "2026-10-09 20:00", "断站恢复": "2026-10-13 15:00"}
    bend = {"工单": {"涉及站点": "CM001"}, "站点": [site]}
    assert judge("RPL05", bend).verdict is PASS


def test_an_outage_after_the_reply_was_nothing_left_to_do(judge):
    site = {"站点编号": "CM001", "断站开始": "2026-10-14 20:00"}
    assert judge("RPL05", {"工单": {"涉及站点": "CM001"}, "站点": [site]}).verdict is PASS


def test_another_site_that_is_out_does_not_matter(judge):
    site = {"站点编号": "CM009", "断站开始": "2026-10-09 20:00"}
    assert judge("RPL05", {"工单": {"涉及站点": "CM001"}, "站点": [site]}).verdict is PASS


def test_every_unfinished_thing_is_in_the_evidence(judge):
    found = judge("RPL05", {"转派": [handed()], "跟踪单": [ticket()]})
    assert {place.sheet for place in found.evidence} == {"工单", "转派", "跟踪单"}
    assert found.message.count("；") == 1


def test_what_was_unfinished_stands_beside_the_time_of_the_reply(judge):
    found = judge("RPL05", {"转派": [handed()]})
    assert found.evidence[0].field == "回单时间"
    before = judge("RPL05", {"工单": {"回单时间": ""}, "转派": [handed()]})
    assert before.evidence[0].field == "解决情况"


def test_an_after_test_after_the_reply_is_a_reminder(judge):
    row = {"运营商": "移动", "网络类型": "4G", "阶段": "后", "RSRP": "-90", "测试时间": "2026-10-14 10:00"}
    assert judge("RPL05", {"三网测试": [row]}).verdict is WARN


def test_a_bare_export_proves_nothing_finished():
    found = check(bare({"涉及站点": "CM001"}), [BY_CODE["RPL05"]], quiet=True)[0]
    assert (found.verdict, found.missing) == (UNKNOWN, ("转派", "跟踪单", "站点"))


def test_a_bare_export_does_not_say_whether_an_order_is_followed():
    found = check(bare({"解决情况": "未解决"}), [BY_CODE["RPL07"]], quiet=True)[0]
    assert (found.verdict, found.missing) == (UNKNOWN, ("跟踪单",))


def test_repeats_are_seen_in_a_bare_export():
    book, at = example_book(Example(PASS, {"工单": again("2026-10-20 09:00")}))
    book.records_known = False
    found = check(next(cases(book, Office(), at)), [BY_CODE["RPL06"]], quiet=True)[0]
    assert found.verdict is WARN


def test_both_orders_are_listed_with_their_rows(judge):
    found = judge("RPL06", {"工单": again("2026-10-20 09:00")})
    listed = [(place.value, place.row) for place in found.evidence if place.field == "工单号"]
    assert listed == [(CLEAN_NO, 2), (OTHER, 3)]


def test_the_window_of_repeats_ends_after_sixty_days(judge):
    last = again("2026-12-12 15:00")
    assert judge("RPL06", {"工单": last}, at="2027-01-10 10:00").verdict is WARN
    past = again("2026-12-12 15:00:01")
    assert judge("RPL06", {"工单": past}, at="2027-01-10 10:00").verdict is PASS
    assert judge("RPL06", {"工单": past, "参数": [{"名称": "repeat_days", "值": "61"}]},
                 at="2027-01-10 10:00").verdict is WARN  # fmt: skip


def test_a_repeat_that_has_not_come_yet_is_none(judge):
    assert judge("RPL06", {"工单": again("2026-10-20 09:00")}, at="2026-10-19 09:00").verdict is PASS


def test_the_last_word_of_a_person_counts(judge):
    first, second = word("排除"), word("确认", time="2026-10-26 10:00")
    bend = {"工单": again("2026-10-20 09:00"), "豁免": [first, second]}
    assert judge("RPL06", bend).verdict is FAIL
    assert judge("RPL06", bend, at="2026-10-25 12:00").verdict is Verdict.WAIVED


def test_a_confirmed_suspicion_that_is_waived_is_told_as_waived(judge):
    words = [word("确认"), word("豁免", time="2026-10-26 10:00")]
    found = judge("RPL06", {"工单": again("2026-10-20 09:00"), "豁免": words})
    assert found.verdict is Verdict.WAIVED
    assert "已豁免：" in found.message


def test_a_word_without_suspicion_changes_nothing(judge):
    assert judge("RPL06", {"豁免": [word("确认")]}).verdict is PASS


def test_a_word_on_another_rule_is_not_for_this_one(judge):
    bend = {"工单": again("2026-10-20 09:00"), "豁免": [word("排除", rule="RPL01")]}
    assert judge("RPL06", bend).verdict is WARN


def test_a_follow_up_due_right_now_has_not_passed(judge):
    row = ticket(最近跟踪时间="2026-10-28 10:00", 下次跟踪时间="2026-10-31 18:00")
    bend = {"工单": {"解决情况": "未解决"}, "跟踪单": [row]}
    assert judge("RPL08", bend).verdict is PASS
    assert judge("RPL08", bend, at="2026-10-31 18:00:01").verdict is FAIL


def test_a_follow_up_closes_when_it_was_solved(judge):
    row = ticket(状态="已关闭", 最近跟踪时间="2026-10-20 10:00", 解决时间="2026-10-23 10:00")
    bend = {"工单": {"解决情况": "未解决"}, "跟踪单": [row]}
    assert judge("RPL09", bend, at="2026-10-22 10:00").verdict is NA
    assert judge("RPL08", bend, at="2026-10-22 10:00").verdict is PASS
    assert judge("RPL09", bend).verdict is WARN


def test_before_its_reply_an_order_has_no_outcome(judge):
    assert judge("RPL01", {"联系记录": []}, at="2026-10-12 10:00").verdict is NA


def test_a_change_of_technology_is_not_compared(judge):
    rows = [
        {"运营商": "移动", "网络类型": network, "阶段": stage, "RSRP": rsrp}
        for network, stage, rsrp in (("4G", "前", "-90"), ("5G", "后", "-95"))
    ]
    assert judge("RPL11", {"三网测试": rows}).verdict is PASS


def test_the_other_operators_after_tests_do_not_count(judge):
    row = {"运营商": "联通", "网络类型": "4G", "阶段": "后", "RSRP": "-120"}
    assert judge("RPL11", {"三网测试": [row]}).verdict is NA


def test_an_after_test_without_network_and_signal_lacks_more_than_the_network(judge):
    row = {"运营商": "移动", "网络类型": "", "阶段": "后", "下行速率": "20"}
    assert judge("RPL11", {"三网测试": [row]}).missing == ("三网测试.RSRP", "三网测试.下行速率")
    assert judge("RPL11", {"三网测试": [{**row, "RSRP": "-107"}]}).missing == ("三网测试.网络类型",)
