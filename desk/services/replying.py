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
from desk.services.standing import Standing, load_order, stand
from desk.store import Change, Written
from desk.store.loading import Bundle
from desk.vocabulary import FollowUpState, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class ReplyAnswer:
    """The gate's answer: what blocks, or the order as written (or as it would be, in a dry run).

    `earlier` is the order with the reply 未解决 that this one follows; `doubts` are reminders only.
    """

    order: Order
    blocking: tuple[Finding, ...]
    overridden: tuple[str, ...] = ()
    earlier: Order | None = None
    doubts: tuple[Finding, ...] = ()
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

    未解决 creates the 跟踪单, and may be followed by 已解决 when the problem is solved at last: 回单时间 and
    回单内容 are then those of the new reply, by which every rule judges, and the log keeps the old ones.
    `override` is the reason with which a person who has the right passes the gate; each overridden rule is
    kept as a waiver.
    """
    desk.require(Deed.REPLY)
    _refuse_blank(text)
    now = desk.now()
    time = desk.happened(at, "回单")
    database = desk.database
    with database.read() if dry_run else database.write() as connection:
        bundle = load_order(connection, order_no)
        changes = _reply_changes(bundle, outcome, text.strip(), time)
        standing = stand(connection, bundle, time, changes, said_until=now)
        blockers = standing.blockers()
        if time < now:
            blockers = _with_later(blockers, stand(connection, bundle, now, changes).blockers())
        overridden: tuple[str, ...] = ()
        if blockers and override is not None:
            changes += override_all(desk, order_no, blockers, override, time)
            overridden = tuple(finding.rule for finding in blockers)
            blockers = ()
        earlier = bundle.order if bundle.order.replied_at else None
        answer = ReplyAnswer(standing.order, blockers, overridden, earlier, _doubts(standing, earlier))
        if blockers or dry_run:
            return answer
        kind = Deed.OVERRIDE if overridden else Deed.REPLY
        note = desk.note(kind, _title(answer), reason=override if overridden else None)
        return replace(answer, written=desk.apply(note, changes, within=connection, at_hand=bundle))


def can_reply(order: Order) -> bool:
    """Whether a reply may be given: none stands, or one that says 未解决."""
    return order.replied_at is None or order.outcome == Outcome.UNSOLVED


def _title(answer: ReplyAnswer) -> str:
    said = f"回单 {answer.order.order_no}：{answer.order.outcome}"
    return f"再次{said}（此前按{answer.earlier.outcome}回单）" if answer.earlier else said


def _doubts(standing: Standing, earlier: Order | None) -> tuple[Finding, ...]:
    """That the order was replied in time, and is late by the new 回单时间."""
    if earlier is None or earlier.replied_at is None or earlier.due_at is None:
        return ()
    if earlier.replied_at > earlier.due_at:
        return ()
    return tuple(f for f in standing.findings if f.rule == "DLN01" and f.verdict is Verdict.FAIL)


def _with_later(then: Sequence[Finding], now: Sequence[Finding]) -> tuple[Finding, ...]:
    """What stood against a reply dated back, and what has come to light since."""
    known = {finding.rule for finding in then}
    return (*then, *(finding for finding in now if finding.rule not in known))


def _refuse_blank(text: str) -> None:
    if not text.strip():
        raise InputError("回单内容是空的，请写明处理经过和结果")


def _refuse_again(order: Order, outcome: Outcome, time: datetime) -> None:
    if order.replied_at is None:
        return
    told = order.outcome or "未注明的解决情况"
    said = f"工单 {order.order_no} 已于 {order.replied_at:%Y-%m-%d %H:%M} 按{told}回单，不能重复回单"
    if order.outcome is None:
        raise InputError(f"{said}；请打开工单补填解决情况")
    if not can_reply(order):
        raise InputError(f"{said}；回单有误的，请先撤销那次回单")
    if outcome is not Outcome.SOLVED:
        raise InputError(f"{said}；仍未解决的请登记跟踪，解决后按已解决回单；回单有误的，请先撤销那次回单")
    if time < order.replied_at:
        raise InputError(f"回单时间早于上次回单 {order.replied_at:%Y-%m-%d %H:%M}，请核对")


def _reply_changes(bundle: Bundle, outcome: Outcome, text: str, time: datetime) -> list[Change]:
    order = bundle.order
    _refuse_again(order, outcome, time)
    if time < order.dispatched_at:
        raise InputError(f"回单时间早于派单时间 {order.dispatched_at:%Y-%m-%d %H:%M}，请核对")
    after = replace(order, outcome=outcome.value, reply=text, replied_at=time)
    changes = [Change(order, after)]
    tickets = bundle.rows.get("follow_ups", ())
    opened = (ticket for ticket in tickets if is_open(ticket) and ticket.opened_at <= time)
    if outcome is Outcome.UNSOLVED and not any(opened):
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
