"""The orders that are found by what ties them together."""

from functools import partial

from sqlalchemy import event

from desk.rules.parameters import Parameters
from desk.rules.scenes import CLEAN
from desk.rules.ties import near_of
from desk.store.tying import gather, stored_ties
from tests.helpers.scenes import fill, open_desk

NUMBERS = [f"HI-052-261010-{at:05d}" for at in range(12)]


def test_a_village_is_followed_through_all_times_with_few_reads(tmp_path):
    desk = open_desk(tmp_path)
    village = {"投诉地址": "澄迈县金江镇美亭村委会", "经度": None, "纬度": None, "涉及站点": None}
    far_apart = [
        {
            **CLEAN["工单"][0],
            **village,
            "工单号": number,
            "派单时间": f"2026-{at // 4 + 6:02d}-{at % 4 * 7 + 1:02d} 09:00",
        }
        for at, number in enumerate(NUMBERS)
    ]
    fill(desk, {"工单": far_apart}, bare=True)
    asked = []
    with desk.database.read() as connection:
        own = [tie for tie in stored_ties(connection, [NUMBERS[0]]) if tie.kind == "village"]
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        found = gather(connection, own, partial(near_of, limits=Parameters()))
    assert len(own) == 1
    assert len(asked) == 2  # the second reaches three times as far
    # seven days apart until the month's last, from which the next is nine days off
    assert {tie.order_no for tie in found} == set(NUMBERS[:4])
    desk.database.close()
