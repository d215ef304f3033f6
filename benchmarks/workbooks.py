"""Measures reading and writing 100,000 x 30 cells against openpyxl and calamine: medians and peak memory.

Run `python benchmarks/workbooks.py [rows] [repeats] [deed ...]`. Each measurement runs in a process of its
own. Seconds are of the clock and of the processor, which part where others use the machine; the memory is the
sum over that process and its children, looked at every 20 ms (Linux only). The file to read was written by
openpyxl, with shared strings as Excel writes them. `write_book` is details, a summary sheet with checks and a
chart in one file, which openpyxl, calamine, and LibreOffice where there is one, read back cell for cell.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from desk.workbook import Column, Table, read_workbook, write_workbook
from desk.workbook.sheetxml import column_letters

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


def write_book(path: Path, count: int) -> None:
    """Details, a summary by two words of the orders with its checks, and a chart of it: one file."""
    import openpyxl
    from openpyxl.chart import BarChart, Reference

    from desk.workbook import save_book
    from desk.workbook.housestyle import register
    from desk.workbook.writing import add_table

    book = openpyxl.Workbook()
    styles = register(book)
    summary = book.active
    summary.title = "汇总"
    counts = Counter((row[7] or "未填", row[8] or "未填") for row in orders(count))
    names = sorted({name for pair in counts for name in pair})
    summary.append(["指标", *names, "合计", "核对"])
    last, total = column_letters(len(names) + 1), len(names) + 2
    for at, name in enumerate(names, 2):
        numbers = [counts[name, other] for other in names]
        check = f"=SUM(B{at}:{last}{at})={column_letters(total)}{at}"
        summary.append([name, *numbers, sum(numbers), check])
    chart, end = BarChart(), len(names) + 1
    chart.add_data(Reference(summary, min_col=total, min_row=1, max_row=end), titles_from_data=True)
    chart.set_categories(Reference(summary, min_col=1, min_row=2, max_row=end))
    book.create_sheet("图表").add_chart(chart, "A1")
    table = Table("明细", COLUMNS, orders(count))
    save_book(path, book, {table.name: add_table(book, table.name, table, styles)})


def write_openpyxl(path: Path, count: int) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("工单")
    sheet.append([column.title for column in COLUMNS])
    for row in orders(count):
        sheet.append(row)
    book.save(path)


def idle(_: Path, __: int) -> None:
    """What the libraries alone take."""
    import openpyxl  # noqa: F401

    time.sleep(0.2)


def make_rows(_: Path, count: int) -> None:
    """The share of the made-up rows in the times of writing."""
    for _row in orders(count):
        pass


DEEDS = {deed.__name__: deed for deed in (read_desk, read_calamine, read_openpyxl)}
DEEDS |= {deed.__name__: deed for deed in (write_desk, write_book, write_openpyxl, make_rows, idle)}


def verify(path: Path, count: int) -> None:
    """Say whether other programs read the details of `write_book` as they were written."""
    import openpyxl
    from python_calamine import CalamineWorkbook

    def same(rows: Iterable[Sequence[object]]) -> bool:
        pairs = zip(rows, orders(count), strict=True)
        return all(len(read) == len(made) and all(map(_equal, read, made)) for read, made in pairs)

    sheet = openpyxl.load_workbook(path, read_only=True)["明细"]
    print("openpyxl reads it equal:", same(sheet.iter_rows(min_row=2, values_only=True)))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("明细").to_python()
    print("calamine reads it equal:", same(rows[1:]))
    if shutil.which("soffice"):
        again = path.parent / "again"
        words = [
            "soffice",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(again),
            str(path),
        ]
        subprocess.run(words, check=True, capture_output=True)
        opened = CalamineWorkbook.from_path(again / path.name)
        rows = opened.get_sheet_by_name("明细").to_python()
        checks = [row[-1] for row in opened.get_sheet_by_name("汇总").to_python()[1:]]
        print("LibreOffice reads it equal:", same(rows[1:]), "and its checks agree:", all(checks))


def _equal(read: object, made: object) -> bool:
    """Blank is blank, midnight a date for calamine; LibreOffice keeps seconds and 15 digits."""
    if isinstance(read, date) and isinstance(made, datetime):
        moment = read if isinstance(read, datetime) else datetime.combine(read, datetime.min.time())
        return abs(moment - made) < timedelta(seconds=1)
    if isinstance(read, int | float) and isinstance(made, int | float):
        return abs(read - made) < 1e-9
    return read == made or (made is None and read == "")


def family_kb(identity: int) -> int:
    """Resident memory of a process and all below it."""
    try:
        status = Path(f"/proc/{identity}/status").read_text()
        children = Path(f"/proc/{identity}/task/{identity}/children").read_text().split()
    except OSError:
        return 0
    own = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)
    return own + sum(family_kb(int(child)) for child in children)


def processor_seconds() -> float:
    """Of this process and of the children it has waited for."""
    return sum(os.times()[:4])


def watched(*arguments: str) -> tuple[Any, float]:
    """What Python prints as JSON when it is run with these, and the peak MB of its processes."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True)
    peak, done = 0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.02):
            peak = max(peak, family_kb(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    output, _ = process.communicate()
    done.set()
    watcher.join()
    return json.loads(output), peak / 1024


def measured(name: str, path: Path, count: int) -> tuple[float, float, float]:
    """Seconds and processor seconds of the deed (without starting Python), peak MB of its processes."""
    (seconds, processor), peak = watched(__file__, "--one", name, str(path), str(count))
    return seconds, processor, peak


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        name, path, count = sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
        start, used = time.perf_counter(), processor_seconds()
        DEEDS[name](path, count)
        print(json.dumps([time.perf_counter() - start, processor_seconds() - used]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.xlsx"
        names = sys.argv[3:] or list(DEEDS)
        if any(name.startswith("read") for name in names):
            write_openpyxl(path, count)
        print(f"{count:,} x {len(COLUMNS)}, {repeats} runs")
        for name in names:
            target = path if name.startswith("read") else Path(folder) / f"{name}.xlsx"
            runs = [measured(name, target, count) for _ in range(repeats)]
            seconds, processor = (median(run[at] for run in runs) for at in (0, 1))
            peak = max(run[2] for run in runs)
            print(f"{name:16} {seconds:7.2f} s  {processor:7.2f} s processor  {peak:6.0f} MB", flush=True)
        if (book := Path(folder) / "write_book.xlsx").exists():
            verify(book, count)


if __name__ == "__main__":
    main()
