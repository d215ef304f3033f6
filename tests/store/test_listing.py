import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.rules.scenes import CLEAN
from desk.services.listing import ListQuery, count, facet, page
from desk.store.search import match_expression
from tests.helpers.scenes import fill, open_desk

ORDERS = [
    {
        **CLEAN["工单"][0],
        "工单号": f"HI-052-261010-{n:05d}",
        "用户号码": f"1380000{n:04d}",
        "区域": ("澄迈", "儋州", None)[n % 3],
        "投诉地址": ("澄迈县金江镇文明路227号", "儋州市那大镇中兴大道30号3栋2单元", "澄迈县")[n % 3],
        "派单时间": f"2026-10-{n % 28 + 1:02d} 08:{n % 60:02d}",
    }
    for n in range(150)
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    opened = open_desk(tmp_path_factory.mktemp("list"))
    fill(opened, {"工单": ORDERS}, bare=True)
    yield opened
    opened.database.close()


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", ["region", "dispatched_at", "worst", "address"])
def test_pages_joined_are_the_whole_list_sorted_with_blanks_last(desk, sort, descending):
    query = ListQuery(sort=sort, descending=descending)
    total = count(desk, query)
    lines = [line for start in range(0, total, 64) for line in page(desk, query, start, total)]
    assert len({line.order_no for line in lines}) == total == 150
    values = [line.values[sort] for line in lines]
    given_values = [value for value in values if value is not None]
    assert values == sorted(given_values, reverse=descending) + [None] * (150 - len(given_values))


def test_a_facet_filters_and_counts(desk):
    query = ListQuery(facets=(("region", "澄迈"),))
    assert count(desk, query) == 50
    assert {name: number for _, name, number in facet(desk, "region", ListQuery())} == {
        "澄迈": 50,
        "儋州": 50,
        "（空）": 50,
    }
    assert count(desk, ListQuery(facets=(("region", None),))) == 50


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("HI-052-261010-00017", 1),
        ("13800000017", 1),
        ("0017", 2 - 1),
        ("中兴大道", 50),
        ("兴", 50),
        ("3栋2单元", 50),
        ("金江 文明路", 50),
        ("没有这个词", 0),
        ("！？", 0),
    ],
)
def test_search_finds_numbers_and_chinese_of_any_length(desk, words, number):
    assert count(desk, ListQuery(search=words)) == number


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_typed_text_is_a_harmless_search(desk, words):
    assert count(desk, ListQuery(search=words)) >= 0
    assert match_expression(words) is None or '"' in match_expression(words)
