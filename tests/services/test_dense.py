"""Very many orders of one number: what a finding tells of them, and what an edit of one of them changes."""

import shutil
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desk.rules.kin import NAMED, SHOWN
from desk.rules.scenes import CLEAN
from desk.services.checking import check_stored
from desk.services.desk import Desk
from desk.services.editing import save
from desk.services.sweeping import sweep
from desk.services.viewing import detail
from desk.store import Change, open_database
from tests.helpers.scenes import LEAD, fill, open_desk

NOW = datetime(2026, 10, 31, 18)
START = datetime(2026, 6, 1, 9)
NUMBERS = [f"HI-052-260601-{at:05d}" for at in range(40)]
HOTLINE = "13800000001"
VILLAGE = "澄迈县金江镇美亭村委会"
CHANNELS = ("10086", "营业厅")
EDITS = st.sampled_from(
    [
        {"phone": "13800000009"},
        {"phone": HOTLINE},
        {"channel": "网厅"},
        {"channel": None},
        {"dispatched_at": START + timedelta(days=20)},
        {"dispatched_at": START + timedelta(days=140)},
        {"address": "澄迈县"},
        {"address": "澄迈县金江镇文明路1号"},
        {"nearby": "周边同样"},
    ]
)


def order(number, sent, **more):
    blank = dict.fromkeys(("经度", "纬度", "涉及站点"))
    replied = sent + timedelta(days=2)
    times = {"派单时间": f"{sent:%Y-%m-%d %H:%M}", "回单时间": f"{replied:%Y-%m-%d %H:%M}"}
    return {**CLEAN["工单"][0], **blank, **times, "工单号": number, "用户号码": HOTLINE, **more}


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """Forty orders of one number and one village, some days apart, over five months."""
    folder = tmp_path_factory.mktemp("crowd")
    desk = open_desk(folder, now=NOW)
    sent = [START + timedelta(days=at * (1 if at < 30 else 4)) for at in range(len(NUMBERS))]
    rows = [
        order(number, time, 来源渠道=CHANNELS[at % 2], 投诉地址=VILLAGE)
        for at, (number, time) in enumerate(zip(NUMBERS, sent, strict=True))
    ]
    fill(desk, {"工单": rows})
    desk.database.close()
    return folder / "desk.db"


def opened(crowd, tmp_path):
    shutil.copyfile(crowd, tmp_path / "desk.db")
    return Desk(open_database(f"sqlite:///{tmp_path / 'desk.db'}"), LEAD, lambda: NOW)


def found(desk, number, rule):
    return next(f for f in check_stored(desk).findings if (f.order_no, f.rule) == (number, rule))


def listed(finding):
    return [place.value for place in finding.evidence if place.field == "工单号" and place.value in NUMBERS]


@pytest.fixture
def desk(crowd, tmp_path):
    desk = opened(crowd, tmp_path)
    yield desk
    desk.database.close()


def test_a_repeated_number_lists_the_next_orders_and_how_many_there_are(desk):
    repeated = found(desk, NUMBERS[0], "RPL06")
    again = NUMBERS[3:30]  # replied on the third day at nine; the next after the thirtieth is on day 120
    assert listed(repeated) == [NUMBERS[0], *again[:SHOWN]]
    assert f"{'、'.join(again[:NAMED])} 等 {len(again)} 单，证据列出最近 {SHOWN} 单" in repeated.message


def test_a_difficult_complaint_lists_the_last_orders_before_it(desk):
    difficult = found(desk, NUMBERS[29], "ESC03")
    before = NUMBERS[28::-1]
    assert listed(difficult) == before[:SHOWN]
    assert "同一号码第 30 次投诉" in difficult.message
    assert f"{'、'.join(before[:NAMED])} 等 {len(before)} 单，证据列出最近 {SHOWN} 单" in difficult.message


def test_several_channels_list_the_last_orders_of_another_channel(desk):
    several = found(desk, NUMBERS[29], "ESC02")
    before = NUMBERS[28::-2]
    assert listed(several) == before
    assert f"等 {len(before)} 单）" in several.message


def test_an_edit_judges_those_again_that_see_it(desk):
    """An order of autumn is seen by those within sixty days of it, not by those of June and July."""
    before = detail(desk, NUMBERS[-1]).order
    written = save(desk, [Change(before, replace(before, phone="13800000009"))])
    assert written.written.order_nos == set(NUMBERS[30:])


@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(st.tuples(st.sampled_from(NUMBERS), EDITS), min_size=1, max_size=4))
def test_whatever_is_edited_what_is_stored_is_what_a_full_check_says(crowd, tmp_path, edits):
    desk = opened(crowd, tmp_path)
    for number, values in edits:
        before = detail(desk, number).order
        if (after := replace(before, **values)) != before:
            save(desk, [Change(before, after)])
        assert check_stored(desk).findings == check_stored(desk, at=NOW).findings
        assert sweep(desk) == 0
    desk.database.close()
