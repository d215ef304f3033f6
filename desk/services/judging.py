"""Judging stored orders: rules applied to what the store hands over."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Connection

from desk.reading.order_texts import VERSION as READERS_VERSION
from desk.reading.order_texts import OrderReadings, from_payload
from desk.records import OfficeWording, OverItem, Person, Plan, Site, Tie, TieKind
from desk.rules import engine
from desk.rules.book import build_case
from desk.rules.case import Case
from desk.rules.catalogue import CATALOGUE
from desk.rules.concerns import concern
from desk.rules.judging import finding_payload, readings_of
from desk.rules.kinship import Around, KinOf, kinship
from desk.rules.office import Office, office_from
from desk.rules.outages import codes
from desk.rules.rule import RULES_VERSION, Finding
from desk.rules.ties import Near, near_of, ties_of
from desk.services.reading_ahead import read_ahead
from desk.store.judging import Judged, JudgedFinding, Reach, Read, Registers, related_all
from desk.store.loading import (
    Bundle,
    OfficeRows,
    chunks,
    load_bundles,
    load_office,
)
from desk.vocabulary import Verdict

_OPEN = frozenset({Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN})


@lru_cache(maxsize=4)
def _office(rows: tuple[tuple[str, tuple[Any, ...]], ...], parameters: tuple[tuple[str, str], ...]) -> Office:
    return office_from(dict(rows), parameters)


def office_of(rows: OfficeRows, parameters: Sequence[tuple[str, str]] = ()) -> Office:
    """The office's settings from its rows; the same object while they do not change."""
    if parameters:
        return _office(tuple(sorted(rows.items())), tuple(parameters))
    if rows.settings is None:
        rows.settings = _office(tuple(sorted(rows.items())), ())
    found: Office = rows.settings
    return found


def current_office(connection: Connection, parameters: Sequence[tuple[str, str]] = ()) -> Office:
    """The office's settings as stored, with these parameters over them."""
    return office_of(load_office(connection), parameters)


def case_of(bundle: Bundle, kin: KinOf, office: Office, now: datetime) -> Case:
    """The case of an order whose texts have been read."""
    return build_case(
        bundle.order,
        bundle.rows,
        office,
        now,
        readings=bundle.read.readings,
        kin_of=kin,
        records_known=bundle.records_known,
    )


def read_bundle(bundle: Bundle, office: Office) -> Read:
    """What the order's texts say and what ties it to others; made once a bundle."""
    if bundle.read is None:
        readings, digest, payload = _readings(bundle, office)
        cell_m = office.parameters.cluster_m
        find_ties = partial(ties_of, bundle.order, bundle.rows, readings, cell_m)
        bundle.read = Read(digest, payload, lambda: readings, find_ties, said=readings)
    found: Read = bundle.read
    return found


def _readings(bundle: Bundle, office: Office) -> tuple[OrderReadings, str, dict[str, Any] | None]:
    if bundle.settled and bundle.reading is not None:
        return from_payload(bundle.order, bundle.reading), bundle.reading_hash or "", None
    flat = [row for rows in bundle.rows.values() for row in rows]
    return readings_of(bundle.order, flat, office, bundle.reading_hash, bundle.reading)


def all_cases(
    connection: Connection, office: Office, now: datetime, order_nos: Sequence[str], *, settled: bool = False
) -> Iterator[tuple[Bundle, Case]]:
    """The cases of these stored orders among all orders, in the order given.

    `settled`: their stored readings hold, whatever the lexicons of `office` would read.
    """
    kin = related_all(connection, _Judge(office), now)
    for part in chunks(order_nos):
        bundles = load_bundles(connection, part, settled=settled)
        for number in part:
            if (bundle := bundles.get(number)) is not None:
                read_bundle(bundle, office)
                yield bundle, case_of(bundle, kin, office, now)


@dataclass(frozen=True, slots=True)
class _Judge:
    """The store's judge: the catalogue, under these settings or those that are stored."""

    settings: Office | None = None

    def read(self, bundle: Bundle, office: OfficeRows) -> Read:
        return read_bundle(bundle, self._office(office))

    def reading_version(self, office: OfficeRows) -> str:
        settings = self._office(office)
        lexicons = f"{settings.sensitive.version}.{settings.forbidden.version}"
        return f"{RULES_VERSION}.{READERS_VERSION}.{lexicons}.{settings.parameters.cluster_m:g}"

    def near_of(self, office: OfficeRows) -> Callable[[Tie], Near]:
        return partial(near_of, limits=self._office(office).parameters)

    def read_ahead(
        self, batches: Iterable[dict[str, Bundle]], office: OfficeRows
    ) -> Iterator[dict[str, Bundle]]:
        return read_ahead(batches, office, partial(self.read, office=office))

    def relate(
        self, groups: Iterable[Sequence[Tie]], registers: Registers, office: OfficeRows, now: datetime
    ) -> KinOf:
        found = Around(groups, registers.sites, registers.over_items, registers.measured)
        return kinship(found, self._office(office), now)

    def _office(self, rows: OfficeRows) -> Office:
        return self.settings or office_of(rows)

    def check(self, bundle: Bundle, kin: KinOf, office: OfficeRows, now: datetime) -> Judged:
        settings = self._office(office)
        read_bundle(bundle, settings)
        case = case_of(bundle, kin, settings, now)
        return judged(bundle, case, engine.check(case, CATALOGUE))

    def reach(self, row: Any) -> Reach:
        if isinstance(row, Site):
            return Reach(ties=((TieKind.SITE, row.code),))
        if isinstance(row, OverItem):
            return Reach(order_nos=tuple(codes(row.orders)))
        if isinstance(row, Plan | Person | OfficeWording):
            return Reach()
        return Reach(traits=concern(row))


JUDGE = _Judge()


def judged(bundle: Bundle, case: Case, found: Sequence[Finding]) -> Judged:
    """What is stored of the judgement of an order; `found` are the findings on its case."""
    return Judged(
        key=bundle.order.key,
        findings=as_kept(found),
        worst=engine.RANK[engine.worst(found)],
        open_findings=sum(f.verdict in _OPEN for f in found),
        next_due=_next_due(bundle, found),
        recheck_at=case.moment.until,
    )


def as_kept(found: Iterable[Finding]) -> tuple[JudgedFinding, ...]:
    """Findings as they are stored."""
    return tuple(JudgedFinding(f.rule, f.verdict.value, f.gate, f.message, finding_payload(f)) for f in found)


def _next_due(bundle: Bundle, found: Sequence[Finding]) -> datetime | None:
    if bundle.order.replied_at is not None:
        return None
    dues = [f.due.strict for f in found if f.due.strict is not None]
    if bundle.order.due_at is not None:
        dues.append(bundle.order.due_at)
    return min(dues, default=None)
