"""Puts the operators' readings side by side: who is better, by how much, and what the handling changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Grade(Enum):
    """How a reading stands against the thresholds."""

    GOOD = "good"
    BORDER = "border"
    WEAK = "weak"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as it was given, its number when it is one, and its grade when it was judged."""

    text: str
    number: float | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One operator's readings of one stage, fields named as in METRICS."""

    network: str | None = None
    service: str | None = None
    indoors: str | None = None
    time: datetime | None = None
    rsrp: Reading | None = None
    sinr: Reading | None = None
    down: Reading | None = None
    up: Reading | None = None
    delay: Reading | None = None


@dataclass(frozen=True, slots=True)
class OperatorReadings:
    """One operator before and after the handling; None is not measured."""

    operator: str
    before: Measured | None = None
    after: Measured | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """A row of the table; `radio` values of different network types do not compare."""

    name: str
    title: str
    unit: str
    more_is_better: bool = True
    radio: bool = False


METRICS = (
    Metric("rsrp", "RSRP", "dBm", radio=True),
    Metric("sinr", "SINR", "dB", radio=True),
    Metric("down", "下行速率", "Mbit/s"),
    Metric("up", "上行速率", "Mbit/s"),
    Metric("delay", "时延", "ms", more_is_better=False),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A reading as it is printed; `change` is the difference from before."""

    text: str | None
    grade: Grade | None
    best: bool
    change: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One metric over all operators."""

    title: str
    unit: str
    cells: tuple[Cell, ...]
    comparison: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """The conditions of one operator's readings."""

    what: str
    when: str


@dataclass(frozen=True, slots=True)
class Stage:
    """处理前 or 处理后; no rows when nobody measured."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def stages(operators: Sequence[OperatorReadings]) -> tuple[Stage, Stage]:
    """The table before and after the handling; the first operator is compared with the best of the others."""
    before = [column.before for column in operators]
    after = [column.after for column in operators]
    names = [column.operator for column in operators]
    nothing = [None for _ in operators]
    return _stage("处理前", names, before, nothing), _stage("处理后", names, after, before)


def _stage(
    title: str, names: Sequence[str], now: Sequence[Measured | None], earlier: Sequence[Measured | None]
) -> Stage:
    if not any(now):
        return Stage(title, (), ())
    return Stage(
        title,
        tuple(_column(measured) for measured in now),
        tuple(_row(metric, names, now, earlier) for metric in METRICS),
    )


def _column(measured: Measured | None) -> Column:
    if measured is None:
        return Column("", "")
    words = (measured.network, measured.service, measured.indoors)
    when = measured.time.strftime("%m-%d %H:%M") if measured.time else ""
    return Column(" · ".join(word for word in words if word), when)


def _row(
    metric: Metric,
    names: Sequence[str],
    now: Sequence[Measured | None],
    earlier: Sequence[Measured | None],
) -> Row:
    numbers = [_number(metric, measured) for measured in now]
    known = [number for number in numbers if number is not None]
    comparable = not metric.radio or len({network for network in _networks(now) if network}) < 2
    best = _best(metric, known) if len(known) > 1 and comparable else None
    cells = tuple(
        _cell(_reading(metric, measured), number is not None and number == best, before, number)
        for measured, number, before in zip(
            now, numbers, (_number(metric, measured) for measured in earlier), strict=True
        )
    )
    return Row(metric.title, metric.unit, cells, _comparison(metric, names, numbers, now))


def _cell(reading: Reading | None, best: bool, before: float | None, number: float | None) -> Cell:
    if reading is None:
        return Cell(None, None, False, None)
    change = None if before is None or number is None else f"{_rounded(number - before):+g}"
    return Cell(reading.text, reading.grade, best, "持平" if change == "+0" else change)


def _comparison(
    metric: Metric, names: Sequence[str], numbers: Sequence[float | None], now: Sequence[Measured | None]
) -> str | None:
    """我方 against the best of the others, in words; radio values first with those of its network type."""
    if not numbers or numbers[0] is None:
        return None
    others = list(zip(names, numbers, _networks(now), strict=True))[1:]
    rivals = [(name, number, network) for name, number, network in others if number is not None]
    own = _networks(now)[0]
    alike = [rival for rival in rivals if rival[2] == own] if metric.radio else rivals
    if not rivals:
        return None
    words = _told(metric, numbers[0], [(name, number) for name, number, _ in alike or rivals])
    return words if alike else f"{words}\n（制式不同）"


def _told(metric: Metric, own: float, rivals: Sequence[tuple[str, float]]) -> str:
    best = _best(metric, [number for _, number in rivals])
    whom = "、".join(name for name, number in rivals if number == best)
    lead = _rounded(own - best if metric.more_is_better else best - own)
    unit = "dB" if metric.radio else metric.unit
    return f"与{whom}持平" if lead == 0 else f"{'优于' if lead > 0 else '差于'}{whom} {abs(lead):g} {unit}"


def _networks(now: Sequence[Measured | None]) -> list[str | None]:
    return [measured.network if measured else None for measured in now]


def _best(metric: Metric, numbers: Sequence[float]) -> float:
    return max(numbers) if metric.more_is_better else min(numbers)


def _reading(metric: Metric, measured: Measured | None) -> Reading | None:
    found: Reading | None = getattr(measured, metric.name, None)
    return found


def _number(metric: Metric, measured: Measured | None) -> float | None:
    reading = _reading(metric, measured)
    return reading.number if reading else None


def _rounded(difference: float) -> float:
    return round(difference, 2) + 0.0
