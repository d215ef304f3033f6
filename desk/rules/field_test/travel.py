"""Field tests that contradict other tests: copied coordinates, or a tester in two places."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from desk.geo import distance_m
from desk.records import FieldTest
from desk.rules.case import Case, place
from desk.rules.kin import NAMED, SHOWN, TestSpot
from desk.rules.rule import Judgement, Place
from desk.rules.spots import located_by, spot_of
from desk.vocabulary import Verdict

SPEED_KMH = 120
NOISE_KM = 0.2  # two readings of one place differ by so much


def against_others(case: Case, test: FieldTest) -> Iterator[Judgement]:
    """The test against other orders' tests, and against those of its tester."""
    kin = case.kin
    if not (kin.tests_at_place or kin.tests_by_tester or len(case.field_tests) > 1):
        return
    own = spot_of(case.order, case.readings.address, test)
    if own is not None:
        yield from _copied(case, test, own)
        yield from _impossible(case, test, own)


def _copied(case: Case, test: FieldTest, own: TestSpot) -> Iterator[Judgement]:
    """Another order's test at the very same coordinates but at another address."""
    others = case.kin.tests_at_place.get((own.lon, own.lat))
    if others:
        told = f"测试坐标与工单 {others.names} 完全相同，地址却不同"
        yield Judgement(Verdict.WARN, told, (*_pair(case, test), *others.places))


def _impossible(case: Case, test: FieldTest, own: TestSpot) -> Iterator[Judgement]:
    """Other tests of the same tester, too far away for the time between; those next to it in time first."""
    if not own.tester:
        return
    siblings = [
        spot
        for other in case.finished_tests
        if other is not test and (spot := spot_of(case.order, case.readings.address, other))
    ]
    found: list[tuple[float, float, TestSpot]] = []
    for spot in (*siblings, *case.kin.tests_by_tester):
        if spot.tester != own.tester or not _happened(case, spot):
            continue
        hours = _hours_between(own, spot)
        kilometres = distance_m(own.lon, own.lat, spot.lon, spot.lat) / 1000
        if hours is not None and kilometres > SPEED_KMH * hours + NOISE_KM:
            found.append((hours, kilometres, spot))
    if found:
        found.sort(key=itemgetter(0))
        times = (place(test, "tester"), place(test, "arrived_at"), place(test, "finished_at"))
        shown = (spot.place for _, _, spot in found[:SHOWN])
        yield Judgement(Verdict.WARN, _told(own, found), (*times, *_pair(case, test), *shown))


def _told(own: TestSpot, found: Sequence[tuple[float, float, TestSpot]]) -> str:
    told = [
        f"{own.tester}的两次测试相距 {kilometres:.0f} 千米，间隔只有 {hours * 60:.0f} 分钟"
        f"（另一次：工单 {spot.order_no}）"
        for hours, kilometres, spot in found[:NAMED]
    ]
    if len(found) > NAMED:
        told.append(f"这样的测试共 {len(found)} 次，证据列出时间最近的 {min(len(found), SHOWN)} 次")
    return "；".join(told)


def _hours_between(one: TestSpot, other: TestSpot) -> float | None:
    """From the end of one to the start of the other; zero where they overlap."""
    spans = [span for span in (one.span, other.span) if span is not None]
    if len(spans) < 2:
        return None
    (_, end), (start, _) = sorted(spans)
    return max((start - end).total_seconds(), 0) / 3600


def _happened(case: Case, spot: TestSpot) -> bool:
    span = spot.span
    return span is not None and case.moment.reached(span[1])


def _pair(case: Case, test: FieldTest) -> tuple[Place, Place]:
    row = located_by(case.order, test)
    return place(row, "lon"), place(row, "lat")
