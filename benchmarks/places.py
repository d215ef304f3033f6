"""Places and working time: how long 100,000 calls of each take on one core, the best of three rounds.

python -m benchmarks.places [CALLS]
"""

import random
import sys
import time
from datetime import datetime, timedelta

from desk.geo import Seen, clusters, offset_from_counties, to_gcj02, to_wgs84
from desk.vocabulary import Datum
from desk.worktime import deadline, shipped_calendar

ROUNDS = 3
CHENGMAI = ("469023",)
ISLAND = (108.6, 111.1, 18.2, 20.2)  # west, east, south, north
COUNTY = (109.9, 110.1, 19.6, 19.8)  # well inside 澄迈


def points(calls, west, east, south, north):
    chance = random.Random(1)
    return [(chance.uniform(west, east), chance.uniform(south, north)) for _ in range(calls)]


def seen(calls):
    """Complaints all over the island in a year."""
    chance, start = random.Random(2), datetime(2026, 1, 1)
    return [
        Seen(at, lon, lat, start + timedelta(minutes=chance.randrange(365 * 24 * 60)))
        for at, (lon, lat) in enumerate(points(calls, *ISLAND))
    ]


def best(work):
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def main(calls):
    inside, anywhere, complaints = points(calls, *COUNTY), points(calls, *ISLAND), seen(calls)
    calendar = shipped_calendar()
    starts = [datetime(2026, 1, 1) + timedelta(minutes=5 * at) for at in range(calls)]
    steps = {
        "offset from a county, inside": lambda: [
            offset_from_counties(*at, Datum.GCJ02, CHENGMAI) for at in inside
        ],
        "offset from a county, nearly all outside": lambda: [
            offset_from_counties(*at, Datum.GCJ02, CHENGMAI) for at in anywhere
        ],
        "WGS-84 to GCJ-02": lambda: [to_gcj02(*at, Datum.WGS84) for at in anywhere],
        "GCJ-02 to WGS-84": lambda: [to_wgs84(*at, Datum.GCJ02) for at in anywhere],
        "clusters of points all over the island in a year": lambda: clusters(
            complaints, metres=500, days=7, least=3
        ),
        "deadlines, strict and lenient": lambda: [deadline(start, 3, calendar) for start in starts],
    }
    for name, work in steps.items():
        print(f"{name}: {best(work):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
