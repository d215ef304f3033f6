from desk.vocabulary import Verdict


def test_all_missing_elements_are_named(judge):
    found = judge("ANA01", {"工单": {"出现周期": " ", "周边用户使用情况": "", "投诉内容": "无"}})
    assert found.verdict is Verdict.FAIL
    assert found.missing == ("出现周期", "周边用户使用情况")
    assert [place.field for place in found.evidence] == ["出现周期", "周边用户使用情况"]


def test_a_reply_dated_after_the_check_is_none_yet(judge):
    assert judge("ANA02", {"工单": {"原因分类": ""}}, at="2026-10-13 14:59").verdict is Verdict.NA
