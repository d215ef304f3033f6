"""Any date that a file may hold is judged without an inner error."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.records import BY_TITLE, Kind
from desk.rules.book import cases
from desk.rules.catalogue import CATALOGUE
from desk.rules.engine import check
from desk.rules.moment import shift
from desk.rules.office import office_from
from desk.rules.scenes import CLEAN, CLEAN_AT, book_of

ENDS = (datetime.min, datetime(1, 1, 2), CLEAN_AT, datetime(9999, 12, 30), datetime(9999, 12, 31, 23, 59, 59))
SCENE = {
    **CLEAN,
    "工单": [{**CLEAN["工单"][0], "涉及站点": "HK001"}],
    "升级": [{"原因": "疑难"}],
    "转派": [{"类型": "故障", "接收部门": "海口维护室"}, {"类型": "T2", "接收部门": "澄迈分公司"}],
    "跟踪单": [{"跟踪单号": "G1"}],
    "处理步骤": [{"步骤": 1}],
    "站点": [{"站点编号": "HK001", "关键站点": "是"}],
    "三超": [{"编号": "S1", "类型": "故障基站", "站点编号": "HK001"}],
    "评审会": [{}],
}


@st.composite
def scenes(draw):
    scene = {}
    for title, found in SCENE.items():
        times = [f.title for f in BY_TITLE[title].fields if f.kind is Kind.TIME]
        scene[title] = [{**row, **{name: draw(st.sampled_from(ENDS)) for name in times}} for row in found]
    return scene


@settings(max_examples=60, deadline=None)
@given(scenes(), st.sampled_from(ENDS))
def test_no_rule_raises_at_the_ends_of_time(scene, now):
    book = book_of(scene)
    for case in cases(book, office_from(book.records), now):
        assert [f.rule for f in check(case, CATALOGUE) if "规则内部错误" in f.message] == []


@pytest.mark.parametrize(("days", "end"), [(1, datetime.max), (-4_000_000, datetime.min)])
def test_a_shift_ends_where_time_does(days, end):
    assert shift(datetime(9999, 12, 31, 12), timedelta(days=days)) == end
