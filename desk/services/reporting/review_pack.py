"""建设需求论证: the needs for new resources, argued for the review meeting, a summary first."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desk.errors import InputError
from desk.models import orders, table_of
from desk.paper import pages, write_pdf
from desk.paper.compiling import MOST_REPORTS
from desk.paper.field_test import report_values
from desk.paper.plain import plain
from desk.records import Measurement, Plan, Transfer
from desk.rules.departments import class_of
from desk.rules.office import Office
from desk.rules.outages import codes
from desk.rules.signal import is_after, number
from desk.services.desk import Desk
from desk.services.masking import Unmasking
from desk.services.period import Period, without_orders
from desk.services.reporting.field_test import field_test_sheet
from desk.services.reporting.values import OrderReport, order_values, row_values
from desk.services.standing import Standing
from desk.store.loading import dispatched_in, record_columns, to_record
from desk.vocabulary import (
    Cause,
    DepartmentClass,
    Operator,
    StepKind,
    StepState,
    TransferKind,
    YesNo,
)

REPORT = "review"
_HANDED_ON = (TransferKind.T2, TransferKind.SERVICE)
_RULES = frozenset({"FLD07", "FLD08", "DLN07"})
_NINE = range(1, 10)  # the steps before an assessment of resources


def review_pdf(
    desk: Desk,
    path: Path,
    order_nos: Sequence[str] | None = None,
    *,
    period: Period | None = None,
    office: str | None = None,
    unmasking: Unmasking | None = None,
) -> None:
    """Print the pack of these orders, or of all needs (dispatched in the period), into one PDF."""
    write_pdf(path, REPORT, review_data(desk, order_nos, period, office, unmasking))


def review_pages(
    desk: Desk,
    order_nos: Sequence[str] | None = None,
    dpi: int = 110,
    *,
    period: Period | None = None,
    office: str | None = None,
    unmasking: Unmasking | None = None,
) -> list[bytes]:
    """The same pages as pictures (PNG), for preview and printer."""
    return pages(REPORT, review_data(desk, order_nos, period, office, unmasking), dpi=dpi)


def review_data(
    desk: Desk,
    order_nos: Sequence[str] | None = None,
    period: Period | None = None,
    office: str | None = None,
    unmasking: Unmasking | None = None,
) -> dict[str, Any]:
    """The pack's data, open needs first; InputError when there is none or an order has no such transfer."""
    numbers = _needs(desk, period) if order_nos is None else list(order_nos)
    if not numbers:
        raise without_orders("建设需求论证", period, having="原因分类为“新建资源”并已转派的")
    data = OrderReport(REPORT, _argument).data(desk, numbers, office, unmasking=unmasking)
    data["reports"].sort(key=lambda sheet: (sheet["done"], sheet["order"]["dispatched_at"]))
    return data | {"meeting": _next_meeting(desk)}


def _needs(desk: Desk, period: Period | None) -> list[str]:
    """The orders of 原因分类 新建资源 with a transfer that hands the need on, the latest ones."""
    transfers = table_of("transfers")
    handed = select(transfers.c.order_no).where(
        transfers.c.kind.in_([TransferKind.NEW_BUILD.value, *(kind.value for kind in _HANDED_ON)])
    )
    query = select(orders.c.order_no).where(
        orders.c.cause == Cause.NEW_BUILD.value, orders.c.order_no.in_(handed)
    )
    if period is not None:
        query = query.where(dispatched_in(*period.span))
    latest = query.order_by(orders.c.dispatched_at.desc(), orders.c.id.desc()).limit(MOST_REPORTS)
    with desk.database.read() as connection:
        return list(connection.scalars(latest))


def _next_meeting(desk: Desk) -> str | None:
    meetings = table_of("meetings")
    query = select(meetings.c.time).where(
        meetings.c.time >= desk.now(),
        meetings.c.cancelled.is_(None) | (meetings.c.cancelled != YesNo.YES.value),
    )
    with desk.database.read() as connection:
        found = connection.scalar(query.order_by(meetings.c.time).limit(1))
    return plain(found) if found else None


def _plans(desk: Desk, order_no: str) -> list[Plan]:
    """The 建设计划 that name the order, the next one first."""
    plans = table_of("plans")
    query = select(*record_columns(plans)).where(plans.c.orders.is_not(None))
    with desk.database.read() as connection:
        found: list[Plan] = [to_record("plans", row) for row in connection.execute(query)]
    named = [plan for plan in found if order_no in codes(plan.orders)]
    return sorted(named, key=lambda plan: (plan.planned_at or datetime.max, plan.key))


def _argument(desk: Desk, standing: Standing, office: Office, _now: datetime) -> dict[str, Any]:
    order = standing.order
    needs = [row for row in standing.bundle.rows.get("transfers", ()) if _hands_on(standing, row, office)]
    if not needs:
        raise InputError(f"工单 {order.order_no} 没有新建资源的转派，不能放入建设需求论证，请先登记转派")
    sheet = report_values(field_test_sheet(standing, office))
    sheet["findings"] = [finding for finding in sheet["findings"] if finding["rule"] in _RULES]
    steps = standing.bundle.rows.get("steps", ())
    taken = {step.number for step in steps if step.state in {StepState.DONE, StepState.NA}}
    return sheet | {
        "number": f"LZ-{order.order_no}",
        "order": order_values(order),
        "signal": _signal(standing.bundle.rows.get("measurements", ())),
        "nine": f"{len(taken & set(_NINE))}/{len(_NINE)}",
        "assessments": [row_values(step) for step in steps if step.kind == StepKind.ASSESS],
        "needs": [row_values(row) for row in needs],
        "plans": [row_values(plan) for plan in _plans(desk, order.order_no)],
        "done": all(row.finished_at is not None for row in needs),
        "state": _state(needs),
    }


def _hands_on(standing: Standing, row: Transfer, office: Office) -> bool:
    """Of the type 新建资源, or T2 and 客服转派 of such an order to a 分公司."""
    if row.kind == TransferKind.NEW_BUILD:
        return True
    to_branch = class_of(office, row.department) == DepartmentClass.BRANCH
    return standing.order.cause == Cause.NEW_BUILD and row.kind in _HANDED_ON and to_branch


def _signal(measured: Sequence[Measurement]) -> str | None:
    """Our last RSRP before the handling beside the best of the others, in dBm."""
    last = {
        row.operator: value
        for row in measured
        if not is_after(row) and (value := number(row.rsrp)) is not None
    }
    own = last.pop(Operator.MOBILE.value, None)
    if own is None:
        return None
    if not last:
        return f"{own:g}"
    best = max(last, key=lambda operator: last[operator])
    return f"{own:g}（{best} {last[best]:g}）"


def _state(needs: Sequence[Transfer]) -> str:
    if all(row.finished_at is not None for row in needs):
        return "已完成"
    if any(row.reviewed_at is not None for row in needs):
        return "已提交评审"
    return "已上报" if any(row.reported_at is not None for row in needs) else "待上报"
