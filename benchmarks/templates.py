"""Measures filling 20,000 repeated rows of a template against a bare openpyxl filler: medians, peak memory.

Run `python benchmarks/templates.py [rows] [repeats]`. The openpyxl filler loads the same template, writes
each value into its cell with the style of the template row, and saves: no expressions, nothing grows. Seconds
are of the processor, which other work on the machine does not stretch.
"""

import random
import subprocess
import sys
import tempfile
import time
from copy import copy
from datetime import datetime, timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

FIELDS = [f"字段{number}" for number in range(20)]
FIRST = 4


def orders(count: int) -> list[dict[str, object]]:
    """Rows of texts, times, numbers and blanks by turns."""
    dice = random.Random(1)
    start = datetime(2026, 10, 1)
    return [
        {
            name: (
                f"用户反映手机上网速度慢 {number}",
                start + timedelta(minutes=dice.randrange(40_000)),
                dice.randint(-120, -70),
                None,
            )[at % 4]
            for at, name in enumerate(FIELDS)
        }
        for number in range(count)
    ]


def make_template(path: Path) -> None:
    import openpyxl
    from openpyxl.styles import Border, Side

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "反馈"
    line = Side(style="thin")
    for column, name in enumerate(FIELDS, 1):
        sheet.cell(FIRST - 1, column, name)
        cell = sheet.cell(FIRST, column, f"{{{{ order.{name} }}}}")
        cell.border = Border(left=line, right=line, top=line, bottom=line)
    sheet.cell(FIRST, 1).value = "{% for order in orders %}" + str(sheet.cell(FIRST, 1).value)
    sheet.cell(FIRST + 1, 3, f"=SUM(C{FIRST}:C{FIRST})")
    book.save(path)


def fill_desk(template: Path, out: Path, rows: list[dict[str, object]]) -> None:
    from desk.workbook import fill_template

    fill_template(template, out, {"orders": rows})


def fill_openpyxl(template: Path, out: Path, rows: list[dict[str, object]]) -> None:
    import openpyxl

    book = openpyxl.load_workbook(template)
    sheet = book.active
    styles = [copy(sheet.cell(FIRST, column)._style) for column in range(1, len(FIELDS) + 1)]
    for number, row in enumerate(rows, FIRST):
        for column, name in enumerate(FIELDS, 1):
            cell = sheet.cell(number, column, row[name])
            cell._style = copy(styles[column - 1])
    book.save(out)


FILLERS = {"desk": fill_desk, "openpyxl": fill_openpyxl}


def measure(filler: str, template: Path, count: int) -> None:
    """In a process of its own: processor seconds and peak memory on standard output."""
    rows = orders(count)
    FILLERS[filler](template, template.with_name("warm.xlsx"), rows[:10])
    start = time.process_time()
    FILLERS[filler](template, template.with_name("out.xlsx"), rows)
    print(time.process_time() - start, getrusage(RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    if len(sys.argv) > 3:
        measure(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    medians = {}
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.xlsx"
        make_template(template)
        for filler in FILLERS:
            command = [sys.executable, __file__, filler, str(template), str(count)]
            runs = [
                [float(part) for part in subprocess.check_output(command, text=True).split()]
                for _ in range(repeats)
            ]
            medians[filler] = median(seconds for seconds, _ in runs)
            memory = max(megabytes for _, megabytes in runs)
            print(f"{filler:10} {medians[filler]:6.2f} s  {memory:5.0f} MB")
    ratio = medians["desk"] / medians["openpyxl"]
    print(f"{count:,} rows of {len(FIELDS)} cells: {ratio:.2f} times the bare openpyxl filler")


if __name__ == "__main__":
    main()
