"""Measures reading and writing 100,000 x 30 cells against openpyxl and calamine: medians and peak memory.

Run `python benchmarks/workbooks.py [rows] [repeats]`. Each measurement runs in a process of its own; the
memory is the sum over that process and its children, looked at every 20 ms (Linux only). The file to read was
written by openpyxl, with shared strings as Excel writes them.
"""

import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from desk.workbook import Column, Table, read_workbook, write_workbook

WORDS = (
    "移动业务",
    "网络质量",
    "手机上网",
    "室内无信号",
    "城西镇",
    "秀英区",
    "一般",
    "紧急",
    "是",
    "否",
    "已解决",
    None,
)
COLUMNS = [
    Column("工单号", "identifier", 22, required=True),
    Column("用户号码", "identifier"),
    Column("派单时间", "time", 17),
    Column("处理时限", "time", 17),
    Column("投诉内容", "text", 40),
    Column("经度", "number"),
    Column("次数", "integer"),
    *(Column(f"列{number}") for number in range(23)),
]


def orders(count: int) -> Iterator[list[object]]:
    """Rows as they come from the desk: numbers, times, a long text, short words and blanks."""
    dice = random.Random(1)
    start = datetime(2026, 10, 1)
    for number in range(count):
        yield [
            f"HI-052-261008-{number:05d}",
            f"13x{number:08d}",
            start + timedelta(seconds=dice.randrange(2_600_000)),
            start + timedelta(minutes=dice.randrange(26_000)),
            f"用户反映{dice.choice(WORDS[:6])}手机上网速度慢，周围其他用户也有同样情况，请处理 {number}",
            110 + dice.random(),
            dice.randrange(9),
            *(dice.choice(WORDS) for _ in range(23)),
        ]


def read_desk(path: Path, _: int) -> None:
    read_workbook(path)


def read_calamine(path: Path, _: int) -> None:
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def read_openpyxl(path: Path, _: int) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    list(book.worksheets[0].iter_rows(values_only=True))


def write_desk(path: Path, count: int) -> None:
    write_workbook(path, [Table("工单", COLUMNS, orders(count))])


def write_openpyxl(path: Path, count: int) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("工单")
    sheet.append([column.title for column in COLUMNS])
    for row in orders(count):
        sheet.append(row)
    book.save(path)


def make_rows(_: Path, count: int) -> None:
    """The share of the made-up rows in the times of writing."""
    for _row in orders(count):
        pass


DEEDS = {deed.__name__: deed for deed in (read_desk, read_calamine, read_openpyxl)}
DEEDS |= {deed.__name__: deed for deed in (write_desk, write_openpyxl, make_rows)}


def family_kb(identity: int) -> int:
    """Resident memory of a process and all below it."""
    try:
        status = Path(f"/proc/{identity}/status").read_text()
        children = Path(f"/proc/{identity}/task/{identity}/children").read_text().split()
    except OSError:
        return 0
    own = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)
    return own + sum(family_kb(int(child)) for child in children)


def measured(name: str, path: Path, count: int) -> tuple[float, float]:
    """Seconds that the deed took (without starting Python) and peak MB of its family of processes."""
    command = [sys.executable, __file__, "--one", name, str(path), str(count)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.02):
            peak = max(peak, family_kb(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    output, _ = process.communicate()
    done.set()
    watcher.join()
    return float(json.loads(output)), peak / 1024


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        name, path, count = sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
        start = time.perf_counter()
        DEEDS[name](path, count)
        print(json.dumps(time.perf_counter() - start))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.xlsx"
        write_openpyxl(path, count)
        print(f"{count:,} x {len(COLUMNS)}, {path.stat().st_size / 2**20:.1f} MB, {repeats} runs")
        for name in DEEDS:
            target = path if name.startswith("read") else Path(folder) / f"{name}.xlsx"
            runs = [measured(name, target, count) for _ in range(repeats)]
            seconds, peak = median(run[0] for run in runs), max(run[1] for run in runs)
            print(f"{name:16} {seconds:7.2f} s  {peak:6.0f} MB")


if __name__ == "__main__":
    main()
