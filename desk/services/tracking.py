"""Keeping a 跟踪单: a look at the order, and closing it when the problem is solved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from desk.errors import InputError
from desk.records import Deed, FollowUp
from desk.rules.reply.follow_ups import is_open
from desk.rules.rule import Finding
from desk.services.desk import Desk
from desk.services.overriding import override_all
from desk.services.standing import against_closing, guarded, load_order, stand
from desk.store import Change, Written
from desk.store.loading import Bundle
from desk.vocabulary import FollowUpState, Verdict


@dataclass(frozen=True, slots=True)
class TrackAnswer:
    """The ticket as written, or what stands against closing it; `doubts` are reminders that do not."""

    ticket: FollowUp
    blocking: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    overridden: tuple[str, ...] = ()
    written: Written | None = None

    @property
    def refused(self) -> bool:
        """Whether something stands against closing."""
        return bool(self.blocking)


def track(
    desk: Desk,
    order_no: str,
    *,
    number: str | None = None,
    at: datetime | None = None,
    next_at: datetime | None = None,
    text: str | None = None,
) -> TrackAnswer:
    """Note that the order was looked after, and when it will be next.

    `number` is needed where the order has several open tickets. InputError when it has none.
    """
    time = desk.happened(at, "跟踪")
    if next_at is not None and next_at <= time:
        raise InputError(f"下次跟踪时间 {next_at:%Y-%m-%d %H:%M} 不晚于本次跟踪，请改正")

    def looked(ticket: FollowUp) -> FollowUp:
        ahead = ticket.next_at if ticket.next_at is not None and ticket.next_at > time else None
        return replace(ticket, tracked_at=time, next_at=next_at or ahead, text=_added(ticket.text, text))

    with desk.database.write() as connection:
        bundle = load_order(connection, order_no)
        ticket = _open_ticket(bundle, number)
        return _keep(desk, connection, bundle, ticket, looked(ticket), time)


def close(
    desk: Desk,
    order_no: str,
    *,
    number: str | None = None,
    at: datetime | None = None,
    solved_at: datetime | None = None,
    text: str | None = None,
    override: str | None = None,
) -> TrackAnswer:
    """Close the ticket, or name what blocks and write nothing.

    `override` is the reason with which a person who has the right closes it all the same.
    """
    time = desk.happened(at, "跟踪")
    with desk.database.write() as connection:
        bundle = load_order(connection, order_no)
        ticket = _open_ticket(bundle, number)
        closed = replace(
            ticket,
            state=FollowUpState.CLOSED.value,
            solved_at=solved_at or ticket.solved_at,
            next_at=None,
            text=_added(ticket.text, text),
        )
        return _keep(desk, connection, bundle, ticket, closed, time, override)


def _keep(
    desk: Desk,
    connection: Connection,
    bundle: Bundle,
    before: FollowUp,
    ticket: FollowUp,
    time: datetime,
    override: str | None = None,
) -> TrackAnswer:
    desk.require(Deed.TRACK)
    _refuse_impossible(ticket, time)
    changes, overridden = [Change(before, ticket)], tuple[str, ...]()
    now = desk.now()
    blockers = against_closing(connection, bundle, now, changes)
    if blockers and override is None:
        return TrackAnswer(ticket, blockers)
    if blockers and override is not None:
        changes += override_all(desk, ticket.order_no, blockers, override, time)
        overridden = tuple(finding.rule for finding in blockers)
    kept, _ = guarded(connection, bundle, now, changes)
    doubts = _doubts(connection, bundle, now, kept, ticket)
    word = "关闭" if ticket.state == FollowUpState.CLOSED else "登记"
    note = desk.note(
        Deed.OVERRIDE if overridden else Deed.TRACK,
        f"{word}跟踪单 {ticket.number}",
        reason=override if overridden else None,
    )
    return TrackAnswer(
        ticket, (), doubts, overridden, desk.apply(note, kept, within=connection, at_hand=bundle)
    )


def _open_ticket(bundle: Bundle, number: str | None) -> FollowUp:
    order_no = bundle.order.order_no
    tickets: Sequence[FollowUp] = [row for row in bundle.rows.get("follow_ups", ()) if is_open(row)]
    if number is not None:
        tickets = [ticket for ticket in tickets if ticket.number == number]
        if not tickets:
            raise InputError(f"工单 {order_no} 没有未关闭的跟踪单“{number}”，请核对跟踪单号")
    if not tickets:
        raise InputError(f"工单 {order_no} 没有未关闭的跟踪单，请先按未解决回单或新建跟踪单")
    if len(tickets) > 1:
        numbers = "、".join(ticket.number for ticket in tickets)
        raise InputError(f"工单 {order_no} 有几张未关闭的跟踪单（{numbers}），请写明跟踪单号")
    return tickets[0]


def _refuse_impossible(ticket: FollowUp, time: datetime) -> None:
    solved = ticket.solved_at
    if ticket.state == FollowUpState.CLOSED and solved is not None and solved > time:
        raise InputError(f"解决时间 {solved:%Y-%m-%d %H:%M} 晚于关闭的时刻，还不能关闭")
    if solved is not None and solved < ticket.opened_at:
        raise InputError(f"解决时间 {solved:%Y-%m-%d %H:%M} 早于跟踪单的建立时间，请改正")


def _doubts(
    connection: Connection, bundle: Bundle, now: datetime, changes: Sequence[Change], ticket: FollowUp
) -> tuple[Finding, ...]:
    """What the rules remind of on a ticket that is closed."""
    if ticket.state != FollowUpState.CLOSED:
        return ()
    findings = stand(connection, bundle, now, changes).findings
    return tuple(f for f in findings if f.rule == "RPL09" and f.verdict is Verdict.WARN)


def _added(text: str | None, more: str | None) -> str | None:
    """The ticket's text with a line more."""
    return "\n".join(part for part in (text, (more or "").strip()) if part) or None
