"""Which measurements and photographs belong to which field test."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from desk.records import FieldTest, Measurement, Photo
from desk.rules.case import Case
from desk.rules.signal import is_after
from desk.vocabulary import Operator

THREE = (Operator.MOBILE, Operator.UNICOM, Operator.TELECOM)


def operator_of(row: Measurement) -> str:
    """The operator's short name."""
    return row.operator.removeprefix("中国")


@dataclass(frozen=True, slots=True)
class Measured:
    """A finished test with its measurements of 阶段 前 or blank, and the same by operator."""

    test: FieldTest
    rows: Sequence[Measurement]
    by_operator: Mapping[str, Sequence[Measurement]]

    def of(self, operator: str) -> Sequence[Measurement]:
        """The operator's measurements."""
        return self.by_operator.get(operator, ())


def measured(case: Case) -> list[Measured]:
    """Each finished test with what was measured at it."""
    before = [row for row in case.measurements if not is_after(row)]
    owned = [(row, owner_at(case.field_tests, row.time)) for row in before]
    return [
        _measured(test, [row for row, owner in owned if owner is test or row.time is None])
        for test in case.finished_tests
    ]


def _measured(test: FieldTest, rows: Sequence[Measurement]) -> Measured:
    by_operator: defaultdict[str, list[Measurement]] = defaultdict(list)
    for row in rows:
        by_operator[operator_of(row)].append(row)
    return Measured(test, rows, by_operator)


def photographed(tests: Sequence[FieldTest], photos: Iterable[Photo]) -> list[list[Photo]]:
    """The photographs of each test; one that nothing dates into a test is the last one's."""
    owned: list[list[Photo]] = [[] for _ in tests]
    for photo in photos:
        owner = owner_at(tests, photo.taken_at)
        if tests:
            owned[next((at for at, test in enumerate(tests) if test is owner), -1)].append(photo)
    return owned


def owner_at(tests: Iterable[FieldTest], time: datetime | None) -> FieldTest | None:
    """The test whose 到达-完成 holds the time, else the latest before it.

    A date alone belongs to that day's test; what has no time is nobody's and anybody's.
    """
    if time is None:
        return None
    begun = [(start, test) for test in tests if (start := _start(test, time)) is not None]
    if len(begun) < 2:
        return begun[0][1] if begun else None
    holding = [(start, test) for start, test in begun if test.finished_at and time <= test.finished_at]
    if holding:  # without arrivals several may: the one that was finished first
        return max(holding, key=lambda each: (each[0], datetime.max - (each[1].finished_at or each[0])))[1]
    return max((test for _, test in begun), key=_latest, default=None)


def _latest(test: FieldTest) -> datetime:
    return test.arrived_at or test.finished_at or datetime.min


def _start(test: FieldTest, measured_at: datetime) -> datetime | None:
    """When the test began if the measurement is not before it."""
    start = test.arrived_at
    if start is None and test.finished_at is not None:
        start = datetime.combine(test.finished_at.date(), time())
    if start is None or start <= measured_at:
        return start
    date_only = measured_at.time() == time() and measured_at.date() == start.date()
    return start if date_only else None
