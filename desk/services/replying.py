"""Replying to an order through the gate, or being told what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk.errors import InputError
from desk.records import Deed, FollowUp, Order
from desk.rules.reply.follow_ups import is_open
from desk.rules.rule import Finding
from desk.services.desk import Desk
from desk.services.overriding import override_all
from desk.services.standing import load_order, stand
from desk.store import Change, Written
from desk.store.loading import Bundle
from desk.vocabulary import FollowUpState, Outcome


@dataclass(frozen=True, slots=True)
class ReplyAnswer:
    """The gate's answer: what blocks, or the order as written (or as it would be, in a dry run)."""

    order: Order
    blocking: tuple[Finding, ...]
    overridden: tuple[str, ...] = ()
    written: Written | None = None

    @property
    def refused(self) -> bool:
        """Whether something stands against the reply."""
        return bool(self.blocking)


def reply(
    desk: Desk,
    order_no: str,
    outcome: Outcome,
    text: str,
    *,
    at: datetime | None = None,
    override: str | None = None,
    dry_run: bool = False,
) -> ReplyAnswer:
    """Reply to the order, or name what blocks and write nothing.

    未解决 creates the 跟踪单. `override` is the reason with which a person who has the right passes the gate;
    each overridden rule is kept as a waiver.
    """
    desk.require(Deed.REPLY)
    _refuse_blank(text)
    now = desk.now()
    time = at or now
    database = desk.database
    with database.read() if dry_run else database.write() as connection:
        bundle = load_order(connection, order_no)
        changes = _reply_changes(bundle, outcome, text.strip(), time)
        standing = stand(connection, bundle, time, changes)
        blockers = standing.blockers()
        if time < now:
            blockers = _with_later(blockers, stand(connection, bundle, now, changes).blockers())
        overridden: tuple[str, ...] = ()
        if blockers and override is not None:
            changes += override_all(desk, order_no, blockers, override, time)
            overridden = tuple(finding.rule for finding in blockers)
            blockers = ()
        if blockers or dry_run:
            return ReplyAnswer(standing.order, blockers, overridden)
        kind = Deed.OVERRIDE if overridden else Deed.REPLY
        note = desk.note(kind, f"回单 {order_no}：{outcome.value}", reason=override if overridden else None)
        return ReplyAnswer(standing.order, (), overridden, desk.apply(note, changes, within=connection))


def _with_later(then: Sequence[Finding], now: Sequence[Finding]) -> tuple[Finding, ...]:
    """What stood against a reply dated back, and what has come to light since."""
    known = {finding.rule for finding in then}
    return (*then, *(finding for finding in now if finding.rule not in known))


def _refuse_blank(text: str) -> None:
    if not text.strip():
        raise InputError("回单内容是空的，请写明处理经过和结果")


def _reply_changes(bundle: Bundle, outcome: Outcome, text: str, time: datetime) -> list[Change]:
    order = bundle.order
    if order.replied_at is not None:
        raise InputError(f"工单 {order.order_no} 已于 {order.replied_at:%Y-%m-%d %H:%M} 回单，不能重复回单")
    if time < order.dispatched_at:
        raise InputError(f"回单时间早于派单时间 {order.dispatched_at:%Y-%m-%d %H:%M}，请核对")
    after = replace(order, outcome=outcome.value, reply=text, replied_at=time)
    changes = [Change(order, after)]
    tickets = bundle.rows.get("follow_ups", ())
    if outcome is Outcome.UNSOLVED and not any(map(is_open, tickets)):
        changes.append(Change(None, _follow_up(order.order_no, time, len(tickets))))
    return changes


def _follow_up(order_no: str, time: datetime, before: int) -> FollowUp:
    return FollowUp(
        order_no=order_no,
        number=f"GZ-{order_no}-{before + 1}" if before else f"GZ-{order_no}",
        opened_at=time,
        state=FollowUpState.OPEN.value,
        tracked_at=time,
        text="回单未解决时自动建立",
    )
