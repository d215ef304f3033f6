"""The 同步要素 block in the three shapes in which it is met."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reading.sync_elements import read_sync_elements

PAIRS = (
    ("联系要求", "联系本机"),
    ("客户要求", "在示例小区4G网络慢，要求尽快处理"),
    ("处于室内还是室外", "室内"),
    ("（室内）处于该场景下的具体位置", "窗边"),
    ("（数据）访问哪个网站出现问题", "某网站"),
    ("周围其他用户是否有同样情况", "有"),
    ("手机显示的网络标识", "4G"),
    ("无信号出现的频率", "经常"),
    ("开关机情况", "情况依旧"),
)
FIELDS = {"周边用户使用情况": "有", "网络类型": "4G", "出现周期": "经常", "业务类型": "数据"}
HERE = Path(__file__).parent
BLOCKS = [json.loads(line) for line in (HERE / "sync_blocks.jsonl").read_text("utf-8").splitlines()]
REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "eoms_orders_real.jsonl"


@pytest.mark.parametrize("separator", ["\n", " ", "\r\n", "　"])
@pytest.mark.parametrize("colon", [":", "："])
def test_pairs_on_lines_or_parted_by_spaces(separator: str, colon: str) -> None:
    text = "#同步要素#" + separator.join(f"{label}{colon}{value}" for label, value in PAIRS) + "#同步要素#"
    found = read_sync_elements(text)
    assert found is not None
    assert [(element.label, element.value) for element in found.values] == list(PAIRS)
    assert {field.field: field.value for field in found.fields} == FIELDS


def test_pairs_that_run_into_one_another() -> None:
    text = (
        "#同步要素#故障地市/区县:海南→海口→龙华故障详细地址:示例路8号  客户要求:尽快处理。是否提取:#同步要素#"
    )
    found = read_sync_elements(text)
    assert found is not None
    assert [(element.label, element.value) for element in found.values] == [
        ("故障地市/区县", "海南→海口→龙华"),
        ("故障详细地址", "示例路8号"),
        ("客户要求", "尽快处理。"),
        ("是否提取", ""),
    ]
    assert [(field.field, field.value) for field in found.fields] == [("投诉地址", "示例路8号")]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block["text"])
def test_a_block_as_people_type_it(block: dict) -> None:
    """A field named with a blank value must not be filled."""
    found = read_sync_elements(block["text"])
    if block["fields"] is None:
        assert found is None
        return
    assert found is not None
    filled = {field.field: field.value for field in found.fields}
    assert {name: filled.get(name, "") for name in block["fields"]} == block["fields"]


def test_a_text_without_a_block_gives_nothing() -> None:
    assert read_sync_elements("用户反映网络慢，位置:示例小区") is None


def test_a_block_without_its_end_is_read_to_the_end() -> None:
    found = read_sync_elements("前文 #同步要素#出现频率:偶尔")
    assert found is not None
    assert [(field.field, field.value) for field in found.fields] == [("出现周期", "偶尔")]


@pytest.mark.parametrize(("mark", "network"), [("G", "2G"), ("e", "2G"), ("4G", "4G"), ("５Ｇ网络", "5G")])
def test_network_marks_are_named_as_the_order_names_them(mark: str, network: str) -> None:
    found = read_sync_elements(f"#同步要素#手机显示的网络标识:{mark}#同步要素#")
    assert found is not None
    assert [(field.field, field.value) for field in found.fields] == [("网络类型", network)]


def test_an_unknown_network_mark_fills_nothing() -> None:
    found = read_sync_elements("#同步要素#手机显示的网络标识:无服务#同步要素#")
    assert found is not None
    assert found.fields == ()


@pytest.mark.parametrize(
    ("title", "inside", "count"),
    [
        ("移动业务→网络质量→网速慢→室外", "室内", 1),
        ("移动业务→网络质量→网速慢→室内", "室内", 0),
        ("移动业务→网络质量→网速慢", "室内", 0),
        ("移动业务→室外", "室内室外都有", 0),
    ],
)
def test_class_path_and_text_are_compared(title: str, inside: str, count: int) -> None:
    found = read_sync_elements(f"#同步要素#处于室内还是室外:{inside}#同步要素#", title)
    assert found is not None
    assert len(found.contradictions) == count
    assert all("室外" in sentence and "室内" in sentence for sentence in found.contradictions)


def test_networks_of_class_path_and_text_are_compared() -> None:
    found = read_sync_elements("#同步要素#网络标识:4G#同步要素#", "手机上网（5G）→网速慢")
    assert found is not None
    assert len(found.contradictions) == 1


@given(st.text(max_size=80), st.text(max_size=20))
def test_spans_are_the_values(inner: str, title: str) -> None:
    text = "#同步要素#客户要求:" + inner
    found = read_sync_elements(text, title)
    assert found is not None
    for element in (
        *found.values,
        *(field for field in found.fields if field.field not in {"网络类型", "业务类型"}),
    ):
        assert text[element.start : element.end] == element.value


def test_real_orders_are_read() -> None:
    if not REAL.exists():
        pytest.skip(f"no {REAL.name} beside the checkout")
    orders = [json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines()]
    blocks = [order for order in orders if "#同步要素#" in order["text"]]
    for order in blocks:
        found = read_sync_elements(order["text"], order.get("title", ""))
        assert found is not None
        assert len(found.values) >= 4


@pytest.mark.parametrize("text", ["#同步要素##同步要素#", "#同步要素#无", "#同步要素#"])
def test_an_empty_block_gives_no_pairs(text: str) -> None:
    found = read_sync_elements(text)
    assert found is not None
    assert found.values == found.fields == ()


@pytest.mark.parametrize("text", ["#同步要素#位置 : 那大镇；网络标识 : HD；#同步要素#"])
def test_pairs_parted_by_semicolons_and_spaced_colons(text: str) -> None:
    found = read_sync_elements(text)
    assert found is not None
    assert {field.field: field.value for field in found.fields} == {"投诉地址": "那大镇", "网络类型": "4G"}
    assert all(text[element.start : element.end] == element.value for element in found.values)
