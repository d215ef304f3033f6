"""Undo through the edit log, also after a restart."""

from collections.abc import Sequence

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from desk.errors import InputError
from desk.models import deeds
from desk.records import Deed
from desk.services.desk import Desk
from desk.services.standing import guarded, load_order
from desk.store import Change, Written
from desk.store.history import LoggedDeed, inverse, list_deeds, load_deed, load_edits


def undo(desk: Desk, deed_id: int | None = None) -> tuple[LoggedDeed, Written]:
    """Undo a deed, by default the acting person's last one; EditConflictError where it was edited since.

    Undoing an undo is a redo.
    """
    desk.require(Deed.UNDO)
    with desk.database.read() as connection:
        wanted = _last(desk) if deed_id is None else deed_id
        deed = None if wanted is None else load_deed(connection, wanted)
        if deed is None:
            raise InputError("没有可以撤销的操作")
        if deed.undone:
            raise InputError(f"“{deed.title}”已经撤销过了")
        changes = _kept_true(desk, connection, inverse(connection, load_edits(connection, deed.deed_id)))
    note = desk.note(Deed.UNDO, f"撤销：{deed.title}", undoes=deed.deed_id)
    try:
        return deed, desk.apply(note, changes)
    except IntegrityError as error:
        raise InputError(f"“{deed.title}”涉及的工单之后又登记了别的内容，不能整体撤销") from error


def _kept_true(desk: Desk, connection: Connection, changes: Sequence[Change]) -> list[Change]:
    """The changes; where they take the ground from a given reply, the order is reopened as well."""
    by_order: dict[str | None, list[Change]] = {}
    for change in changes:
        by_order.setdefault(change.order_no, []).append(change)
    kept = by_order.pop(None, [])
    for number, own in by_order.items():
        whole = any(change.table == "orders" and None in (change.before, change.after) for change in own)
        if number is None or whole:
            kept += own
        else:
            kept += guarded(connection, load_order(connection, number), desk.now(), own)[0]
    return kept


def _last(desk: Desk) -> int | None:
    query = (
        select(deeds.c.id)
        .where(deeds.c.person == desk.person.name, deeds.c.undone.is_(False), deeds.c.undoes.is_(None))
        .order_by(deeds.c.id.desc())
        .limit(1)
    )
    with desk.database.read() as connection:
        return connection.scalar(query)


def redo(desk: Desk) -> tuple[LoggedDeed, Written]:
    """Do again what the acting person undid last."""
    query = (
        select(deeds.c.id)
        .where(deeds.c.person == desk.person.name, deeds.c.undone.is_(False), deeds.c.undoes.is_not(None))
        .order_by(deeds.c.id.desc())
        .limit(1)
    )
    with desk.database.read() as connection:
        last = connection.scalar(query)
    if last is None:
        raise InputError("没有可以恢复的操作")
    return undo(desk, last)


def history(desk: Desk, order_no: str | None = None, limit: int = 200) -> list[LoggedDeed]:
    """The latest deeds first; of one order when its number is given."""
    with desk.database.read() as connection:
        return list_deeds(connection, order_no=order_no, limit=limit)
