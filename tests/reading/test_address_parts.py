"""Parts with their places, keys that tie, payloads that last."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reading.address import from_payload, read_address, to_payload
from tests.reading.address_examples import EXAMPLES

PLACES = (
    "海口市",
    "龙华区",
    "澄迈县",
    "金江镇",
    "红光农场",
    "红星队",
    "3队",
    "滨海大道",
    "12号",
    "１２号",
    "之3",
    "附近",
)
SCRAPS = (
    "\ud83d",
    "龍華區",
    "ＡＢ",
    "\u202e",
    "№",
    "村",
    "路",
    "号",
    "不是",
    "没信号",
    "X某",
    "(西门)",
    "\u200f",
    "\x00",
    "😀",
    " ",
    "-",
    "县",
    "市",
)
PIECES = st.sampled_from(PLACES + SCRAPS)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join))


def kinds(text):
    return [(part.kind.value, part.text) for part in read_address(text).parts]


def test_parts_are_verbatim_with_code_and_place():
    (county, town, village, number) = read_address("澄迈县 金江镇博潭村１２號").parts
    assert (county.kind, county.text, county.start, county.end, county.code) == (
        "county",
        "澄迈县",
        0,
        3,
        "469023",
    )
    assert (town.text, town.start, town.code) == ("金江镇", 4, "469023100")
    assert (village.kind, village.text, village.code) == ("village", "博潭村", "469023100204")
    assert (number.kind, number.text, number.end) == ("number", "１２號", 13)


def test_every_kind_of_part_is_told_apart():
    text = "海南省海口市龙华区城西镇丁村社区滨海大道12号金龙花园3栋2单元5楼501室"
    assert " ".join(kind for kind, _ in kinds(text)) == (
        "province city county township village road number compound building unit floor room"
    )
    assert kinds("红光农场红星队嘉积中学") == [
        ("farm", "红光农场"),
        ("group", "红星队"),
        ("landmark", "嘉积中学"),
    ]


def test_a_district_with_a_directional_end_is_read_after_its_city():
    assert kinds("浙江省宁波江东区彩虹南路")[2:] == [("county", "江东区"), ("road", "彩虹南路")]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("南田农场东风二队", ["farm 南田农场", "group 东风二队"]),
        ("响水镇合口村番道二组", ["township 响水镇", "village 合口村", "group 番道二组"]),
        ("中建农场老村3队", ["farm 中建农场", "village 老村", "group 3队"]),
        ("西达农场新村队", ["farm 西达农场", "group 新村队"]),
        ("抱罗镇里隆村委会下村", ["township 抱罗镇", "village 里隆村委会", "village 下村"]),
        ("石山镇施茶村委会美社村", ["township 石山镇", "village 施茶村委会", "village 美社村"]),
        ("海甸五西路28号", ["road 海甸五西路", "number 28号"]),
        ("三亚凤凰国际机场", ["city 三亚", "landmark 凤凰国际机场"]),
        ("北京市海淀区北京大学", ["province 北京市", "county 海淀区", "landmark 北京大学"]),
        ("三亚市河东区港华路7号", ["city 三亚市", "county 河东区", "road 港华路", "number 7号"]),
        ("琼中县城海榆路电信大楼", ["county 琼中县", "road 海榆路", "landmark 电信大楼"]),
        ("陵水县新村", ["county 陵水县", "township 新村"]),
        ("省道S305 K45+200米", ["road 省道S305"]),
        ("恒大美丽沙3栋2单元501", ["landmark 恒大美丽沙", "building 3栋", "unit 2单元", "room 501"]),
        ("3栋2单元13800000001", ["building 3栋", "unit 2单元"]),
        ("海口市区海秀路", ["city 海口市", "road 海秀路"]),
        ("彩虹北路路通小区2栋", ["road 彩虹北路", "compound 路通小区", "building 2栋"]),
        ("海口市人民医院", ["city 海口市", "landmark 人民医院"]),
        ("人民大道西北角盛源大厦", ["road 人民大道", "landmark 盛源大厦"]),
        ("海岸一号小区", ["compound 海岸一号小区"]),
        ("凤凰路2-3楼", ["road 凤凰路", "floor 2-3楼"]),
        ("海秀中路拾陆号", ["road 海秀中路", "number 拾陆号"]),
        ("银海路14-2号铺面", ["road 银海路", "number 14-2号铺面"]),
        ("海榆中线6公里处8号", ["road 海榆中线", "number 8号"]),
        ("三亚三亚湾路海边", ["city 三亚", "road 三亚湾路"]),
        ("福山镇咖啡工业园", ["township 福山镇", "compound 咖啡工业园"]),
        ("儋州市先锋居3队", ["county 儋州市", "village 先锋居", "group 3队"]),
    ],
)
def test_names_end_where_people_end_them(text, parts):
    assert [" ".join(part) for part in kinds(text)] == parts


def test_a_farm_committee_is_the_listed_unit():
    reading = read_address("澄迈县红光农场居委会红星队")
    assert [part.code for part in reading.parts if part.kind == "village"] == ["469023108002"]
    assert reading.unlisted == ()


@pytest.mark.parametrize("text", ["儋州市蘭洋鎮南羅村", "瓊海市嘉積鎮上埇村"])
def test_traditional_characters_name_the_same_units(text):
    assert all(part.code for part in read_address(text).parts)


def test_a_resort_is_one_part():
    assert kinds("石梅湾旅游度假区") == [("township", "石梅湾旅游度假区")]


def test_hidden_and_spaced_characters_do_not_move_offsets():
    text = "\u200f海\u0000口 市 龙 华 区 滨海大道１２号"
    reading = read_address(text)
    assert reading.grade == "A"
    assert [text[part.start : part.end] for part in reading.parts] == [part.text for part in reading.parts]


@given(TEXTS)
def test_any_text_is_read_with_true_offsets(text):
    reading = read_address(text)
    assert reading.text == text
    assert all(text[part.start : part.end] == part.text and part.text for part in reading.parts)
    assert [part.start for part in reading.parts] == sorted(part.start for part in reading.parts)
    assert bool(reading.missing) == (reading.grade not in ("A", "B"))
    assert (reading.exact_key is None) or reading.grade == "A"


@given(TEXTS)
def test_a_payload_gives_the_same_reading_back(text):
    reading = read_address(text)
    assert from_payload(text, json.loads(json.dumps(to_payload(reading)))) == reading


@pytest.mark.parametrize(
    "text",
    [
        "海口市龙华区滨海大道12号" * 80_000,
        "路" * 1_000_000,
        "1" * 1_000_000,
        "一" * 1_000_000,
        "1-" * 500_000,
        "(" * 1_000_000,
        "第一百二十" * 200_000,
        "某" * 1_000_000,
        "A1-" * 300_000,
        " " * 1_000_000,
        "\u200f" * 1_000_000,
        "镇" * 1_000_000,
    ],
)
def test_a_megabyte_is_read_in_bounded_time(text):
    start = time.perf_counter()
    reading = read_address(text)
    assert time.perf_counter() - start < 2
    assert all(text[part.start : part.end] == part.text for part in reading.parts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("海口市滨海大道12号", "海南省海口市龙华区滨海大道十二号3栋"),
        ("滨海大道19-1号", "滨海大道19号之1"),
        ("海府路１２号", "海府路12号"),
        ("澄迈县福山镇红光农场3队", "澄迈县国营红光农场三队"),
        ("金江镇博潭村2组", "澄迈县金江镇博潭村委会第二小组"),
    ],
)
def test_the_same_place_has_the_same_exact_key(one, other):
    assert read_address(one).exact_key == read_address(other).exact_key is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("海口市滨海大道12号", "海口市滨海大道13号"),
        ("海口市解放路1号", "三亚市解放路1号"),
        ("金江镇解放路1号", "老城镇解放路1号"),
        ("红光农场3队", "西达农场3队"),
        ("红光农场3队", "红光农场13队"),
    ],
)
def test_different_places_have_different_exact_keys(one, other):
    assert read_address(one).exact_key != read_address(other).exact_key


def test_the_same_village_has_the_same_key():
    assert read_address("金江镇博潭村").village_key == read_address("澄迈县金江镇博潭村委会5号").village_key
    assert read_address("金江镇假名村").village_key == read_address("澄迈县金江镇假名村").village_key
    assert read_address("儋州市前进居").village_key != read_address("儋州市尖岭居").village_key
    assert read_address("金江镇假名村").village_key != read_address("老城镇假名村").village_key


def test_reading_is_deterministic():
    assert all(read_address(text) == read_address(text) for _, text in EXAMPLES)
