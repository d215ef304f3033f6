"""How fast field-test reports are made: the values from a database, then the PDF, one file for each order.

Run `PYTHONPATH=. python benchmarks/paper.py [COUNT]` from the checkout. The orders are those of the shipped
demo month, each with three photographs of its own (4000 x 3000 pixels as taken, scaled when stored), so that
every report differs; the first one also pays for the search of the fonts.
"""

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageFilter

from desk.paper import pdf
from desk.services.demo_month import open_demo
from desk.services.photographing import attach
from desk.services.reporting import field_test_data, field_test_pdf, tested_orders

PHOTOS, SIZE = 3, (4000, 3000)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        desk = open_demo(place)
        numbers = tested_orders(desk, count)
        scene = _scene()
        attached = [_timed(lambda n=number: attach(desk, n, _photos(place, scene, n))) for number in numbers]
        whole = [_timed(lambda n=number: field_test_pdf(desk, [n], place / "a.pdf")) for number in numbers]
        size = (place / "a.pdf").stat().st_size
        ready = [field_test_data(desk, [number]) | {"office": "另一个单位"} for number in numbers]
        paper = [_timed(lambda d=data: pdf("field_test", d)) for data in ready]
        batch = _timed(lambda: field_test_pdf(desk, numbers, place / "b.pdf"))
        desk.database.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{len(numbers)} reports with {PHOTOS} photographs each, the last one {size / 1000:.0f} kB")
    print(f"photographs made and attached: {_told(attached)} an order")
    print(f"first, with the search of the fonts: {whole[0][0] * 1000:.0f} ms")
    print(f"after the first: {_told(whole[1:])}")
    print(f"  of it typesetting: {_told(paper[1:])}")
    print(f"all in one PDF: {batch[0]:.1f} s (processor {batch[1]:.1f}); peak memory {peak:.0f} MB")


def _scene() -> Image.Image:
    """Something as rich in detail as a street: soft noise in three colours, larger than a photograph."""
    size = (SIZE[0] + 1000, SIZE[1] + 1000)
    noise = [Image.effect_noise(size, 90).filter(ImageFilter.GaussianBlur(4)) for _ in range(3)]
    return Image.merge("RGB", noise)


def _photos(place: Path, scene: Image.Image, number: str) -> list[Path]:
    found = []
    for at in range(PHOTOS):
        left, top = hash((number, at)) % 1000, hash((at, number)) % 1000
        path = place / f"{at}.jpg"
        scene.crop((left, top, left + SIZE[0], top + SIZE[1])).save(path, quality=85)
        found.append(path)
    return found


def _timed(deed) -> tuple[float, float]:
    """Seconds by the clock, and of processor time, which other work on the machine does not stretch."""
    start, used = time.perf_counter(), time.process_time()
    deed()
    return time.perf_counter() - start, time.process_time() - used


def _told(times: list[tuple[float, float]]) -> str:
    ordered = sorted(clock for clock, _ in times)
    mean, middle, late = (
        statistics.fmean(ordered),
        statistics.median(ordered),
        ordered[len(ordered) * 95 // 100],
    )
    used = statistics.fmean(used for _, used in times)
    return (
        f"{mean * 1000:.0f} ms each (median {middle * 1000:.0f}, 95 % {late * 1000:.0f}; "
        f"processor {used * 1000:.0f})"
    )


if __name__ == "__main__":
    main()
