"""Which county is meant, what contradicts, what is not listed."""

import pytest

from desk.reading.address import county_code, county_name, read_address

HAIKOU = ("460105", "460106", "460107", "460108")


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("澄迈县金江镇", "469023"),
        ("琼中湾岭镇", "469030"),
        ("金江镇", "469023"),
        ("那大", "460400"),
        ("红光农场3队", "469023"),
        ("海口市永兴镇", "460105"),
        ("三沙市永兴岛", "460321"),
        ("琼山市演丰镇", "460108"),
        ("通什市", "469001"),
        ("崖城镇", "460205"),
        ("长坡镇", "469002"),
        ("儋州市长坡镇", "460400"),
        ("临高县红光农场3队", "469024"),
        ("三亚市美兰区", "460108"),
        ("杭州萧山新塘街道", "330109"),
    ],
)
def test_county_is_the_one_written_else_the_townships(text, county):
    reading = read_address(text)
    assert (reading.county, reading.counties) == (county, (county,))


def test_city_alone_allows_all_its_districts():
    reading = read_address("海口市滨海大道")
    assert (reading.county, reading.counties) == (None, HAIKOU)


def test_no_unit_names_no_county():
    assert read_address("滨海大道12号").counties == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("澄迈县博鳌镇", ("博鳌镇", "澄迈县", "琼海市")),
        ("琼海市金江镇文化路5号", ("金江镇", "琼海市", "澄迈县")),
        ("三亚市美兰区海府路5号", ("美兰区", "三亚市", "海口市")),
        ("海口市吉阳区", ("吉阳区", "海口市", "三亚市")),
        ("海口市琼海市嘉积镇", ("琼海市", "海口市")),
        ("临高县红光农场3队", ("红光农场", "临高县", "澄迈县")),
        ("海口市洋浦经济开发区", ("洋浦", "海口市", "儋州市")),
        ("浙江省杭州市越城区", ("越城区", "杭州市", "绍兴市")),
        ("广东省海口市", ("海口市", "广东省")),
        ("澄迈县临高县", ("澄迈县", "临高县")),
    ],
)
def test_units_that_cannot_all_be_meant_contradict(text, words):
    (sentence,) = read_address(text).contradictions
    assert all(word in sentence for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "澄迈县福山镇国营红光农场",
        "澄迈县老城镇红光农场",
        "琼山市演丰镇",
        "琼山市府城镇",
        "通什市通什镇",
        "五指山市冲山镇",
        "儋州市那大镇",
        "海南省儋州市儋州市那大镇",
        "海口市新华区解放路",
        "三亚市河东区",
        "三亚市吉阳区凤凰镇",
        "白沙县白沙镇",
        "海口市龙华区与秀英区交界",
        "澄迈县老城镇海口综合保税区",
        "海口市海秀镇琼海路",
        "海口市龙华区文昌鸡饭店",
        "定安到屯昌的路上",
        "从海口市到澄迈县金江镇",
        "用户号码归属海口市，现在澄迈县金江镇没信号",
        "公司：海口市龙华区国贸路8号；家：澄迈县老城镇",
        "海口市龙华区国贸路8号，老家在临高县博厚镇",
        "户籍海口市，现住儋州市那大镇",
        "三沙市西沙区永兴镇",
        "崖县崖城镇",
        "乐东县尖峰镇岭头茶场3队",
        "浙江省温州市永嘉县桥头镇",
        "广西壮族自治区桂林市阳朔县白沙镇",
        "湖北英山县温泉镇沿河西路",
    ],
)
def test_aliases_and_road_names_contradict_nothing(text):
    assert read_address(text).contradictions == ()


@pytest.mark.parametrize(
    ("text", "unlisted", "levels"),
    [
        ("澄迈县假名镇", ("假名",), 2),
        ("澄迈县金江镇假名村", ("假名",), 3),
        ("澄迈县金江镇博潭村", (), 3),
        ("海南省澄迈县", (), 2),
        ("滨海大道12号", (), 0),
        ("浙江省杭州市西湖区假名镇", (), 4),
    ],
)
def test_unlisted_townships_and_villages_of_hainan(text, unlisted, levels):
    reading = read_address(text)
    assert (reading.unlisted, reading.levels) == (unlisted, levels)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("红光农场", ("哪个队?",)),
        ("红光农场医院", ("哪个队?",)),
        ("金江镇", ("哪个村?",)),
        ("博厚镇卫生院", ("哪个村?",)),
        ("滨海大道", ("门牌号?",)),
        ("国贸路国贸大厦", ("门牌号?",)),
        ("文城镇文中小区", ("门牌号?",)),
        ("海口市国兴街道", ("哪条路?", "门牌号?")),
        ("海口市龙华区", ("哪条路?", "门牌号?")),
        ("澄迈县", ("哪个乡镇?", "哪个村?")),
        ("本机", ("哪个市县?", "哪个乡镇?", "哪个村?")),
        ("金江镇博潭村", ()),
        ("滨海大道12号", ()),
    ],
)
def test_the_question_asks_for_the_missing_part(text, missing):
    assert read_address(text).missing == missing


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("琼中", "469030"),
        ("琼中黎族苗族自治县", "469030"),
        ("乐东县", "469027"),
        ("龙华", "460106"),
        ("儋州市", "460400"),
        ("通什市", "469001"),
        ("没有县", None),
        ("海口市", None),
    ],
)
def test_county_by_name(name, code):
    assert county_code(name) == code


def test_county_by_code():
    assert (county_name("469030"), county_name("460400"), county_name("469099")) == (
        "琼中黎族苗族自治县",
        "儋州市",
        None,
    )
