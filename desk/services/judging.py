"""Judging stored orders: rules applied to what the store hands over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Connection

from desk.reading.order_texts import OrderReadings, from_payload
from desk.records import OfficeWording, OverItem, Person, Plan, Site
from desk.rules import engine
from desk.rules.book import build_case
from desk.rules.case import Case
from desk.rules.catalogue import CATALOGUE
from desk.rules.judging import finding_payload, readings_of
from desk.rules.kinship import KinOf, kinship
from desk.rules.office import Office, office_from
from desk.rules.outages import codes
from desk.rules.rule import Finding
from desk.rules.ties import TieKind, is_onward, neighbour_values, span_of, tie_keys
from desk.store.judging import Judged, JudgedFinding, Reach, Read, TieKey
from desk.store.loading import (
    Bundle,
    OfficeRows,
    chunks,
    load_bundles,
    load_light_bundles,
    load_office,
    load_table,
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
        bundle.read = Read(digest, payload, readings, partial(_ties, bundle, readings, office))
    found: Read = bundle.read
    return found


def _readings(bundle: Bundle, office: Office) -> tuple[OrderReadings, str, dict[str, Any] | None]:
    if bundle.settled and bundle.reading is not None:
        return from_payload(bundle.order, bundle.reading), bundle.reading_hash or "", None
    flat = [row for rows in bundle.rows.values() for row in rows]
    return readings_of(bundle.order, flat, office, bundle.reading_hash, bundle.reading)


def _ties(bundle: Bundle, readings: OrderReadings, office: Office) -> tuple[TieKey, ...]:
    limits = office.parameters
    return tuple(
        TieKey(
            tie.kind.value,
            tie.value,
            tie.time,
            neighbour_values(tie),
            span_of(tie.kind, limits),
            is_onward(tie.kind),
            tie.kind is TieKind.SITE,
        )
        for tie in tie_keys(bundle.order, bundle.rows, readings, limits.cluster_m)
    )


def relate(
    bundles: Iterable[Bundle], registers: Mapping[str, Sequence[Any]], office: Office, now: datetime
) -> KinOf:
    """Who is kin to whom among these orders; `registers` are the sites and 三超 items that they name."""
    records: dict[str, list[Any]] = {"orders": [], "field_tests": [], "measurements": []}
    readings = {}
    for bundle in bundles:
        records["orders"].append(bundle.order)
        for table in ("field_tests", "measurements"):
            records[table] += bundle.rows.get(table, ())
        readings[bundle.order.order_no] = read_bundle(bundle, office).readings
    return kinship({**records, **registers}, readings, office, now)


def all_cases(
    connection: Connection, office: Office, now: datetime, order_nos: Sequence[str]
) -> Iterator[tuple[Bundle, Case]]:
    """The cases of these stored orders among all orders, in the order given."""
    registers = {name: load_table(connection, name) for name in ("sites", "over_items")}
    kin = relate(load_light_bundles(connection), registers, office, now)
    for part in chunks(order_nos):
        bundles = load_bundles(connection, part)
        for number in part:
            if (bundle := bundles.get(number)) is not None:
                read_bundle(bundle, office)
                yield bundle, case_of(bundle, kin, office, now)


class _Judge:
    """The store's judge: the catalogue, with the office's settings."""

    def read(self, bundle: Bundle, office: OfficeRows) -> Read:
        return read_bundle(bundle, office_of(office))

    def relate(
        self,
        bundles: Iterable[Bundle],
        registers: Mapping[str, Sequence[Any]],
        office: OfficeRows,
        now: datetime,
    ) -> KinOf:
        return relate(bundles, registers, office_of(office), now)

    def check(self, bundle: Bundle, kin: KinOf, office: OfficeRows, now: datetime) -> Judged:
        settings = office_of(office)
        read_bundle(bundle, settings)
        case = case_of(bundle, kin, settings, now)
        found = engine.check(case, CATALOGUE)
        return Judged(
            findings=tuple(
                JudgedFinding(f.rule, f.verdict.value, f.gate, f.message, finding_payload(f)) for f in found
            ),
            worst=engine.RANK[engine.worst(found)],
            open_findings=sum(f.verdict in _OPEN for f in found),
            next_due=_next_due(bundle, found),
            recheck_at=case.moment.until,
        )

    def reach(self, row: Any) -> Reach:
        if isinstance(row, Site):
            return Reach(ties=(_any_time(TieKind.SITE, row.code),))
        if isinstance(row, OverItem):
            return Reach(order_nos=tuple(codes(row.orders)))
        if isinstance(row, Plan | Person | OfficeWording):
            return Reach()
        return Reach(everything=True)


JUDGE = _Judge()


def _any_time(kind: TieKind, value: str) -> TieKey:
    return TieKey(kind.value, value, datetime.min, (value,), None, False)


def _next_due(bundle: Bundle, found: Sequence[Finding]) -> datetime | None:
    if bundle.order.replied_at is not None:
        return None
    dues = [f.due.strict for f in found if f.due.strict is not None]
    if bundle.order.due_at is not None:
        dues.append(bundle.order.due_at)
    return min(dues, default=None)
