"""TRF beyond the rules' own examples."""

from desk.vocabulary import Verdict

FAIL, WARN, UNKNOWN, PASS, NA = Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN, Verdict.PASS, Verdict.NA


def sent(kind="客服转派", to="澄迈分公司", time="2026-10-12 10:00", **values):
    return {"类型": kind, "接收部门": to, "传递时间": time, **values}


def switch(enabled, since="", branch="澄迈分公司"):
    return {"分公司": branch, "启用": enabled, "生效时间": since}


def test_each_department_is_judged_alone(judge):
    bend = {"工单": {"原因分类": "故障", "责任部门": "澄迈优化组"}, "转派": [sent("故障", "澄迈维护室")]}
    found = judge("TRF01", bend)
    assert found.verdict is FAIL
    assert {place.sheet for place in found.evidence} == {"工单"}


def test_a_transfer_is_judged_by_its_own_type(judge):
    bend = {"工单": {"原因分类": "技改", "责任部门": "澄迈分公司"}, "转派": [sent("故障", "澄迈维护室")]}
    assert judge("TRF01", bend).verdict is PASS


def test_a_transfer_through_the_service_is_not_judged(judge):
    bend = {"工单": {"原因分类": "技改", "责任部门": ""}, "转派": [sent("客服转派", "客服中心")]}
    assert judge("TRF01", bend).verdict is PASS


def test_a_fault_only_with_an_agent_is_a_reminder_however_it_is_told(judge):
    assert judge("TRF01", {"工单": {"原因分类": "故障", "责任部门": "海南代维一队"}}).verdict is WARN
    bend = {"工单": {"原因分类": "故障", "责任部门": "澄迈维护室"}, "转派": [sent("故障", "海南代维一队")]}
    assert judge("TRF01", bend).verdict is WARN


def test_the_office_may_class_a_department(judge):
    bend = {
        "工单": {"原因分类": "优化", "责任部门": "网优中心"},
        "部门": [{"部门": "网优中心", "类别": "优化组"}],
    }
    assert judge("TRF01", bend).verdict is PASS


def test_the_switch_that_came_into_force_last_decides(judge):
    history = [
        switch("是", "2026-10-01 00:00"),
        switch("否", "2026-10-11 00:00"),
        switch("是", "2026-10-20 00:00"),
    ]
    off = {"转派": [sent("T2")], "T2开关": history}
    assert judge("TRF03", off).verdict is FAIL
    on = {"转派": [sent("T2", time="2026-10-21 09:00")], "T2开关": history}
    assert judge("TRF03", on).verdict is PASS


def test_a_switch_of_another_branch_does_not_count(judge):
    bend = {"转派": [sent("T2")], "T2开关": [switch("是", branch="琼海分公司")]}
    assert judge("TRF03", bend).verdict is FAIL
    assert judge("TRF02", {**bend, "转派": [sent()]}).verdict is NA


def test_the_time_of_issue_does_for_the_transfer(judge):
    bend = {
        "转派": [sent("T2", time="", 发单时间="2026-10-12 10:00")],
        "T2开关": [switch("是", "2026-10-12 09:00")],
    }
    assert judge("TRF03", bend).verdict is PASS


def test_a_transfer_that_has_not_happened_is_not_judged(judge):
    bend = {"转派": [sent("T2")]}
    assert judge("TRF03", bend, at="2026-10-12 09:00").verdict is NA
    assert judge("TRF05", bend, at="2026-10-12 09:00").verdict is NA


def test_an_answer_of_eight_characters_may_be_clear(judge):
    answered = {"回复时间": "2026-10-13 10:00"}
    short = {"转派": [sent("技改", 回复内容="本周内完成扩", **answered)]}
    assert judge("TRF04", short).verdict is WARN
    enough = {"转派": [sent("技改", 回复内容="本周五前完成扩容", **answered)]}
    assert judge("TRF04", enough).verdict is PASS


def test_a_late_but_clear_answer_needs_no_asking(judge):
    row = sent("技改", 回复时间="2026-10-20 10:00", 回复内容="已完成扩容并开通")
    assert judge("TRF04", {"转派": [row]}).verdict is PASS
    assert judge("TRF04", {"转派": [row]}, at="2026-10-15 10:00").verdict is WARN


def test_t2_to_what_is_no_branch_says_so(judge):
    found = judge("TRF03", {"转派": [{"类型": "T2", "接收部门": "澄迈维护室"}]})
    assert (found.verdict, found.message) == (FAIL, "类型是 T2，接收部门“澄迈维护室”是维护室，不是分公司")


def test_a_transfer_is_held_against_its_own_type_and_t2_against_the_cause(judge):
    bend = {"工单": {"原因分类": "新建资源", "责任部门": ""}}
    own = judge("TRF01", {**bend, "转派": [{"类型": "技改", "接收部门": "澄迈优化组"}]})
    assert [(at.name, at.value) for at in own.evidence] == [
        ("转派.类型", "技改"),
        ("转派.接收部门", "澄迈优化组"),
    ]
    t2 = judge("TRF01", {**bend, "转派": [{"类型": "T2", "接收部门": "澄迈优化组"}]})
    assert t2.evidence[0].name == "原因分类"
