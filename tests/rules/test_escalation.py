"""ESC beyond the rules' own examples."""

from desk.vocabulary import Verdict

FAIL, WARN, UNKNOWN, PASS, NA = Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN, Verdict.PASS, Verdict.NA


def other(at, time, **values):
    return {"工单号": f"HI-052-260900-0000{at}", "派单时间": time, "用户号码": "13800000001", **values}


def test_a_channel_is_found_in_full_width_too(judge):
    assert judge("ESC02", {"工单": {"来源渠道": "１２３４５热线"}}).verdict is FAIL


def test_the_office_may_name_its_upgraded_channels(judge):
    bend = {"工单": {"来源渠道": "区长信箱"}, "参数": [{"名称": "upgraded_channels", "值": "区长信箱"}]}
    assert judge("ESC02", bend).verdict is FAIL
    assert judge("ESC02", {**bend, "参数": []}).verdict is NA


def test_a_blank_channel_is_no_other_channel(judge):
    assert judge("ESC02", {"工单": [{}, other(2, "2026-10-01 09:00", 来源渠道="")]}).verdict is NA


def test_the_look_back_ends_sixty_days_before_the_order(judge):
    for time, verdict in (("2026-08-11 08:45", FAIL), ("2026-08-11 08:44:59", NA)):
        assert judge("ESC02", {"工单": [{}, other(2, time, 来源渠道="营业厅")]}).verdict is verdict


def test_the_other_orders_stand_in_the_evidence(judge):
    found = judge("ESC02", {"工单": [{}, other(2, "2026-10-01 09:00", 来源渠道="营业厅")]})
    assert [(place.field, place.row) for place in found.evidence] == [("来源渠道", 2), ("工单号", 3)]


def test_an_escalation_of_the_other_order_does_not_count(judge):
    raised = [{"工单号": "HI-052-260900-00002", "时间": "2026-10-01 10:00"}]
    bend = {"工单": [{}, other(2, "2026-10-01 09:00", 来源渠道="营业厅")], "升级": raised}
    assert judge("ESC02", bend).verdict is FAIL


def test_all_signs_of_difficulty_are_named(judge):
    bend = {"工单": {"疑难": "是", "回单时间": "2026-10-30 10:00"}}
    found = judge("ESC03", bend)
    assert "标为疑难" in found.message
    assert "15 天" in found.message


def test_an_open_order_becomes_difficult_after_fifteen_days(judge):
    bend = {"工单": {"回单时间": ""}}
    assert judge("ESC03", bend, at="2026-10-25 08:45").verdict is NA
    assert judge("ESC03", bend, at="2026-10-25 08:45:01").verdict is FAIL


def test_an_unfinished_escalation_is_not_excused_by_a_finished_one(judge):
    rows = [
        {
            "时间": "2026-10-20 10:00",
            "受理时间": "2026-10-20 11:00",
            "结果": "已协调",
            "完成时间": "2026-10-21 10:00",
        },
        {"时间": "2026-10-29 10:00"},
    ]
    assert judge("ESC04", {"升级": rows}).verdict is FAIL


def test_the_day_for_accepting_ends_exactly(judge):
    bend = {"升级": [{"时间": "2026-10-30 18:00"}]}
    assert judge("ESC04", bend).verdict is PASS
    assert judge("ESC04", bend, at="2026-10-31 18:00:01").verdict is FAIL


def test_before_its_end_an_escalation_has_no_result(judge):
    row = {
        "时间": "2026-10-12 10:00",
        "受理时间": "2026-10-12 11:00",
        "结果": "已协调",
        "完成时间": "2026-10-14 10:00",
    }
    assert judge("ESC05", {"升级": [row]}, at="2026-10-13 16:00").verdict is FAIL
    assert judge("ESC05", {"升级": [row]}).verdict is PASS
