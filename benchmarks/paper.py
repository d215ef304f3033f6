"""How fast field-test reports are made: the values from a database, then the PDF, one file for each order.

Run `PYTHONPATH=. python benchmarks/paper.py [COUNT]` from the checkout. The orders are those of the shipped
demo month, so that every report differs; the first one also pays for the search of the fonts.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from desk.paper import pdf
from desk.services.demo_month import open_demo
from desk.services.reporting import field_test_data, field_test_pdf, tested_orders


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        desk = open_demo(place)
        numbers = tested_orders(desk, count)
        whole = [_timed(lambda n=number: field_test_pdf(desk, [n], place / "a.pdf")) for number in numbers]
        size = (place / "a.pdf").stat().st_size
        ready = [field_test_data(desk, [number]) | {"office": "另一个单位"} for number in numbers]
        paper = [_timed(lambda d=data: pdf("field_test", d)) for data in ready]
        batch = _timed(lambda: field_test_pdf(desk, numbers, place / "b.pdf"))
        desk.database.close()
    print(f"{len(numbers)} reports of two pages, the last one {size / 1000:.0f} kB")
    print(f"first, with the search of the fonts: {whole[0] * 1000:.0f} ms")
    print(f"after the first: {_told(whole[1:])}")
    print(f"  of it typesetting: {_told(paper[1:])}")
    print(f"all in one PDF: {batch:.1f} s")


def _timed(deed) -> float:
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start


def _told(times: list[float]) -> str:
    ordered = sorted(times)
    middle, late = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    return (
        f"{statistics.fmean(times) * 1000:.0f} ms each (median {middle * 1000:.0f}, 95 % {late * 1000:.0f})"
    )


if __name__ == "__main__":
    main()
