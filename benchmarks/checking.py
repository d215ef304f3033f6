"""From the database to stored findings, beside openpyxl's reading of the order file.

    python -m benchmarks.checking [ORDERS [FOLDER]]

Builds a database and an order workbook of 30 columns in a scratch folder, or takes those that an earlier run
left in FOLDER, then measures in turn: openpyxl's read-only read of the workbook; the judging of all stored
orders by all rules, while no judgement of them is stored; the same once more, when nothing new comes of it.
At last one edited order is judged again with those it is tied to. Times are medians, memory is the peaks of
both processes.
"""

import re
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from desk.models import findings, orders
from desk.services.desk import Desk
from desk.services.judging_many import judge_many
from desk.services.sweeping import stored_numbers
from desk.store import open_database

# what only one of the steps needs is imported there: a process is measured with what it uses
RUNS = 3


def in_child(work, *arguments):
    """(seconds, peak MB) of `work` in a fresh process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, work, *arguments).result()


def measured(work, *arguments):
    started = time.perf_counter()
    work(*arguments)
    seconds = time.perf_counter() - started
    own = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
    return seconds, (own + getrusage(RUSAGE_CHILDREN).ru_maxrss) / 1024


def build(folder: Path, size: int):
    """Put the database, the order file and the moment of the check into the folder."""
    from desk.records import SHEETS
    from desk.services.demo import make_demo
    from desk.services.exporting import records_table
    from desk.services.importing import import_intake
    from desk.services.intake import Intake
    from desk.workbook import Table, write_workbook

    demo = make_demo(size, 1)
    url = f"sqlite:///{folder / 'desk.db'}"
    desk = Desk(open_database(url), now=lambda: demo.now)
    started = time.perf_counter()
    import_intake(desk, Intake(Path("演示.xlsx"), demo.book))
    print(f"storing, reading and judging: {time.perf_counter() - started:.1f} s")
    counts = {sheet.title: len(demo.book.records.get(sheet.table, ())) for sheet in SHEETS}
    print("rows:", {title: number for title, number in counts.items() if number})
    table = records_table(SHEETS[0], demo.book.records["orders"])
    narrow = Table("工单", table.columns[:30], (row[:30] for row in table.rows))
    write_workbook(folder / "orders.xlsx", [narrow])
    desk.database.close()
    (folder / "now").write_text(demo.now.isoformat())


def read_with_openpyxl(path: Path):
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for row in book.active.iter_rows(values_only=True):
        assert row


def forget(url):
    """Leave no order with the judgement that it has."""
    with open_database(url).write() as connection:
        connection.execute(findings.delete())
        connection.execute(orders.update().values(worst=9))


def judge_all(url, now):
    desk = Desk(open_database(url), now=lambda: now)
    judge_many(desk, stored_numbers(desk), now)


def edit_one(url, now):
    from desk.services.editing import save
    from desk.services.viewing import detail
    from desk.store import Change

    desk = Desk(open_database(url), now=lambda: now)
    numbers = stored_numbers(desk)
    times = []
    for number in numbers[:: max(len(numbers) // 60, 1)]:
        order = detail(desk, number).order
        change = Change(order, replace(order, nearby=f"{order.nearby or ''}。"))
        started = time.perf_counter()
        save(desk, [change])
        times.append(time.perf_counter() - started)
    middle, most = statistics.median(times) * 1000, max(times) * 1000
    print(f"edit, save and judge again: median {middle:.1f} ms, max {most:.0f} ms")
    with desk.database.read() as connection:
        print("findings stored:", connection.scalar(select(func.count()).select_from(findings)))


def main(size: int, kept: str | None = None):
    with TemporaryDirectory() as scratch:
        folder = Path(kept or scratch)
        if not (folder / "now").exists():
            build(folder, size)
        url, now = f"sqlite:///{folder / 'desk.db'}", datetime.fromisoformat((folder / "now").read_text())
        steps = {"openpyxl read-only": [], "judge all": [], "judge all again": []}
        for _ in range(RUNS):
            steps["openpyxl read-only"].append(in_child(read_with_openpyxl, folder / "orders.xlsx"))
            forget(url)
            steps["judge all"].append(in_child(judge_all, url, now))
            steps["judge all again"].append(in_child(judge_all, url, now))
        read = statistics.median(seconds for seconds, _ in steps["openpyxl read-only"])
        for name, runs in steps.items():
            told = statistics.median(seconds for seconds, _ in runs)
            peak = max(peak for _, peak in runs)
            print(f"{name}: {told:.1f} s, {peak:.0f} MB, of openpyxl {told / read:.2f}")
        edit_one(url, now)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, *sys.argv[2:])
