"""From stored orders to the summary workbook.

    python -m benchmarks.summary [ORDERS] [TIMES]

Fills a database with the demo's orders, repeated TIMES over (`benchmarks.tiles`), then writes the summary of
all of them with their details in a fresh process, thrice.
Seconds are of the clock and of the processor (they part where others use the machine), memory is the peak.
"""

import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.tiles import DAYS, tile
from desk.services.demo import make_demo
from desk.services.desk import Desk
from desk.services.importing import import_intake
from desk.services.intake import Intake
from desk.services.period import parse_period
from desk.services.summarising import export_summary
from desk.store import open_database

RUNS = 3
GOAL = 10  # seconds for 20,000 orders


def build(url: str, orders: int):
    """The moment of the demo, whose orders are in the database now."""
    demo = make_demo(orders, 1)
    desk = Desk(open_database(url), now=lambda: demo.now)
    import_intake(desk, Intake(Path("演示.xlsx"), demo.book))
    desk.database.close()
    return demo.now, min(order.dispatched_at for order in demo.book.records["orders"])


def repeated(folder: Path, times: int) -> str:
    """The database with its orders so many times, none of them to be judged again."""
    tile(folder / "desk.db", folder / "many.db", times)
    database = open_database(f"sqlite:///{folder / 'many.db'}")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE orders SET recheck_at = NULL")
    database.close()
    return f"sqlite:///{folder / 'many.db'}"


def summarise(url: str, now, span: str, path: Path):
    """(orders, seconds, processor seconds, peak MB) of one summary."""
    desk = Desk(open_database(url), now=lambda: now)
    started, used = time.perf_counter(), time.process_time()
    orders = export_summary(desk, path, parse_period(span))
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    return orders, seconds, processor, peak_mb()


def peak_mb():
    """Of this process alone: `getrusage` would count the parent that started it (Linux only)."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def main():
    orders = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with TemporaryDirectory() as folder:
        url, path = f"sqlite:///{Path(folder) / 'desk.db'}", Path(folder) / "summary.xlsx"
        now, first = build(url, orders)
        if times > 1:
            url, first = repeated(Path(folder), times), first - timedelta(days=DAYS * (times - 1))
        span = f"{first:%Y-%m-%d}..{now:%Y-%m-%d}"
        runs = []
        for _ in range(RUNS):
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                runs.append(pool.submit(summarise, url, now, span, path).result())
        seconds, processor = (statistics.median(run[at] for run in runs) for at in (1, 2))
        size = path.stat().st_size / 2**20
        print(f"{runs[0][0]:,} orders: {seconds:.1f} s ({processor:.1f} s of the processor), goal {GOAL} s")
        print(f"peak {max(run[3] for run in runs):.0f} MB, workbook {size:.1f} MB")


if __name__ == "__main__":
    main()
