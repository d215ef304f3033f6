"""当班工作单: what is due today, whom to visit, what was promised, and when customers may be called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from desk.errors import InputError
from desk.models import findings, orders, table_of
from desk.paper import pages, write_pdf
from desk.paper.plain import plain
from desk.records import FollowUp, Order
from desk.rules.office import Office
from desk.services.desk import Desk
from desk.services.judging import current_office
from desk.services.masking import Unmasking, covered_row
from desk.services.reporting.calling import call_hours
from desk.services.reporting.values import headed, log_print, row_values
from desk.services.sweeping import sweep
from desk.store.loading import chunks, record_columns, to_record
from desk.vocabulary import FollowUpState

REPORT = "shift"
MOST = 400  # lines of one kind; beyond that nobody works from paper


@dataclass(frozen=True, slots=True)
class _Line:
    """One thing to do: until or at when, for which order, and what."""

    time: datetime
    order: Order
    task: str


def shift_pdf(
    desk: Desk,
    path: Path,
    *,
    handler: str | None = None,
    office: str | None = None,
    unmasking: Unmasking | None = None,
) -> None:
    """Print the sheet of the shift that begins now; `handler` leaves only that person's orders."""
    write_pdf(path, REPORT, shift_data(desk, handler, office, unmasking=unmasking))


def shift_pages(
    desk: Desk,
    dpi: int = 110,
    *,
    handler: str | None = None,
    office: str | None = None,
    unmasking: Unmasking | None = None,
) -> list[bytes]:
    """The same pages as pictures (PNG), for preview and printer."""
    return pages(REPORT, shift_data(desk, handler, office, unmasking=unmasking), dpi=dpi)


def shift_data(
    desk: Desk,
    handler: str | None = None,
    office: str | None = None,
    *,
    unmasking: Unmasking | None = None,
) -> dict[str, Any]:
    """The sheet's data; InputError for a person who handles no order, or when there is too much for paper."""
    sweep(desk)
    now = desk.now()
    with desk.database.read() as connection:
        settings = current_office(connection)
        _check_handler(connection, handler)
        soon = now + timedelta(hours=settings.parameters.soon_hours)
        due = _due(connection, handler, max(soon, _midnight(now)))
        visits = _visits(connection, handler, _midnight(now))
        promised = _promised(connection, handler, _midnight(now), settings)
    sheet = {
        "date": f"{now:%Y-%m-%d}",
        "handler": handler,
        **call_hours(now, settings.quiet),
        "soon_hours": f"{settings.parameters.soon_hours:g}",
        "late": _printed(unmasking, [line for line in due if line.time < now]),
        "today": _printed(unmasking, [line for line in due if now <= line.time < _midnight(now)]),
        "soon": _printed(unmasking, [line for line in due if max(now, _midnight(now)) <= line.time]),
        "visits": _printed(unmasking, visits),
        "promised": _printed(unmasking, promised),
    }
    log_print(desk, unmasking)
    return headed([sheet], now, office)


def _midnight(now: datetime) -> datetime:
    """The end of today."""
    return datetime.combine(now.date(), time()) + timedelta(days=1)


def _check_handler(connection: Connection, handler: str | None) -> None:
    if handler is None:
        return
    names = connection.scalars(select(orders.c.handler).where(orders.c.handler.is_not(None)).distinct())
    known = sorted(names)
    if handler not in known:
        raise InputError(f"没有处理人“{handler}”的工单，可用的处理人有：{'、'.join(known) or '无'}")


def _due(connection: Connection, handler: str | None, until: datetime) -> list[_Line]:
    """Open orders whose next deadline ends by `until`, the earliest first."""
    query = select(*record_columns(orders), orders.c.next_due).where(
        orders.c.replied_at.is_(None), orders.c.next_due < until
    )
    if handler is not None:
        query = query.where(orders.c.handler == handler)
    rows = connection.execute(query.order_by(orders.c.next_due, orders.c.id).limit(MOST + 1)).all()
    _check_number(rows)
    found = {row.order_no: to_record("orders", row[:-1]) for row in rows}
    tasks = _tasks(connection, list(found), until)
    lines = []
    for row in rows:
        order = found[row.order_no]
        told = tasks.get(row.order_no, [])
        if order.due_at is not None and order.due_at < until:
            until_then = "" if order.due_at == row.next_due else f"（处理时限 {order.due_at:%m-%d %H:%M}）"
            told = [f"回单{until_then}", *told]
        lines.append(_Line(row.next_due, order, "；".join(dict.fromkeys(told))))
    return lines


def _tasks(connection: Connection, numbers: Sequence[str], until: datetime) -> dict[str, list[str]]:
    """Order -> what mends its stored findings whose deadline ends by `until`, except for the reply's own."""
    told: dict[str, list[str]] = {}
    columns = (findings.c.order_no, findings.c.rule, findings.c.payload)
    for part in chunks(numbers):
        query = select(*columns).where(findings.c.order_no.in_(part)).order_by(findings.c.id)
        for number, rule, payload in connection.execute(query):
            strict = payload["due"][0]
            if rule != "DLN01" and strict is not None and datetime.fromisoformat(strict) < until:
                told.setdefault(number, []).append(payload["remedy"])
    return told


def _visits(connection: Connection, handler: str | None, until: datetime) -> list[_Line]:
    """Agreed visits of open orders up to `until` that have not begun."""
    tests = table_of("field_tests")
    rows = _of_orders(
        connection,
        "field_tests",
        handler,
        orders.c.replied_at.is_(None),
        tests.c.agreed_at < until,
        tests.c.arrived_at.is_(None),
        tests.c.finished_at.is_(None),
    )
    lines = [_Line(test.agreed_at, order, f"测试人：{test.tester or '未定'}") for test, order in rows]
    return sorted(lines, key=lambda line: line.time)


def _promised(connection: Connection, handler: str | None, until: datetime, settings: Office) -> list[_Line]:
    """Open 跟踪单 whose next tracking, promised or by the office's interval, is due by `until`."""
    table = table_of("follow_ups")
    kept = table.c.state.is_(None) | (table.c.state != FollowUpState.CLOSED.value)
    interval = timedelta(days=settings.parameters.follow_up_days)
    lines = []
    for ticket, order in _of_orders(connection, "follow_ups", handler, kept):
        at = next_tracking(ticket, interval)
        if at < until:
            promise = "约定跟踪" if ticket.next_at else f"{interval.days} 天未跟踪"
            lines.append(_Line(at, order, f"{promise}：{ticket.number}"))
    return sorted(lines, key=lambda line: line.time)


def next_tracking(ticket: FollowUp, interval: timedelta) -> datetime:
    """The promised moment; else the interval after the last tracking."""
    return ticket.next_at or (ticket.tracked_at or ticket.opened_at) + interval


def _of_orders(connection: Connection, name: str, handler: str | None, *conditions: Any) -> list[Any]:
    """(row, its order) of a table."""
    table = table_of(name)
    columns = record_columns(table)
    query = select(*columns, *record_columns(orders)).join_from(
        table, orders, orders.c.order_no == table.c.order_no
    )
    if handler is not None:
        query = query.where(orders.c.handler == handler)
    rows = connection.execute(query.where(*conditions).order_by(table.c.id).limit(MOST + 1)).all()
    _check_number(rows)
    split = len(columns)
    return [(to_record(name, row[:split]), to_record("orders", row[split:])) for row in rows]


def _check_number(rows: Sequence[Any]) -> None:
    if len(rows) > MOST:
        raise InputError(f"当班工作单的一类事项超过 {MOST} 项，纸上放不下，请按处理人分别打印")


def _printed(unmasking: Unmasking | None, lines: Sequence[_Line]) -> list[dict[str, Any]]:
    return [
        {
            "time": plain(line.time),
            "order": row_values(line.order if unmasking else covered_row(line.order)),
            "task": line.task,
        }
        for line in lines
    ]
