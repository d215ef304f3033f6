"""月结: a period's figures are settled; what would differ later is listed, and reopening needs a reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection

from desk.errors import InputError
from desk.records import Deed
from desk.services.desk import Desk
from desk.services.judging import current_office
from desk.services.period import Period
from desk.services.summarising.differences import Difference, all_figures, differences
from desk.services.summarising.facts import OrderFacts, load_facts
from desk.services.summarising.figures import Figure
from desk.services.summarising.kept import from_kept, to_kept
from desk.services.summarising.metrics import all_metrics
from desk.services.summarising.spans import named
from desk.services.sweeping import sweep
from desk.store.closings import (
    Closing,
    closing_in_force,
    keep_closing,
    kept_facts,
    kept_figures,
    load_closings,
    note_reopened,
)


def close_period(desk: Desk, period: Period) -> Closing:
    """Keep the figures of a month, week or span as they are now; a summary of it shows these from now on.

    InputError without the right, before the period has ended, when it has no orders or is closed already.
    """
    desk.require(Deed.CLOSE)
    span, now = named(period.start, period.end), desk.now()
    if span.end > now:
        raise InputError(f"期间“{span.text}”到 {span.end:%Y-%m-%d %H:%M} 才结束，结束后才能月结")
    sweep(desk)
    with desk.database.write() as connection:
        if held := closing_in_force(connection, span.start, span.end):
            raise InputError(f"期间“{span.text}”已由{_who(held)}月结，要改数字请先撤销月结")
        limits = current_office(connection)
        orders = load_facts(connection, span, now, limits.parameters)
        if not orders:
            raise InputError(f"期间“{span.text}”没有工单，没有月结，请核对期间")
        title = f"月结 {span.text}（工单 {len(orders)} 张）"
        desk.apply(desk.note(Deed.CLOSE, title), [], within=connection)
        closing = Closing(
            *(span.text, span.start, span.end, now, desk.person.name),
            *(limits.version, limits.parameters.repeat_days, len(orders)),
        )
        facts = ((order.order_no, to_kept(order)) for order in orders)
        keep_closing(connection, closing, _rows(orders), facts)
    return closing


def reopen_period(desk: Desk, period: Period, reason: str) -> Closing:
    """Take a closing back; it stays on record. InputError without the right, a reason or a closing."""
    desk.require(Deed.REOPEN)
    if not reason.strip():
        raise InputError("撤销月结要写明原因")
    with desk.database.write() as connection:
        closing = _held(connection, period)
        note = desk.note(Deed.REOPEN, f"撤销月结 {closing.period}", reason=reason.strip())
        desk.apply(note, [], within=connection)
        gone: dict[str, Any] = {
            "reopened_at": desk.now(),
            "reopened_by": desk.person.name,
            "reopen_reason": reason.strip(),
        }
        note_reopened(connection, closing.key, gone)
    return replace(closing, **gone)


def closed_periods(desk: Desk) -> list[Closing]:
    """Every closing, the latest first; those with `reopened_at` are no longer in force."""
    with desk.database.read() as connection:
        return load_closings(connection)


def period_differences(desk: Desk, period: Period) -> list[Difference]:
    """Where the figures of a closed period would now be others; InputError when it is not closed."""
    sweep(desk)
    with desk.database.read() as connection:
        closing = _held(connection, period)
        current = load_facts(connection, period, desk.now(), current_office(connection).parameters)
        return closed_differences(connection, closing, closed_facts(connection, closing), current)


def closed_differences(
    connection: Connection, closing: Closing, then: Sequence[OrderFacts], now: Sequence[OrderFacts]
) -> list[Difference]:
    """What was kept of a closing against the orders `now`; `then` are its own."""
    kept = {
        (row["section"], row["metric"], row["region"]): Figure(row["part"], row["whole"], row["unknown"])
        for row in kept_figures(connection, closing)
    }
    return differences(kept, then, now)


def closed_facts(connection: Connection, closing: Closing) -> list[OrderFacts]:
    """The orders of a closing as they stood."""
    return [from_kept(values) for values in kept_facts(connection, closing)]


def _held(connection: Connection, period: Period) -> Closing:
    closing = closing_in_force(connection, period.start, period.end)
    if closing is None:
        raise InputError(f"期间“{period.text}”没有月结，请核对期间（desk period list 列出已月结的）")
    return closing


def _who(closing: Closing) -> str:
    return f"{closing.person}于 {closing.closed_at:%Y-%m-%d %H:%M} "


def _rows(orders: list[OrderFacts]) -> Iterator[Mapping[str, Any]]:
    for (section, metric, region), figure in all_figures(orders, all_metrics(orders, folded=False)).items():
        yield {"section": section, "metric": metric, "region": region, **asdict(figure)}
