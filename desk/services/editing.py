"""Changing what the desk knows of an order: its own fields and its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desk.errors import InputError
from desk.records import BY_RECORD, Deed, Order, Waiver
from desk.rules.rule import Finding
from desk.services.desk import Desk
from desk.services.overriding import override_all
from desk.services.standing import against_closing, guarded, load_order
from desk.store import Change, Written
from desk.store.loading import Bundle


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written; `reopened_for` names the rules for which a given reply no longer holds."""

    written: Written
    reopened_for: tuple[Finding, ...] = ()


def save(desk: Desk, changes: Sequence[Change], *, override: str | None = None) -> Saved:
    """Save the changed, new and removed rows of one order in one deed.

    EditConflictError when somebody else was quicker. A change that takes the ground from a given reply
    reopens the order. A reply itself is given through the gate only; a waiver needs the right to waive.
    BlockedError where a 跟踪单 may not be closed; `override` is the reason with which a person who has the
    right closes it all the same.
    """
    desk.require(Deed.EDIT)
    changes = [change for change in changes if change.before != change.after]
    if not changes:
        raise InputError("没有改动，不需要保存")
    number = _one_order(changes)
    _refuse_reply(changes)
    if any(isinstance(change.row, Waiver) for change in changes):
        desk.require(Deed.WAIVE)
    for change in changes:
        _refuse_incomplete(change)
    with desk.database.write() as connection:
        bundle = load_order(connection, number)
        waivers = _override(desk, connection, bundle, changes, override)
        kept, added = guarded(connection, bundle, desk.now(), [*changes, *waivers])
        kind = Deed.OVERRIDE if waivers else Deed.EDIT
        note = desk.note(kind, f"修改 {number}", reason=override if waivers else None)
        return Saved(desk.apply(note, kept, within=connection, at_hand=bundle), added)


def _override(
    desk: Desk, connection: Connection, bundle: Bundle, changes: Sequence[Change], reason: str | None
) -> list[Change]:
    if reason is None:
        return []
    blockers = against_closing(connection, bundle, desk.now(), changes)
    return override_all(desk, bundle.order.order_no, blockers, reason, desk.now()) if blockers else []


def _one_order(changes: Sequence[Change]) -> str:
    numbers = {change.order_no for change in changes}
    number = numbers.pop()
    if numbers or number is None:
        raise InputError("一次只能保存一张工单的改动")
    return number


def _refuse_reply(changes: Sequence[Change]) -> None:
    for change in changes:
        before, after = change.before, change.after
        if not isinstance(change.row, Order):
            continue
        if before is None or after is None:
            raise InputError("工单不能在这里新建或删除，请用导入")
        if (before.outcome, before.replied_at) != (after.outcome, after.replied_at):
            raise InputError("解决情况和回单时间不能直接修改，请用“回单”")


def _refuse_incomplete(change: Change) -> None:
    if change.after is None:
        return
    for field in BY_RECORD[type(change.after)].fields:
        if field.required and getattr(change.after, field.name) in (None, ""):
            raise InputError(f"{BY_RECORD[type(change.after)].title}的“{field.title}”必须填写")
