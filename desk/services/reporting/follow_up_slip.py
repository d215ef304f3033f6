"""投诉跟踪单: what is still owed to a customer whose complaint was not solved."""

from datetime import datetime, timedelta
from typing import Any

from desk.errors import InputError
from desk.paper.plain import plain
from desk.records import Contact, FollowUp
from desk.rules.office import Office
from desk.services.desk import Desk
from desk.services.reporting.shift import next_tracking
from desk.services.reporting.values import (
    OrderReport,
    all_rows,
    finding_values,
    order_values,
    printed_findings,
)
from desk.services.standing import Standing
from desk.vocabulary import FollowUpState, Purpose

_RULES = frozenset({"RPL07", "RPL08", "RPL09"})


def _slip(_desk: Desk, standing: Standing, office: Office, _now: datetime) -> dict[str, Any]:
    tickets: list[FollowUp] = standing.bundle.rows.get("follow_ups", [])
    if not tickets:
        raise InputError(
            f"工单 {standing.order.order_no} 没有跟踪单，不能打印跟踪单，请先按“未解决”回单或登记跟踪单"
        )
    latest = max(tickets, key=lambda ticket: (ticket.opened_at, ticket.key))
    rows = all_rows(standing)
    return {
        "order": order_values(standing.order),
        "tickets": rows["follow_ups"],
        "number": latest.number,
        "open": latest.state != FollowUpState.CLOSED,
        "next_at": plain(next_tracking(latest, timedelta(days=office.parameters.follow_up_days))),
        "promised": latest.next_at is not None,
        "contacts": _since(standing, rows, min(ticket.opened_at for ticket in tickets)),
        "transfers": [row for row in rows.get("transfers", []) if row["finished_at"] is None],
        "findings": finding_values(
            finding for finding in printed_findings(standing.findings) if finding.rule in _RULES
        ),
    }


def _since(
    standing: Standing, rows: dict[str, list[dict[str, Any]]], since: datetime
) -> list[dict[str, Any]]:
    """The contacts since the first ticket, and callbacks of any time: what the customer heard and said."""
    contacts: list[Contact] = standing.bundle.rows.get("contacts", [])
    told = [
        (contact.time, printed)
        for contact, printed in zip(contacts, rows.get("contacts", []), strict=True)
        if contact.time >= since or contact.purpose == Purpose.CALLBACK
    ]
    return [printed for _, printed in sorted(told, key=lambda entry: entry[0])]


REPORT = OrderReport("follow_up", _slip)
follow_up_pdf, follow_up_pages, follow_up_data = REPORT.pdf, REPORT.pages, REPORT.data
