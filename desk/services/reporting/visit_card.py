"""上门服务卡: script, conduct and tests for a visit."""

from datetime import datetime, timedelta
from typing import Any

from desk.paper.plain import plain
from desk.records import FieldTest
from desk.rules.office import Office
from desk.services.desk import Desk
from desk.services.reporting.calling import call_hours
from desk.services.reporting.values import OrderReport, order_values
from desk.services.standing import Standing
from desk.services.wording import propose

_EARLY = timedelta(minutes=10)  # the standard's 提前10分钟


def _card(desk: Desk, standing: Standing, settings: Office, now: datetime) -> dict[str, Any]:
    visit = _next_visit(standing)
    agreed = visit.agreed_at if visit else None
    return {
        "order": order_values(standing.order),
        "tester": visit.tester if visit else None,
        "agreed_at": plain(agreed),
        "arrive_by": f"{plain(agreed - _EARLY)} 前" if agreed else None,
        "call": propose(desk, standing, settings, "call").text,
        "on_site": propose(desk, standing, settings, "on_site").text,
        **call_hours(now, settings.quiet),
    }


def _next_visit(standing: Standing) -> FieldTest | None:
    """The visit that is still to come; else none, and the card is for the next one."""
    tests: list[FieldTest] = standing.bundle.rows.get("field_tests", [])
    planned = [test for test in tests if test.finished_at is None]
    return max(planned, key=lambda test: (test.agreed_at or datetime.min, test.key), default=None)


REPORT = OrderReport("visit", _card)
visit_pdf, visit_pages, visit_data = REPORT.pdf, REPORT.pages, REPORT.data
