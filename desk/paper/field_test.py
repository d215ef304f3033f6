"""What the report field_test (现场测试报告) is made of: texts as they are, None as missing.

Masking and grading are the caller's: this room knows neither rules nor rights.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from desk.paper.comparing import OperatorReadings, stages
from desk.paper.plain import plain
from desk.vocabulary import VERDICT_NAMES, Verdict

SIX_DONTS = (
    "不迟到，带微笑",
    "不邋遢，敬语八",
    "不抱怨，自然站",
    "不张望，倾听详",
    "不吃拿，再联系",
    "不忘记，要满意",
)


class MarkKind(Enum):
    """What a point of the sketch stands for."""

    ORDER = "order"
    TEST = "test"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """The order as it is printed; `phone` is masked already where it must be."""

    order_no: str
    dispatched_at: datetime | None = None
    due_at: datetime | None = None
    region: str | None = None
    phone: str | None = None
    level: str | None = None
    network: str | None = None
    service: str | None = None
    complaint: str | None = None
    problem_time: str | None = None
    cycle: str | None = None
    nearby: str | None = None
    need: str | None = None
    address: str | None = None
    coordinates: str | None = None
    datum: str | None = None
    short_plan: str | None = None
    long_plan: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the sketch, in the sketch's datum."""

    lon: float
    lat: float
    kind: MarkKind
    label: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """A small map: rings of (lon, lat) and marks, all in one datum; `title` names what the rings enclose."""

    rings: tuple[tuple[tuple[float, float], ...], ...]
    marks: tuple[Mark, ...]
    title: str | None
    datum: str


@dataclass(frozen=True, slots=True)
class Tick:
    """Something attested: 是, 否, or None when nobody said."""

    title: str
    answer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFacts:
    """A photograph by the name of its picture; `trouble` says why there is none to print."""

    picture: str
    name: str | None = None
    note: str | None = None
    taken_at: datetime | None = None
    permission: str | None = None
    place: str | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One field test. The first operator is ours; the others are compared with it."""

    operators: tuple[OperatorReadings, ...] = ()
    agreed_at: datetime | None = None
    arrived_at: datetime | None = None
    finished_at: datetime | None = None
    fed_back_at: datetime | None = None
    tester: str | None = None
    coordinates: str | None = None
    retest: str | None = None
    rivals: str | None = None
    own_sites: str | None = None
    planned_sites: str | None = None
    rival_resources: str | None = None
    tower_resources: str | None = None
    six_donts: tuple[Tick, ...] = ()
    duties: tuple[Tick, ...] = ()
    photos: tuple[PhotoFacts, ...] = ()
    photographed: str | None = None
    photo_permission: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingStep:
    """One handling step; `title` is its number with the name that the office has for it."""

    title: str
    kind: str | None = None
    state: str | None = None
    time: datetime | None = None
    group: str | None = None
    effect: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's verdict; the report puts fails first."""

    verdict: Verdict
    rule: str
    name: str
    message: str
    clause: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit that the grades came from, in words, and whether it is only the desk's suggestion."""

    text: str
    suggested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTestSheet:
    """The report of one order; `number` is the report's own."""

    order: OrderFacts
    number: str | None = None
    sketch: Sketch | None = None
    visits: tuple[Visit, ...] = ()
    steps: tuple[HandlingStep, ...] = ()
    findings: tuple[Finding, ...] = ()
    thresholds: tuple[Threshold, ...] = ()


def six_ticks(letters: str | None) -> tuple[Tick, ...]:
    """The six items from the letters of 六不: 是 or 否 at its place, anything else is not attested."""
    answers = (letters or "").ljust(len(SIX_DONTS))
    return tuple(
        Tick(title, answer if answer in "是否" else None)
        for title, answer in zip(SIX_DONTS, answers, strict=False)
    )


def document(
    sheets: Sequence[FieldTestSheet], *, as_of: datetime, checked_at: datetime, office: str | None = None
) -> dict[str, Any]:
    """The data of `pdf("field_test", ...)`: one report for each sheet, in the order given."""
    return {
        "as_of": plain(as_of),
        "checked_at": plain(checked_at),
        "office": office,
        "reports": [report_values(sheet) for sheet in sheets],
    }


def report_values(sheet: FieldTestSheet) -> dict[str, Any]:
    """One report as the template reads it."""
    values = plain(asdict(sheet))
    for visit, shown in zip(sheet.visits, values["visits"], strict=True):
        shown["stages"] = [plain(asdict(stage)) for stage in stages(visit.operators)]
        shown["operators"] = [column.operator for column in visit.operators]
    for finding in values["findings"]:
        finding["word"] = VERDICT_NAMES[Verdict(finding["verdict"])]
    return dict(values)
