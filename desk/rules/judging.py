"""One order's stored judgement: findings as rows, the readings they rest on, and when to look again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from desk.reading.order_texts import Lexicons, OrderReadings, from_payload, read_order, text_hash, to_payload
from desk.records import Order
from desk.rules.office import Office
from desk.rules.rule import Due, Finding, Place
from desk.vocabulary import Verdict


def finding_payload(finding: Finding) -> dict[str, Any]:
    """What is stored of a finding beside its own columns, as it comes back from JSON."""
    due = (finding.due.strict, finding.due.lenient)
    return {
        "clause": finding.clause,
        "remedy": finding.remedy,
        "fields": [*finding.fields],
        "missing": [*finding.missing],
        "parameters": {
            name: [*value] if isinstance(value, tuple) else value
            for name, value in finding.parameters.items()
        },
        "due": [time.isoformat(" ") if time else None for time in due],
        "evidence": [[p.sheet, p.field, p.value, p.row, p.start, p.end] for p in finding.evidence],
        "version": finding.version,
    }


def finding_from(
    order_no: str, rule: str, verdict: str, gate: bool, message: str, payload: Mapping[str, Any]
) -> Finding:
    """The finding again."""
    due = [datetime.fromisoformat(time) if time else None for time in payload["due"]]
    return Finding(
        order_no=order_no,
        rule=rule,
        verdict=Verdict(verdict),
        gate=gate,
        message=message,
        clause=payload["clause"],
        remedy=payload["remedy"],
        fields=tuple(payload["fields"]),
        missing=tuple(payload["missing"]),
        parameters={
            name: tuple(value) if isinstance(value, list) else value
            for name, value in payload["parameters"].items()
        },
        due=Due(due[0], due[1]),
        evidence=tuple(Place(*place) for place in payload["evidence"]),
        version=payload["version"],
    )


def readings_of(
    order: Order,
    rows: Iterable[Any],
    office: Office,
    stored_hash: str | None,
    stored: Mapping[str, Any] | None,
) -> tuple[OrderReadings, str, dict[str, Any] | None]:
    """(readings, hash, payload to store); the payload is None when the stored readings still hold."""
    lexicons = Lexicons(office.sensitive, office.forbidden)
    flat = list(rows)
    digest = text_hash(order, flat, lexicons)
    if stored is not None and digest == stored_hash:
        return from_payload(order, stored), digest, None
    readings = read_order(order, flat, lexicons)
    return readings, digest, to_payload(readings)
