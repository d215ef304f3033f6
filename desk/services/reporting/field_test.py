"""现场测试报告: what it prints of an order's visits, readings and verdicts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from desk.errors import InputError
from desk.paper.compiling import PICTURES
from desk.paper.field_test import (
    FieldTestSheet,
    HandlingStep,
    OrderFacts,
    PhotoFacts,
    Tick,
    Visit,
    report_values,
    six_ticks,
)
from desk.paper.picture import Picture
from desk.records import FieldTest, Measurement, Order, Photo, Step, by_name
from desk.rules.field_test.ladder import step_titles, title_of
from desk.rules.field_test.measured import owner_at, photographed
from desk.rules.office import Office
from desk.rules.parameters import Parameters
from desk.services.desk import Desk
from desk.services.photographing import pictures_of
from desk.services.reporting.places import sketch_of
from desk.services.reporting.signals import operators, thresholds
from desk.services.reporting.values import OrderReport, coordinates, printed_findings
from desk.services.standing import Standing

_DUTIES = ("left_contact", "invited_rating", "told_callback", "photographed", "photo_permission")


def _tested_sheet(desk: Desk, standing: Standing, office: Office, _now: datetime) -> dict[str, Any]:
    if not standing.bundle.rows.get("field_tests"):
        raise InputError(
            f"工单 {standing.order.order_no} 没有现场测试记录，不能打印现场测试报告，请先登记现场测试"
        )
    pictures = pictures_of(desk, standing.bundle.rows.get("photos", ()))
    sheet = field_test_sheet(standing, office, pictures)
    return report_values(sheet) | {PICTURES: pictures}


def field_test_sheet(
    standing: Standing, office: Office, pictures: Mapping[str, Picture] | None = None
) -> FieldTestSheet:
    """The order with its visits, steps and open findings; also what a review of its need rests on.

    Without `pictures`, by digest, no photograph is named.
    """
    order, rows, parameters = standing.order, standing.bundle.rows, office.parameters
    tests: list[FieldTest] = rows.get("field_tests", [])
    measured: list[Measurement] = rows.get("measurements", [])
    photos: list[Photo] = [] if pictures is None else rows.get("photos", [])
    owned = photographed(tests, photos)
    titles = step_titles(office.step_names)
    return FieldTestSheet(
        order=_order_facts(order),
        number=f"CS-{order.order_no}",
        sketch=sketch_of(standing, tests),
        visits=tuple(
            _visit(test, _belonging(test, tests, measured), parameters, own, pictures or {})
            for test, own in zip(tests, owned, strict=True)
        ),
        steps=tuple(_step(step, titles) for step in sorted(rows.get("steps", []), key=lambda s: s.number)),
        findings=printed_findings(standing.findings),
        thresholds=thresholds(parameters),
    )


def _order_facts(order: Order) -> OrderFacts:
    return OrderFacts(
        order_no=order.order_no,
        dispatched_at=order.dispatched_at,
        due_at=order.due_at,
        region=order.region,
        phone=order.phone,
        level=order.level,
        network=order.network,
        service=order.service,
        complaint=order.complaint,
        problem_time=order.problem_time,
        cycle=order.cycle,
        nearby=order.nearby,
        need=order.need,
        address=order.address,
        coordinates=coordinates(order),
        datum=order.datum,
        short_plan=order.short_plan,
        long_plan=order.long_plan,
    )


def _belonging(
    test: FieldTest, tests: Sequence[FieldTest], measured: Sequence[Measurement]
) -> list[Measurement]:
    """The measurements as the rules give them to their tests; one before any test is the first one's."""
    if len(tests) == 1:
        return list(measured)
    first = min(tests, key=lambda row: row.arrived_at or row.finished_at or datetime.max)
    return [row for row in measured if row.time is None or (owner_at(tests, row.time) or first) is test]


def _photo(photo: Photo, pictures: Mapping[str, Picture]) -> PhotoFacts:
    return PhotoFacts(
        picture=photo.digest,
        name=photo.name,
        note=photo.note,
        taken_at=photo.taken_at,
        permission=photo.permission,
        place=coordinates(photo),
        trouble=None if photo.digest in pictures else "照片缺失或已损坏",
    )


def _visit(
    test: FieldTest,
    measured: Sequence[Measurement],
    parameters: Parameters,
    photos: Sequence[Photo],
    pictures: Mapping[str, Picture],
) -> Visit:
    names = by_name(FieldTest)
    return Visit(
        operators=operators(measured, parameters),
        agreed_at=test.agreed_at,
        arrived_at=test.arrived_at,
        finished_at=test.finished_at,
        fed_back_at=test.fed_back_at,
        tester=test.tester,
        coordinates=coordinates(test),
        retest=test.retest,
        rivals=test.rivals,
        own_sites=test.own_sites,
        planned_sites=test.planned_sites,
        rival_resources=test.rival_resources,
        tower_resources=test.tower_resources,
        six_donts=six_ticks(test.six_donts),
        duties=tuple(Tick(names[name].title, getattr(test, name)) for name in _DUTIES),
        photos=tuple(_photo(photo, pictures) for photo in photos),
        photographed=test.photographed,
        photo_permission=test.photo_permission,
    )


def _step(step: Step, titles: Mapping[int, str]) -> HandlingStep:
    return HandlingStep(
        title=title_of(step, titles),
        kind=step.kind,
        state=step.state,
        time=step.time,
        group=step.group,
        effect=step.effect,
        note=step.text,
    )


REPORT = OrderReport("field_test", _tested_sheet)
field_test_pdf, field_test_pages, field_test_data = REPORT.pdf, REPORT.pages, REPORT.data
