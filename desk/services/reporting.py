"""What the field-test report prints of an order, and the report itself."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desk.errors import InputError
from desk.geo import county_outlines, parse_coordinate, to_gcj02
from desk.models import orders, table_of
from desk.paper import pages, write_pdf
from desk.paper.comparing import Grade, Measured, OperatorReadings, Reading
from desk.paper.field_test import (
    FieldTestSheet,
    Finding,
    HandlingStep,
    Mark,
    MarkKind,
    OrderFacts,
    Sketch,
    Threshold,
    Tick,
    Visit,
    document,
    six_ticks,
)
from desk.records import FieldTest, Measurement, Order, Step, by_name
from desk.rules.catalogue import BY_CODE
from desk.rules.engine import QUIET
from desk.rules.parameters import Parameters
from desk.rules.signal import is_after, number
from desk.services.desk import Desk
from desk.services.judging import current_office
from desk.services.masking import mask
from desk.services.standing import Standing, load_order, stand
from desk.vocabulary import Datum, Network, Operator

REPORT = "field_test"
_OPERATORS = (Operator.MOBILE, Operator.UNICOM, Operator.TELECOM)
_PLAUSIBLE = {"rsrp": (-156.0, -31.0), "sinr": (-23.0, 40.0)}
_DUTIES = ("left_contact", "invited_rating", "told_callback", "photographed", "photo_permission")


def field_test_pdf(desk: Desk, order_nos: Sequence[str], path: Path) -> None:
    """Print the field-test reports of these orders into one PDF."""
    write_pdf(path, REPORT, field_test_data(desk, order_nos))


def field_test_pages(desk: Desk, order_nos: Sequence[str], dpi: int = 110) -> list[bytes]:
    """The same pages as pictures (PNG), for preview and printer."""
    return pages(REPORT, field_test_data(desk, order_nos), dpi=dpi)


def field_test_data(desk: Desk, order_nos: Sequence[str]) -> dict[str, Any]:
    """The report's data; InputError for an unknown order or one that has no field test."""
    now = desk.now()
    sheets = []
    with desk.database.read() as connection:
        parameters = current_office(connection).parameters
        for order_no in order_nos:
            standing = stand(connection, load_order(connection, order_no), now)
            if not standing.bundle.rows.get("field_tests"):
                raise InputError(f"工单 {order_no} 没有现场测试记录，不能打印现场测试报告")
            sheets.append(_sheet(standing, parameters))
    return document(sheets, as_of=now, checked_at=now)


def _sheet(standing: Standing, parameters: Parameters) -> FieldTestSheet:
    order, rows = standing.order, standing.bundle.rows
    tests: list[FieldTest] = rows.get("field_tests", [])
    measured: list[Measurement] = rows.get("measurements", [])
    return FieldTestSheet(
        order=_order_facts(order),
        number=f"CS-{order.order_no}",
        sketch=_sketch(standing, tests),
        visits=tuple(_visit(test, _belonging(test, tests, measured), parameters) for test in tests),
        steps=tuple(_step(step) for step in sorted(rows.get("steps", []), key=lambda step: step.number)),
        findings=tuple(
            Finding(f.verdict, f.rule, BY_CODE[f.rule].name, f.message, f.clause, f.remedy)
            for f in standing.findings
            if f.verdict not in QUIET
        ),
        thresholds=_thresholds(parameters),
    )


def _order_facts(order: Order) -> OrderFacts:
    phone = mask(by_name(Order)["phone"], order.phone)
    return OrderFacts(
        order_no=order.order_no,
        dispatched_at=order.dispatched_at,
        due_at=order.due_at,
        region=order.region,
        phone=phone,
        level=order.level,
        network=order.network,
        service=order.service,
        complaint=order.complaint,
        problem_time=order.problem_time,
        cycle=order.cycle,
        nearby=order.nearby,
        need=order.need,
        address=order.address,
        coordinates=_pair(order),
        datum=order.datum,
        short_plan=order.short_plan,
        long_plan=order.long_plan,
    )


def _pair(row: Order | FieldTest) -> str | None:
    return f"{row.lon}，{row.lat}" if row.lon and row.lat else None


def _belonging(
    test: FieldTest, tests: Sequence[FieldTest], measured: Sequence[Measurement]
) -> list[Measurement]:
    """All measurements for a single test; else those up to the next test's arrival."""
    if len(tests) == 1:
        return list(measured)
    ordered = sorted(tests, key=lambda row: row.arrived_at or row.finished_at or datetime.max)
    at = ordered.index(test)
    start = datetime.min if at == 0 else (test.arrived_at or datetime.min)
    following = ordered[at + 1 :]
    end = (following[0].arrived_at or datetime.max) if following else datetime.max
    return [row for row in measured if row.time is None or start <= row.time < end]


def _visit(test: FieldTest, measured: Sequence[Measurement], parameters: Parameters) -> Visit:
    names = by_name(FieldTest)
    return Visit(
        operators=tuple(_operator(operator, measured, parameters) for operator in _OPERATORS),
        agreed_at=test.agreed_at,
        arrived_at=test.arrived_at,
        finished_at=test.finished_at,
        fed_back_at=test.fed_back_at,
        tester=test.tester,
        coordinates=_pair(test),
        retest=test.retest,
        rivals=test.rivals,
        own_sites=test.own_sites,
        planned_sites=test.planned_sites,
        rival_resources=test.rival_resources,
        tower_resources=test.tower_resources,
        six_donts=six_ticks(test.six_donts),
        duties=tuple(Tick(names[name].title, getattr(test, name)) for name in _DUTIES),
    )


def _operator(
    operator: Operator, measured: Sequence[Measurement], parameters: Parameters
) -> OperatorReadings:
    own = [row for row in measured if row.operator == operator]
    before = next((row for row in reversed(own) if not is_after(row)), None)
    after = next((row for row in reversed(own) if is_after(row)), None)
    return OperatorReadings(
        operator.value,
        _measured(before, parameters) if before else None,
        _measured(after, parameters) if after else None,
    )


def _measured(row: Measurement, parameters: Parameters) -> Measured:
    limits = _limits(row.network, parameters)
    readings = {
        name: Reading(text, number(text), _grade(name, number(text), limits.get(name)))
        for name in ("rsrp", "sinr", "down", "up", "delay")
        if (text := getattr(row, name)) is not None
    }
    return Measured(network=row.network, service=row.service, indoors=row.indoors, time=row.time, **readings)


def _limits(network: str | None, parameters: Parameters) -> dict[str, tuple[float, float]]:
    """Metric -> (weak, borderline) of the technology."""
    if network == Network.G4:
        return {
            "rsrp": (parameters.weak_rsrp_4g, parameters.border_rsrp_4g),
            "sinr": (parameters.weak_sinr_4g, parameters.border_sinr_4g),
        }
    if network == Network.G5:
        return {
            "rsrp": (parameters.weak_rsrp_5g, parameters.weak_rsrp_5g),
            "sinr": (parameters.weak_sinr_5g, parameters.weak_sinr_5g),
        }
    return {}


def _grade(name: str, value: float | None, limits: tuple[float, float] | None) -> Grade | None:
    if value is None:
        return Grade.DOUBTFUL
    low, high = _PLAUSIBLE.get(name, (0.0, 1e6))
    if not low <= value <= high:
        return Grade.DOUBTFUL
    if limits is None:
        return None
    if value < limits[0]:
        return Grade.WEAK
    return Grade.BORDER if value < limits[1] else Grade.GOOD


def _step(step: Step) -> HandlingStep:
    return HandlingStep(
        number=step.number,
        kind=step.kind,
        state=step.state,
        time=step.time,
        group=step.group,
        effect=step.effect,
        note=step.text,
    )


def _thresholds(parameters: Parameters) -> tuple[Threshold, ...]:
    p = parameters
    return (
        Threshold(
            f"4G：RSRP 低于 {p.weak_rsrp_4g:g} dBm 为弱，{p.weak_rsrp_4g:g} 至 {p.border_rsrp_4g:g} 为临界；"
            f"SINR 低于 {p.weak_sinr_4g:g} dB 为弱，{p.weak_sinr_4g:g} 至 {p.border_sinr_4g:g} 为临界",
            True,
        ),
        Threshold(
            f"5G：SS-RSRP 低于 {p.weak_rsrp_5g:g} dBm 为弱；SINR 低于 {p.weak_sinr_5g:g} dB 为弱", True
        ),
    )


def _sketch(standing: Standing, tests: Sequence[FieldTest]) -> Sketch | None:
    """County outline and the known points, all in GCJ-02; None without a point in a known datum."""
    reading = standing.address
    rings = tuple(
        tuple((lon, lat) for lon, lat in ring)
        for code in (reading.counties if reading else ())
        for ring in county_outlines(code)
    )
    found = [_mark(standing.order, MarkKind.ORDER, "投诉")]
    found += [_mark(test, MarkKind.TEST, "测试") for test in tests]
    marks = [mark for mark in found if mark is not None]
    if not marks or not rings:
        return None
    title = next((part.text for part in reading.parts if part.kind.value == "county"), None)
    return Sketch(rings, tuple(marks), title, Datum.GCJ02.value)


def _mark(row: Order | FieldTest, kind: MarkKind, label: str) -> Mark | None:
    lon, lat = parse_coordinate(row.lon), parse_coordinate(row.lat)
    if lon is None or lat is None or row.datum not in tuple(Datum) or row.datum == Datum.UNKNOWN:
        return None
    return Mark(*to_gcj02(lon, lat, Datum(row.datum)), kind, label)


def tested_orders(desk: Desk, number: int) -> list[str]:
    """The first orders that have a finished field test, by 派单时间."""
    tests = table_of("field_tests")
    query = (
        select(orders.c.order_no)
        .where(orders.c.order_no.in_(select(tests.c.order_no).where(tests.c.finished_at.is_not(None))))
        .order_by(orders.c.dispatched_at, orders.c.id)
        .limit(number)
    )
    with desk.database.read() as connection:
        return list(connection.scalars(query))
