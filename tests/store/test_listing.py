import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.rules.scenes import CLEAN
from desk.services.listing import ListQuery, count, facet, glance, look, page
from desk.store import listing
from desk.store.search import match_expression
from tests.helpers.desks import desk_on
from tests.helpers.scenes import fill

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


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request, tmp_path_factory):
    with desk_on(request, tmp_path_factory.mktemp("list")) as opened:
        fill(opened, {"工单": ORDERS}, bare=True)
        yield opened


def paged(desk, listed):
    return [line for start in range(0, listed.total, 64) for line in page(desk, listed, start)]


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", ["region", "dispatched_at", "worst", "address"])
def test_pages_joined_are_the_whole_list_sorted_with_blanks_last(desk, sort, descending):
    query = ListQuery(sort=sort, descending=descending)
    lines = paged(desk, glance(desk, query))
    assert len({line.order_no for line in lines}) == 150
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


NARROWED = [
    ListQuery(facets=(("region", "澄迈"),)),
    ListQuery(sort="address", descending=False, facets=(("region", None), ("outcome", "已解决"))),
    ListQuery(sort="worst", open_only=True),
    ListQuery(sort="phone", search="中兴大道"),
]


@pytest.mark.parametrize("query", NARROWED)
def test_all_that_is_found_is_what_a_plain_query_finds_in_its_order(desk, query):
    with desk.database.read() as connection:
        total = listing.count_orders(connection, query)
        plain = listing.page_ids(connection, query, 0, max(total, 1), total)
    assert list(look(desk, query).ids) == plain
    assert [line.key for line in paged(desk, look(desk, query))] == plain


def test_a_glance_at_many_orders_sees_the_first_ones_and_says_so(desk, monkeypatch):
    monkeypatch.setattr(listing, "GLANCE", 30)
    query = NARROWED[0]
    first, whole = glance(desk, query), look(desk, query)
    assert not first.whole
    assert whole.whole
    assert 0 < first.total < whole.total == 50
    assert first.ids == whole.ids[: first.total]
    assert glance(desk, NARROWED[3]) is None, "a search is not looked for in a few orders"


def test_facets_are_answered_by_a_walk_over_their_index(desk):
    query = ListQuery(facets=(("worst", 0), ("outcome", "已解决"), ("region", "澄迈")), open_only=True)
    with desk.database.read() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("只有 SQLite 有")
        asked = []
        connection.connection.driver_connection.set_trace_callback(asked.append)
        listing.matching_ids(connection, query)
        connection.connection.driver_connection.set_trace_callback(None)
        plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[-1]}").all())
    assert "COVERING INDEX ix_orders_facets" in plan
    assert "TEMP B-TREE" not in plan
