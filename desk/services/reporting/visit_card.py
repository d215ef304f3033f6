"""上门服务卡: script, conduct and tests for a visit."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from desk.paper import pages, write_pdf
from desk.paper.plain import plain
from desk.records import FieldTest
from desk.rules.office import Office
from desk.services.desk import Desk
from desk.services.reporting.calling import call_hours
from desk.services.reporting.values import order_values, report_data
from desk.services.standing import Standing
from desk.services.wording import propose

REPORT = "visit"
_EARLY = timedelta(minutes=10)  # the standard's 提前10分钟


def visit_pdf(
    desk: Desk, order_nos: Sequence[str], path: Path, *, office: str | None = None, unmasked: bool = False
) -> None:
    """Print a card for each visit into one PDF; `office` stands in the header."""
    write_pdf(path, REPORT, visit_data(desk, order_nos, office, unmasked=unmasked))


def visit_pages(
    desk: Desk,
    order_nos: Sequence[str],
    dpi: int = 110,
    *,
    office: str | None = None,
    unmasked: bool = False,
) -> list[bytes]:
    """The same pages as pictures (PNG), for preview and printer."""
    return pages(REPORT, visit_data(desk, order_nos, office, unmasked=unmasked), dpi=dpi)


def visit_data(
    desk: Desk, order_nos: Sequence[str], office: str | None = None, *, unmasked: bool = False
) -> dict[str, Any]:
    """The cards' data; InputError for an unknown order."""

    def card(standing: Standing, settings: Office, now: datetime) -> dict[str, Any]:
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

    return report_data(desk, order_nos, card, office, unmasked=unmasked)


def _next_visit(standing: Standing) -> FieldTest | None:
    """The visit that is still to come; else none, and the card is for the next one."""
    tests: list[FieldTest] = standing.bundle.rows.get("field_tests", [])
    planned = [test for test in tests if test.finished_at is None]
    return max(planned, key=lambda test: (test.agreed_at or datetime.min, test.key), default=None)
