"""Orders that all bear on each other: of one number, of one village, around one site, tested at one spot.

    python -m benchmarks.dense [ORDERS [EDITS]]

For each way of being tied a database of so many orders is built by an import, then measured: the JSON of all
stored findings, the judging of all orders afresh, and some edits of single orders: of one that stays tied,
and of one that leaves its number, village or site and comes back. Seconds are of the processor.
"""

import statistics
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select, text

from desk.models import findings
from desk.rules.scenes import CLEAN, book_of
from desk.services.checking import check_stored
from desk.services.desk import Desk
from desk.services.editing import save
from desk.services.importing import import_intake
from desk.services.intake import Intake
from desk.services.viewing import detail
from desk.store import Change, open_database

NOW = datetime(2026, 10, 31, 18)
START = datetime(2026, 10, 1, 8)
MINUTES = 60  # from one order to the next
CHANNELS = ("10086", "营业厅", "12345热线")
ALONE = {"投诉地址": "", "经度": "", "纬度": "", "涉及站点": "", "用户号码": ""}
VILLAGE = "澄迈县金江镇美亭村委会"
# name: (what all orders share, what an edited one changes)
TIED = {
    "one number": ({"用户号码": "13800000001"}, {"phone": "13800000009"}),
    "one village": ({"投诉地址": VILLAGE}, {"address": "澄迈县"}),
    "one place": ({"经度": "110.01", "纬度": "19.73", "坐标系": "WGS-84"}, {"lon": "110.20"}),
    "one site": ({"涉及站点": "HK001"}, {"sites": "HK002"}),
}


def book(size, shared):
    """So many replied orders, an hour from each to the next, with nothing in common but what is shared."""
    scene = {"工单": [], "站点": [{"站点编号": "HK001", "断站开始": START.strftime("%Y-%m-%d %H:%M")}]}
    for at in range(size):
        sent = START + at * timedelta(minutes=MINUTES * 600 / size)
        scene["工单"].append(
            {
                **CLEAN["工单"][0],
                **ALONE,
                **shared,
                "工单号": f"HI-052-261001-{at:05d}",
                "派单时间": f"{sent:%Y-%m-%d %H:%M}",
                "回单时间": f"{sent + timedelta(hours=20):%Y-%m-%d %H:%M}",
                "来源渠道": CHANNELS[at % len(CHANNELS)],
            }
        )
    return book_of(scene)


def timed(work, *arguments):
    started = time.process_time()
    work(*arguments)
    return time.process_time() - started


def edit(desk, number, values):
    order = detail(desk, number).order
    return timed(save, desk, [Change(order, replace(order, **values))])


def measure(name, size, edits):
    shared, leaving = TIED[name]
    with TemporaryDirectory() as folder:
        desk = Desk(open_database(f"sqlite:///{folder}/desk.db"), now=lambda: NOW)
        import_intake(desk, Intake(Path("一.xlsx"), book(size, shared)))
        with desk.database.read() as connection:
            query = select(func.count(), func.sum(func.length(text("payload")))).select_from(findings)
            count, length = connection.execute(query).one()
        checked = timed(lambda: check_stored(desk, at=NOW))
        stay, leave, back = [], [], []
        for at in range(0, size, max(size // edits, 1)):
            number = f"HI-052-261001-{at:05d}"
            order = detail(desk, number).order
            stay.append(edit(desk, number, {"nearby": "周边同样"}))
            leave.append(edit(desk, number, leaving))
            back.append(edit(desk, number, {key: getattr(order, key) for key in leaving}))
        desk.database.close()
    middle = [f"{statistics.median(times) * 1000:.0f}" for times in (stay, leave, back)]
    print(
        f"{size} orders of {name}: {count} findings, {length / 1e6:.1f} MB; check {checked:.2f} s; edit:",
        end=" ",
    )
    print("another field {}, leaves {}, comes back {} ms".format(*middle))


def main(size=600, edits=5):
    for name in TIED:
        measure(name, size, edits)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
