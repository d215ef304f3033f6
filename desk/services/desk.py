"""The desk as a deed sees it: the database, who acts, and what time it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from desk import clock
from desk.errors import InputError
from desk.records import Deed, Person, may
from desk.services.judging import JUDGE
from desk.services.progress import Progress, untold
from desk.store import Change, Database, DeedNote, Written
from desk.store.applying import apply, apply_in
from desk.store.loading import load_table
from desk.vocabulary import Role, Verdict

OfficeRows = Mapping[str, tuple[Any, ...]]
_OPEN = frozenset({Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN})


@dataclass(frozen=True)
class Desk:
    """Handed to every service. `now` gives China time; a demo's clock may stand at the demo's end.

    `progress` hears how far long work is.
    """

    database: Database
    person: Person = field(default_factory=lambda: Person(Role.HANDLER.value, Role.HANDLER))
    now: Callable[[], datetime] = clock.now
    progress: Progress = untold

    def acting(self, name: str | None) -> "Desk":
        """The same desk with another acting person; InputError for an unknown name."""
        return self if name is None else replace(self, person=find_person(self.database, name))

    def require(self, deed: Deed) -> None:
        """InputError when the acting person has no right to the deed."""
        if not may(self.person, deed):
            raise InputError(
                f"{self.person.name}（{self.person.role}）无权“{deed.value}”，请由组长、质检或管理员操作"
            )

    def happened(self, at: datetime | None, what: str) -> datetime:
        """The moment at which something happened, by default now; InputError for one that is yet to come."""
        now = self.now()
        if at is not None and at > now:
            raise InputError(f"{what}的时间 {at:%Y-%m-%d %H:%M} 还没有到，只能登记已经发生的事，请核对时间")
        return at or now

    def note(self, kind: Deed, title: str, **more: Any) -> DeedNote:
        """An entry for the edit log, by the acting person, now."""
        return DeedNote(kind, self.person, self.now(), title, **more)

    def apply(
        self, note: DeedNote, changes: Sequence[Change], *, within: Connection | None = None, **options: Any
    ) -> Written:
        """Write through the one door and judge the touched orders again.

        `within` is the open write transaction in which the changes were decided: nobody came between.
        `at_hand` of the options is the one order that they are of, as it was loaded there.
        """
        options.setdefault("told", partial(self.progress, "检查工单"))
        if within is not None:
            return apply_in(within, note, changes, JUDGE, self.now(), **options)
        return apply(self.database, note, changes, JUDGE, self.now(), **options)


def find_person(database: Database, name: str) -> Person:
    """The person of this name; InputError when nobody has it."""
    with database.read() as connection:
        people: list[Person] = load_table(connection, "people")
    found = next((person for person in people if person.name == name), None)
    if found is None:
        raise InputError(f"没有名为“{name}”的人员，可用的有：{'、'.join(person.name for person in people)}")
    return found
