"""From a file of 100,000 x 30 to stored, read and checked orders, beside openpyxl's reading and raw sqlite3.

    python -m benchmarks.importing [ORDERS]

In turn, each in a process of its own: openpyxl's read-only read of the file; the import into a new database;
the import of the same file again; storing the same orders without reading or judging them; raw sqlite3
storing the same rows into the same tables and indexes. Seconds are of the clock and of the processor (all
processes of the family), the memory is the peak of the whole family.
"""

import json
import os
import sqlite3
import sys
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.workbooks import read_openpyxl, watched
from desk.records import SHEETS, Deed
from desk.services.demo import make_demo
from desk.services.desk import Desk
from desk.services.exporting import records_table
from desk.services.importing import import_file, read_file
from desk.store import Change, open_database
from desk.store.applying import apply
from desk.store.judging import Judged, Read
from desk.workbook import Table, write_workbook

NOW = datetime(2026, 11, 1, 9, 0)
COLUMNS = 30
STORED = ("orders", "deeds", "edits", "readings", "meta")


def make_file(path: Path, orders: int) -> None:
    """The sheet 工单 of a synthetic month, its first 30 columns."""
    table = records_table(SHEETS[0], make_demo(orders, 1).book.records["orders"])
    narrow = Table("工单", table.columns[:COLUMNS], (row[:COLUMNS] for row in table.rows))
    write_workbook(path, [narrow])


def desk_at(folder: Path, name: str) -> Desk:
    return Desk(open_database(f"sqlite:///{folder / name}"), now=lambda: NOW)


def read(folder: Path) -> float:
    started = time.perf_counter()
    read_openpyxl(folder / "orders.xlsx", 0)
    return time.perf_counter() - started


def bring(folder: Path) -> float:
    started = time.perf_counter()
    import_file(desk_at(folder, "desk.db"), folder / "orders.xlsx")
    return time.perf_counter() - started


class Unjudged:
    """A judge who neither reads nor judges: what is left is storing."""

    def read(self, bundle, office):
        """Nothing."""
        if bundle.read is None:
            bundle.read = Read("", {}, dict, tuple)
        return bundle.read

    def read_ahead(self, batches, office):
        """The batches, unread."""
        return iter(batches)

    def reading_version(self, office):
        """One for all."""
        return ""

    def near_of(self, office):
        """Nowhere."""
        return

    def relate(self, *asked):
        """Nobody."""
        return

    def check(self, bundle, *asked):
        """No finding."""
        return Judged(bundle.order.key, (), 4, 0, None, None)


def store(folder: Path) -> float:
    desk = desk_at(folder, "stored.db")
    orders = read_file(desk, folder / "orders.xlsx").book.records["orders"]
    note = desk.note(Deed.IMPORT, "导入")
    started = time.perf_counter()
    apply(desk.database, note, [Change(None, order, fresh=True) for order in orders], Unjudged(), NOW)
    return time.perf_counter() - started


def store_raw(folder: Path) -> float:
    """The rows of what `store` has stored, and the terms of its search index, by executemany."""
    from desk.store.search import FTS, terms

    desk = desk_at(folder, "stored.db")
    orders = read_file(desk, folder / "orders.xlsx").book.records["orders"]
    searched = [(at, terms(order)) for at, order in enumerate(orders, 1)]
    with closing(sqlite3.connect(folder / "stored.db")) as kept, closing(_empty(folder)) as raw:
        rows = {table: kept.execute(f"SELECT * FROM {table}").fetchall() for table in STORED}
        schema = (
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql > ''"
        )
        for table in STORED:
            for (statement,) in kept.execute(schema, (table,)):
                raw.execute(statement)
        raw.execute(FTS)
        started = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        for table, own in rows.items():
            raw.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(own[0]))})", own)
        raw.executemany("INSERT INTO order_search(rowid, terms) VALUES (?, ?)", searched)
        raw.execute("COMMIT")
        return time.perf_counter() - started


def _empty(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


STEPS = {step.__name__: step for step in (read, bring, store, store_raw)}


def measured(name: str, folder: Path) -> tuple[float, float, float]:
    """(seconds by the clock without starting, seconds of all processors, peak MB of all processes)."""
    before = os.times()
    seconds, peak = watched("-m", "benchmarks.importing", "--one", name, str(folder))
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, used, peak


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(STEPS[sys.argv[2]](Path(sys.argv[3]))))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        make_file(folder / "orders.xlsx", count)
        base = None
        for name, title in (
            ("read", "openpyxl read-only"),
            ("bring", "import, stored and checked"),
            ("bring", "the same file again"),
            ("store", "storing alone"),
            ("store_raw", "raw sqlite3, same rows"),
        ):
            seconds, used, peak = measured(name, folder)
            base = base or (seconds, used)
            ratios = f"{seconds / base[0]:5.2f} of openpyxl's clock, {used / base[1]:5.2f} of its processor"
            print(f"{title:28} {seconds:7.1f} s {used:7.1f} s cpu {peak:6.0f} MB  {ratios}", flush=True)


if __name__ == "__main__":
    main()
