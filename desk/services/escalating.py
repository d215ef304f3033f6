"""Raising an order, and the board of sensitive orders."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.models import findings, orders, table_of
from desk.records import Deed, Escalation, Order
from desk.services.desk import Desk
from desk.services.standing import load_order
from desk.store import Change, Written
from desk.vocabulary import EscalationReason, Verdict

ESCALATION_RULES = ("ESC01", "ESC02", "ESC03")


@dataclass(frozen=True, slots=True)
class RaisedOrder:
    """A line of the escalation board. `escalated_at` None: it waits to be raised."""

    order_no: str
    dispatched_at: datetime
    region: str | None
    address: str | None
    rule: str | None
    why: str
    escalated_at: datetime | None
    reason: str | None
    receiver: str | None
    result: str | None


@dataclass(frozen=True, slots=True)
class EscalateAnswer:
    """What was written; `order` is the order as it stands, replied to or not."""

    order: Order
    written: Written

    @property
    def left(self) -> str:
        """What it leaves to do on an order that was replied to; nothing on an open one."""
        return "；工单已回单，登记升级结果之前会报 ESC05" if self.order.replied_at else ""


def escalate(
    desk: Desk,
    order_no: str,
    reason: EscalationReason,
    *,
    to: str | None = None,
    level: str | None = None,
    at: datetime | None = None,
) -> EscalateAnswer:
    """Raise the order; InputError for a moment that is yet to come.

    A reply that was given stands: raising is new work and takes nothing away that the reply relied on. ESC05
    shows until the 结果 is there, and holds back the next reply.
    """
    desk.require(Deed.ESCALATE)
    escalation = Escalation(
        order_no=order_no,
        time=desk.happened(at, "升级"),
        reason=reason.value,
        level=(level or "").strip() or None,
        receiver=(to or "").strip() or None,
    )
    note = desk.note(Deed.ESCALATE, f"升级 {order_no}：{reason.value}")
    with desk.database.write() as connection:
        bundle = load_order(connection, order_no)
        written = desk.apply(note, [Change(None, escalation)], within=connection, at_hand=bundle)
        return EscalateAnswer(bundle.order, written)


def waiting(desk: Desk) -> list[RaisedOrder]:
    """Orders that must be raised and are not, oldest first; one line for each rule that asks."""
    query = (
        select(
            orders.c.order_no,
            orders.c.dispatched_at,
            orders.c.region,
            orders.c.address,
            findings.c.rule,
            findings.c.message,
        )
        .join(findings, findings.c.order_no == orders.c.order_no)
        .where(findings.c.rule.in_(ESCALATION_RULES), findings.c.verdict == Verdict.FAIL.value)
        .order_by(orders.c.dispatched_at, orders.c.id)
    )
    with desk.database.read() as connection:
        return [RaisedOrder(*row, None, None, None, None) for row in connection.execute(query)]


def raised(desk: Desk) -> list[RaisedOrder]:
    """Orders that have been raised, the latest first."""
    escalations = table_of("escalations")
    query = (
        select(
            orders.c.order_no,
            orders.c.dispatched_at,
            orders.c.region,
            orders.c.address,
            escalations.c.time,
            escalations.c.reason,
            escalations.c.receiver,
            escalations.c.result,
        )
        .join(escalations, escalations.c.order_no == orders.c.order_no)
        .order_by(escalations.c.time.desc(), escalations.c.id.desc())
    )
    with desk.database.read() as connection:
        return [
            RaisedOrder(*row[:4], None, f"已升级（{row[5] or '未注明原因'}）", *row[4:])
            for row in connection.execute(query)
        ]
