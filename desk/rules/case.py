"""An order with everything a rule may ask about it, as it stood at one moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from desk.reading.order_texts import OrderReadings
from desk.reading.phrases import Hit
from desk.records import (
    BY_RECORD,
    Contact,
    Escalation,
    FieldTest,
    FollowUp,
    Measurement,
    Order,
    Photo,
    StageReply,
    Step,
    Transfer,
    Waiver,
    by_name,
)
from desk.rules.kin import Kin
from desk.rules.moment import Moment
from desk.rules.office import Office
from desk.rules.rule import Judgement, Place, Spot
from desk.vocabulary import Outcome, Purpose, Reach, Verdict

T = TypeVar("T")
_SOLVED, _UNSOLVED, _REACHED = Outcome.SOLVED, Outcome.UNSOLVED, Reach.REACHED


@dataclass(slots=True, kw_only=True)
class Case:
    """What has happened to one order by `moment.now`; later rows are left out, later times are blank.

    Rows are sorted by time. `records_known` is false for an order from a bare export that nobody has worked
    on: then a missing record is no evidence. `unread` holds the file's values that could not be read, `lost`
    by sheet the rows that had to be left out.
    """

    order: Order
    readings: OrderReadings
    office: Office
    moment: Moment
    contacts: tuple[Contact, ...] = ()
    stage_replies: tuple[StageReply, ...] = ()
    field_tests: tuple[FieldTest, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    photos: tuple[Photo, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    steps: tuple[Step, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    kin: Kin = field(default_factory=Kin)
    records_known: bool = True
    unread: Mapping[Spot, str] = field(default_factory=dict)
    lost: Mapping[str, str] = field(default_factory=dict)
    _answers: dict[Callable[["Case"], Any], Any] = field(default_factory=dict, repr=False)

    def once(self, question: "Callable[[Case], T]") -> T:
        """The answer to a question that several rules ask, worked out at the first asking."""
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: T = self._answers[question]
        return answer

    @property
    def solved(self) -> bool:
        """解决情况 is 已解决."""
        return self.order.outcome == _SOLVED

    @property
    def unsolved(self) -> bool:
        """解决情况 is 未解决."""
        return self.order.outcome == _UNSOLVED

    @property
    def replied(self) -> bool:
        """回单时间 is given."""
        return self.order.replied_at is not None

    @property
    def callbacks(self) -> tuple[Contact, ...]:
        """Contacts of 目的 回访."""
        return self.once(_callbacks)

    @property
    def reached_callbacks(self) -> tuple[Contact, ...]:
        """Callbacks that the customer answered."""
        return self.once(_reached_callbacks)

    @property
    def finished_tests(self) -> tuple[FieldTest, ...]:
        """Field tests with 完成时间."""
        return self.once(_finished_tests) if self.field_tests else ()


def _reached_callbacks(case: Case) -> tuple[Contact, ...]:
    return tuple(contact for contact in case.callbacks if contact.result == _REACHED)


def _callbacks(case: Case) -> tuple[Contact, ...]:
    return tuple(contact for contact in case.contacts if contact.purpose == Purpose.CALLBACK)


def _finished_tests(case: Case) -> tuple[FieldTest, ...]:
    return tuple(test for test in case.field_tests if test.finished_at is not None)


def phrase_hits(case: Case, kind: str) -> list[tuple[Any, str, Hit]]:
    """(row, field name, hit) for each `sensitive` or `forbidden` phrase of the texts written by now."""
    if not case.readings.hits:
        return []  # the usual case
    rows = {("orders", case.order.key): case.order}
    for name in ("contacts", "stage_replies", "transfers"):
        rows.update({(name, row.key): row for row in getattr(case, name)})
    return [
        (row, hits.field, hit)
        for hits in case.readings.hits
        if (row := rows.get((hits.table, hits.key))) is not None and getattr(row, hits.field) is not None
        for hit in getattr(hits, kind)
    ]


def place(record: Any, name: str, start: int | None = None, end: int | None = None) -> Place:
    """The place of a field, or of the characters [start, end) of its text."""
    kind: Any = type(record)
    title = by_name(kind)[name].title
    value = getattr(record, name)
    text = None if value is None else str(value)
    if text is not None and start is not None:
        text = text[start:end]
    return Place(BY_RECORD[kind].title, title, text, record.key, start, end)


def missing_record(case: Case, sheet: str, message: str, evidence: tuple[Place, ...] = ()) -> Judgement:
    """A record that should exist does not: a fail where records are known, else unknown, naming it."""
    if sheet in case.lost:
        return Judgement(Verdict.UNKNOWN, lost_rows(case, sheet), evidence, missing=(sheet,))
    if case.records_known:
        return Judgement(Verdict.FAIL, message, evidence)
    return Judgement(Verdict.UNKNOWN, f"没有{sheet}数据，无法判定", evidence, missing=(sheet,))


def lost_rows(case: Case, sheet: str) -> str:
    """That a row of the sheet could not be read, so that nothing can be said of what is not there."""
    return f"{sheet}{case.lost[sheet]}无法读取，无法判定"


def missing_field(message: str, *names: str, evidence: tuple[Place, ...] = ()) -> Judgement:
    """A field needed for the verdict is blank."""
    return Judgement(Verdict.UNKNOWN, message, evidence, missing=names)
