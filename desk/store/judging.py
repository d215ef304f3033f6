"""What the store asks of whoever judges orders, and how the answer is kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update

from desk.models import findings, orders, readings
from desk.store.loading import Bundle, chunks, load_bundles, load_office


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A finding as its columns."""

    rule: str
    verdict: str
    gate: bool
    message: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything stored about an order's judgement. `reading` is None when the stored one still holds."""

    findings: tuple[JudgedFinding, ...]
    worst: int
    open_findings: int
    next_due: datetime | None
    recheck_at: datetime | None
    reading_hash: str
    reading: Mapping[str, Any] | None


Judge = Callable[[Bundle, Mapping[str, tuple[Any, ...]], datetime], Judged]


def rejudge(connection: Connection, order_nos: Iterable[str], judge: Judge, now: datetime) -> None:
    """Judge the orders as they stand and replace what is stored of their judgement."""
    office = load_office(connection)
    for part in chunks(order_nos):
        bundles = load_bundles(connection, part)
        judged = {number: judge(bundle, office, now) for number, bundle in bundles.items()}
        if judged:
            _keep(connection, bundles, judged)


def _keep(connection: Connection, bundles: Mapping[str, Bundle], judged: Mapping[str, Judged]) -> None:
    numbers = list(judged)
    connection.execute(delete(findings).where(findings.c.order_no.in_(numbers)))
    rows = [
        {
            "order_no": number,
            "rule": found.rule,
            "verdict": found.verdict,
            "gate": found.gate,
            "message": found.message,
            "payload": found.payload,
        }
        for number, answer in judged.items()
        for found in answer.findings
    ]
    if rows:
        connection.execute(insert(findings), rows)
    fresh = [number for number, answer in judged.items() if answer.reading is not None]
    if fresh:
        connection.execute(delete(readings).where(readings.c.order_no.in_(fresh)))
        connection.execute(
            insert(readings),
            [
                {
                    "order_no": number,
                    "hash": judged[number].reading_hash,
                    "payload": judged[number].reading,
                }
                for number in fresh
            ],
        )
    _mark_orders(connection, bundles, judged)


def _mark_orders(connection: Connection, bundles: Mapping[str, Bundle], judged: Mapping[str, Judged]) -> None:
    statement = orders.update().where(orders.c.id == bindparam("key"))
    connection.execute(
        statement,
        [
            {
                "key": bundles[number].order.key,
                "worst": answer.worst,
                "open_findings": answer.open_findings,
                "next_due": answer.next_due,
                "recheck_at": answer.recheck_at,
            }
            for number, answer in judged.items()
        ],
    )


def mark_stale(connection: Connection, now: datetime) -> None:
    """Have the next sweep judge every order again."""
    connection.execute(update(orders).values(recheck_at=now))
