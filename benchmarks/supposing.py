"""What-if over stored orders: the verdicts that flip under one parameter, and under one phrase more.

    python -m benchmarks.supposing [ORDERS]

Fills a database with the demo's orders, then asks each question twice. Seconds are of the clock and of the
processor (they part where others use the machine).
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.summary import build
from desk.records import Phrase
from desk.services.desk import Desk
from desk.services.settings import parameter_changes
from desk.services.supposing import suppose
from desk.services.sweeping import sweep
from desk.store import Change, open_database

RUNS = 2
QUESTIONS = {
    "soon_hours = 48": parameter_changes([], [("soon_hours", "48")]),
    "a phrase more": [Change(None, Phrase(lexicon="敏感", phrase="尽快处理", category="信访"))],
}


def main():
    orders = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'desk.db'}"
        now, _ = build(url, orders)
        desk = Desk(open_database(url), now=lambda: now)
        sweep(desk)
        for name, changes in list(QUESTIONS.items()) * RUNS:
            started, used = time.perf_counter(), time.process_time()
            flips = suppose(desk, changes)
            seconds, processor = time.perf_counter() - started, time.process_time() - used
            print(f"{name}: {seconds:.1f} s ({processor:.1f} s of the processor), {len(flips)} verdicts flip")
        desk.database.close()


if __name__ == "__main__":
    main()
