"""The order list at a million orders: what the window waits for, and what a worker does beside it.

    python -m benchmarks.listing [ORDERS]

Builds a database of that many orders in a scratch folder (the demo's, repeated back in time), then times each
step of the list as medians of seven.
"""

import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from desk.models import orders
from desk.records import Order, fields
from desk.services import listing
from desk.services.demo import make_demo
from desk.services.desk import Desk
from desk.services.listing import ListQuery
from desk.store import open_database

RUNS = 7
PART = 5_000
STEP = timedelta(seconds=90)
MOVED = ("accepted_at", "dispatched_at", "due_at", "replied_at")

QUERIES = {
    "all": ListQuery(),
    "all, by address": ListQuery(sort="address"),
    "one region": ListQuery(facets=(("region", "澄迈"),)),
    "one region, by address": ListQuery(sort="address", facets=(("region", "澄迈"),)),
    "verdict and outcome": ListQuery(facets=(("worst", 0), ("outcome", "已解决"))),
    "verdict and outcome, by due": ListQuery(sort="next_due", facets=(("worst", 0), ("outcome", "已解决"))),
    "open and failing": ListQuery(open_only=True, facets=(("worst", 0),)),
}


def build(path: Path, number: int) -> Desk:
    demo = make_demo(2_000, 1)
    desk = Desk(open_database(f"sqlite:///{path}"), now=lambda: demo.now)
    names = [field.name for field in fields(Order)]
    models = [{name: getattr(order, name) for name in names} for order in demo.book.records["orders"]]
    with desk.database.write() as connection:
        for start in range(0, number, PART):
            rows = [line(models[n % len(models)], n, number) for n in range(start, min(start + PART, number))]
            connection.execute(insert(orders), rows)
    return desk


def line(model, at, number):
    moved = {name: model[name] - STEP * (number - at) for name in MOVED if model[name] is not None}
    told = {"worst": at * 7 % 5, "open_findings": at % 9, "next_due": moved.get("due_at"), "version": 1}
    return {**model, **moved, **told, "id": at + 1, "order_no": f"HI-052-{at:09d}", "records_known": True}


def milliseconds(work):
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        answer = work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), answer


def measure(desk: Desk, query: ListQuery):
    glance, seen = milliseconds(lambda: listing.glance(desk, query))
    look, listed = milliseconds(lambda: listing.look(desk, query)) if query.narrowed else (0.0, seen)
    middle = listed.total // 2 // listing.PAGE * listing.PAGE
    first, jump, end = (
        milliseconds(lambda at=at: listing.page(desk, listed, at))[0]
        for at in (0, middle, max(listed.total - listing.PAGE, 0))
    )
    counts, _ = milliseconds(lambda: listing.facet(desk, "region", query))
    return listed.total, glance, first, jump, end, look, counts


def main(number: int):
    with TemporaryDirectory() as scratch:
        desk = build(Path(scratch) / "desk.db", number)
        heads = ("orders", "glance", "first page", "middle", "end", "| beside: all ids", "a facet's counts")
        print(f"{'ms':30}" + "  ".join(heads))
        for name, query in QUERIES.items():
            total, *times = measure(desk, query)
            print(f"{name:30}{total:9,}" + "".join(f"{value:9.1f}" for value in times))
        desk.database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
