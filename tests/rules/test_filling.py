"""The remedy of a verdict that lacks something names what to fill in, and where."""

import pytest

from desk.rules.filling import to_fill

UNDATED = {"工单": {"处理时限": ""}}
CALL = {"时间": "2026-10-13 10:00", "方式": "电话", "目的": "回访", "结果": "接通", "确认恢复": ""}


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("处理时限",), "补全处理时限"),
        (("转派", "跟踪单"), "补全转派记录、跟踪单记录"),
        (("联系记录",), "补全联系记录"),
        (("定性时间", "现场测试.完成时间"), "补全定性时间、现场测试的完成时间"),
        (("评审会.时间",), "在设置里补全评审会的时间"),
        (("转派.督办组", "部门.类别"), "补全转派的督办组；在设置里补全部门的类别"),
        (("工作日历",), "在设置里补全工作日历"),
        (("区县边界",), ""),
    ],
)
def test_what_to_fill_in_and_where(names, said):
    assert to_fill(names) == said


def test_an_unknown_verdict_asks_for_what_it_lacks(judge):
    assert judge("DLN01", UNDATED).remedy == "补全处理时限"


def test_where_the_gate_waits_the_deed_stands_beside_it(judge):
    remedy = judge("RPL03", {"联系记录": [CALL]}).remedy
    assert remedy.startswith("补全联系记录的确认恢复；再次回访")
