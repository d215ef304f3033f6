"""desk period: closing, what differs, reopening, the list."""

import json

import pytest

from tests.helpers.scenes import write_exchange

ORDER = {
    "工单号": "HI-052-240310-00001",
    "派单时间": "2024-03-10 08:00",
    "处理时限": "2024-03-14 08:00",
    "回单时间": "2024-03-12 08:00",
    "解决情况": "已解决",
    "区域": "琼北",
}


@pytest.fixture
def call(call, tmp_path):
    """The same on the orders of March."""
    write_exchange(tmp_path / "三月.xlsx", {"工单": [ORDER]})
    assert call("import", str(tmp_path / "三月.xlsx"))[0] == 0
    return call


def test_a_period_is_closed_compared_and_reopened(call, tmp_path):
    code, out, _ = call("period", "close", "2024-03", "--by", "组长")
    assert code == 0
    assert out.startswith("已月结 2024-03：工单 1 张，截至 ")
    assert "没有差异" in call("period", "differences", "2024-03")[1]
    write_exchange(tmp_path / "补录.xlsx", {"工单": [{**ORDER, "工单号": "HI-052-240311-00002"}]})
    assert call("import", str(tmp_path / "补录.xlsx"))[0] == 0
    assert (
        "合计：业务量 工单量  月结时 1，现在 2  1 张 HI-052-240311-00002"
        in (call("period", "differences", "2024-03")[1])
    )
    found = json.loads(call("period", "differences", "2024-03", "--json")[1])
    assert {
        "section": "业务量",
        "metric": "工单量",
        "region": "琼北",
        "then": {"numerator": 1, "denominator": 1, "unknown": 0},
        "now": {"numerator": 2, "denominator": 2, "unknown": 0},
        "orders": ["HI-052-240311-00002"],
    } in found
    _, out, _ = call("period", "reopen", "2024-03", "--reason", "漏录", "--by", "组长", "--json")
    assert json.loads(out)["reason"] == "漏录"
    assert "组长撤销：漏录" in call("period", "list")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("close", "2024-03"), "无权“月结”"),
        (("close", "2024-04", "--by", "组长"), "期间“2024-04”没有工单"),
        (("close", "三月", "--by", "组长"), "写法不对"),
        (("differences", "2024-03"), "没有月结"),
        (("reopen", "2024-03", "--by", "组长"), "缺少参数 --reason"),
        (("reopen", "2024-03", "--by", "组长", "--reason", "漏录"), "没有月结"),
    ],
)
def test_what_is_wrong_is_one_sentence(call, words, told):
    code, out, error = call("period", *words)
    assert (code, out) == (2, "")
    assert told in error
    assert error.count("\n") == 1


def test_an_empty_list_says_so(call):
    assert call("period", "list")[1] == "还没有月结过\n"
    assert json.loads(call("period", "list", "--json")[1]) == []
