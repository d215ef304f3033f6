"""The desk as a deed sees it: the database, who acts, and what time it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from desk import clock
from desk.errors import InputError
from desk.models import people
from desk.records import Deed, Person, may
from desk.rules import engine
from desk.rules.book import build_case
from desk.rules.case import Case
from desk.rules.catalogue import CATALOGUE
from desk.rules.judging import finding_payload, readings_of
from desk.rules.office import Office, office_from
from desk.rules.rule import Finding
from desk.store import Change, Database, DeedNote, Written
from desk.store.applying import apply
from desk.store.judging import Judged, JudgedFinding
from desk.store.loading import Bundle, load_office
from desk.vocabulary import Role, Verdict

OfficeRows = Mapping[str, tuple[Any, ...]]
_OPEN = frozenset({Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN})


@dataclass(frozen=True)
class Desk:
    """Handed to every service. `now` gives China time; a demo's clock may stand at the demo's end."""

    database: Database
    person: Person = field(default_factory=lambda: Person(Role.HANDLER.value, Role.HANDLER))
    now: Callable[[], datetime] = clock.now

    def acting(self, name: str | None) -> "Desk":
        """The same desk with another acting person; InputError for an unknown name."""
        return self if name is None else replace(self, person=find_person(self.database, name))

    def require(self, deed: Deed) -> None:
        """InputError when the acting person has no right to the deed."""
        if not may(self.person, deed):
            raise InputError(
                f"{self.person.name}（{self.person.role.value}）无权“{deed.value}”，请由组长、质检或管理员操作"
            )

    def note(self, kind: Deed, title: str, **more: Any) -> DeedNote:
        """An entry for the edit log, by the acting person, now."""
        return DeedNote(kind, self.person, self.now(), title, **more)

    def apply(self, note: DeedNote, changes: Sequence[Change], **options: Any) -> Written:
        """Write through the one door and judge the touched orders again."""
        return apply(self.database, note, changes, judge, self.now(), **options)


def find_person(database: Database, name: str) -> Person:
    """The person of this name; InputError when nobody has it."""
    with database.read() as connection:
        row = connection.execute(select(people.c.name, people.c.role).where(people.c.name == name)).first()
        names = connection.scalars(select(people.c.name).order_by(people.c.id)).all()
    if row is None:
        raise InputError(f"没有名为“{name}”的人员，可用的有：{'、'.join(names)}")
    return Person(row[0], Role(row[1]))


@lru_cache(maxsize=4)
def _office(rows: tuple[tuple[str, tuple[Any, ...]], ...], parameters: tuple[tuple[str, str], ...]) -> Office:
    return office_from(dict(rows), parameters)


def office_of(rows: OfficeRows, parameters: Sequence[tuple[str, str]] = ()) -> Office:
    """The office's settings from its rows; the same object while they do not change."""
    return _office(tuple(sorted(rows.items())), tuple(parameters))


def current_office(connection: Connection, parameters: Sequence[tuple[str, str]] = ()) -> Office:
    """The office's settings as stored, with these parameters over them."""
    return office_of(load_office(connection), parameters)


def case_of(bundle: Bundle, office: Office, now: datetime) -> tuple[Case, str, Mapping[str, Any] | None]:
    """(the case, the hash of its texts, the readings to store or None)."""
    flat = [row for rows in bundle.rows.values() for row in rows]
    readings, digest, payload = readings_of(bundle.order, flat, office, bundle.reading_hash, bundle.reading)
    case = build_case(
        bundle.order,
        bundle.rows,
        office,
        now,
        readings=readings,
        records_known=bundle.records_known,
    )
    return case, digest, payload


def judge(bundle: Bundle, rows: OfficeRows, now: datetime) -> Judged:
    """What the store keeps of an order's judgement."""
    case, digest, payload = case_of(bundle, office_of(rows), now)
    found = engine.check(case, CATALOGUE)
    return Judged(
        findings=tuple(
            JudgedFinding(f.rule, f.verdict.value, f.gate, f.message, finding_payload(f)) for f in found
        ),
        worst=engine.RANK[engine.worst(found)],
        open_findings=sum(f.verdict in _OPEN for f in found),
        next_due=_next_due(bundle, found),
        recheck_at=case.moment.until,
        reading_hash=digest,
        reading=payload,
    )


def _next_due(bundle: Bundle, found: Sequence[Finding]) -> datetime | None:
    if bundle.order.replied_at is not None:
        return None
    dues = [f.due.strict for f in found if f.due.strict is not None]
    if bundle.order.due_at is not None:
        dues.append(bundle.order.due_at)
    return min(dues, default=None)
