"""Field tests that contradict other tests: copied coordinates, or a tester in two places."""

from collections.abc import Iterator
from datetime import datetime

from desk.geo import distance_m
from desk.records import FieldTest
from desk.rules.case import Case, place
from desk.rules.kin import TestSpot
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
    others = [
        spot
        for spot in case.kin.tests_at_place
        if (spot.lon, spot.lat) == (own.lon, own.lat)  # an order's other test may be the one that is shared
        if _happened(case, spot) and None not in (spot.address_key, own.address_key)
        if spot.address_key != own.address_key
    ]
    if others:
        named = "、".join(dict.fromkeys(spot.order_no for spot in others))
        told = f"测试坐标与工单 {named} 完全相同，地址却不同"
        yield Judgement(Verdict.WARN, told, (*_pair(case, test), *map(_other, others)))


def _impossible(case: Case, test: FieldTest, own: TestSpot) -> Iterator[Judgement]:
    """Another test of the same tester, too far away for the time between."""
    if not own.tester:
        return
    siblings = [
        spot
        for other in case.finished_tests
        if other is not test and (spot := spot_of(case.order, case.readings.address, other))
    ]
    for spot in (*siblings, *case.kin.tests_by_tester):
        if spot.tester != own.tester or not _happened(case, spot):
            continue
        hours = _hours_between(own, spot)
        kilometres = distance_m(own.lon, own.lat, spot.lon, spot.lat) / 1000
        if hours is not None and kilometres > SPEED_KMH * hours + NOISE_KM:
            told = (
                f"{own.tester}的两次测试相距 {kilometres:.0f} 千米，间隔只有 {hours * 60:.0f} 分钟"
                f"（另一次：工单 {spot.order_no}）"
            )
            times = (place(test, "tester"), place(test, "arrived_at"), place(test, "finished_at"))
            yield Judgement(Verdict.WARN, told, (*times, *_pair(case, test), _other(spot)))


def _hours_between(one: TestSpot, other: TestSpot) -> float | None:
    spans = sorted(span for spot in (one, other) if (span := _span(spot)) is not None)
    if len(spans) < 2:
        return None
    return max((spans[1][0] - spans[0][1]).total_seconds(), 0) / 3600


def _span(spot: TestSpot) -> tuple[datetime, datetime] | None:
    times = [time for time in (spot.arrived_at, spot.finished_at) if time is not None]
    return (min(times), max(times)) if times else None


def _happened(case: Case, spot: TestSpot) -> bool:
    span = _span(spot)
    return span is not None and case.moment.reached(span[1])


def _pair(case: Case, test: FieldTest) -> tuple[Place, Place]:
    row = located_by(case.order, test)
    return place(row, "lon"), place(row, "lat")


def _other(spot: TestSpot) -> Place:
    return Place("现场测试", "工单号", spot.order_no, spot.key)
