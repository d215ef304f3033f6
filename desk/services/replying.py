"""Replying to an order through the gate, or being told what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk.errors import InputError
from desk.records import Deed, FollowUp, Order, Waiver
from desk.rules.rule import Finding
from desk.services.desk import Desk
from desk.services.standing import load_order, stand
from desk.store import Change, Written
from desk.store.loading import Bundle
from desk.vocabulary import FollowUpState, Outcome, WaiverKind


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
    time = at or desk.now()
    database = desk.database
    with database.read() if dry_run else database.write() as connection:
        bundle = load_order(connection, order_no)
        changes = _reply_changes(bundle, outcome, text.strip(), time)
        standing = stand(connection, bundle, time, changes)
        blockers = standing.blockers()
        overridden: tuple[str, ...] = ()
        if blockers and override is not None:
            changes, overridden = _override(desk, order_no, blockers, override, time, changes)
            blockers = ()
        if blockers or dry_run:
            return ReplyAnswer(standing.order, blockers, overridden)
        kind = Deed.OVERRIDE if overridden else Deed.REPLY
        note = desk.note(kind, f"回单 {order_no}：{outcome.value}", reason=override if overridden else None)
        return ReplyAnswer(standing.order, (), overridden, desk.apply(note, changes, within=connection))


def _refuse_blank(text: str) -> None:
    if not text.strip():
        raise InputError("回单内容是空的，请写明处理经过和结果")


def _reply_changes(bundle: Bundle, outcome: Outcome, text: str, time: datetime) -> list[Change]:
    order = bundle.order
    if order.replied_at is not None:
        raise InputError(f"工单 {order.order_no} 已于 {order.replied_at:%Y-%m-%d %H:%M} 回单，不能重复回单")
    after = replace(order, outcome=outcome.value, reply=text, replied_at=time)
    changes = [Change(order, after)]
    if outcome is Outcome.UNSOLVED and not bundle.rows.get("follow_ups"):
        changes.append(Change(None, _follow_up(order.order_no, time)))
    return changes


def _follow_up(order_no: str, time: datetime) -> FollowUp:
    return FollowUp(
        order_no=order_no,
        number=f"GZ-{order_no}",
        opened_at=time,
        state=FollowUpState.OPEN.value,
        tracked_at=time,
        text="回单未解决时自动建立",
    )


def _override(
    desk: Desk,
    order_no: str,
    blockers: Sequence[Finding],
    reason: str,
    time: datetime,
    changes: Sequence[Change],
) -> tuple[list[Change], tuple[str, ...]]:
    desk.require(Deed.OVERRIDE)
    if not reason.strip():
        raise InputError("放行要写明原因，请填写后再试")
    codes = tuple(finding.rule for finding in blockers)
    waivers = [
        Waiver(
            order_no=order_no,
            rule=code,
            conclusion=WaiverKind.WAIVE.value,
            reason=reason.strip(),
            person=desk.person.name,
            time=time,
        )
        for code in codes
    ]
    return [*changes, *(Change(None, waiver) for waiver in waivers)], codes
