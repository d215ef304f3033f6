"""Undo and redo through the edit log, also after a restart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection

from desk.errors import InputError
from desk.records import BY_TABLE, Deed, Order
from desk.services.desk import Desk
from desk.services.standing import BlockedError, gives_reply, guarded, load_order
from desk.services.sweeping import sweep
from desk.store import Change, EditConflictError, Written
from desk.store.history import (
    LoggedDeed,
    inverse,
    last_done,
    last_undone,
    list_deeds,
    load_deed,
    load_edits,
    replied_since,
    root_of,
    worked_on_since,
)


@dataclass(frozen=True, slots=True)
class Left:
    """What the undo of an import left as it is, and why."""

    order_no: str | None
    sheet: str
    why: str

    def __str__(self) -> str:
        where = f"工单 {self.order_no} 的" if self.order_no else ""
        return f"{where}{self.sheet}{self.why}，没有撤销"


class Undone(NamedTuple):
    """A deed that was taken back; `left` is what of an import was edited since and stays.

    `reopened` are the orders whose reply was given since and rested on the deed.
    """

    deed: LoggedDeed
    written: Written
    left: tuple[Left, ...] = ()
    reopened: tuple[str, ...] = ()

    @property
    def further(self) -> str:
        """How a sentence on it goes on where orders were reopened, else ""."""
        if not self.reopened:
            return ""
        return f"；{len(self.reopened)} 单的回单失去依据，已重新打开：{'、'.join(self.reopened)}"


@dataclass(slots=True)
class _Back:
    """What takes a deed back, gathered order by order."""

    changes: list[Change] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    reopened: list[str] = field(default_factory=list)


def undo(desk: Desk, deed_id: int | None = None) -> Undone:
    """Undo a deed, by default the acting person's last one; EditConflictError where it was edited since.

    Of an import, what was edited since is left and listed instead. Undoing an undo is a redo.
    """
    desk.require(Deed.UNDO)
    with desk.database.write() as connection:
        wanted = last_done(connection, desk.person.name) if deed_id is None else deed_id
        deed = None if wanted is None else load_deed(connection, wanted)
        if deed is None:
            raise InputError("没有可以撤销的操作")
        undone = _take_back(desk, connection, deed)
    return _judged(desk, undone)


def redo(desk: Desk) -> Undone:
    """Do again what the acting person undid last, unless something else was done since."""
    desk.require(Deed.UNDO)
    with desk.database.write() as connection:
        last = last_undone(connection, desk.person.name)
        deed = None if last is None else load_deed(connection, last)
        if deed is None:
            raise InputError("没有可以恢复的操作")
        undone = _take_back(desk, connection, deed)
    return _judged(desk, undone)


def history(desk: Desk, order_no: str | None = None, limit: int = 200) -> list[LoggedDeed]:
    """The latest deeds first; of one order when its number is given."""
    with desk.database.read() as connection:
        return list_deeds(connection, order_no=order_no, limit=limit)


def _judged(desk: Desk, undone: Undone) -> Undone:
    """The same, with what it left to a sweep judged."""
    if undone.written.unjudged:
        sweep(desk)
    return undone


def _take_back(desk: Desk, connection: Connection, deed: LoggedDeed) -> Undone:
    if deed.undone:
        raise InputError(f"“{deed.title}”已经撤销过了")
    root = root_of(connection, deed)
    desk.require(Deed(root.kind))
    again = deed.kind == Deed.UNDO.value
    note = desk.note(
        Deed.REDO if again else Deed.UNDO,
        f"{'重做' if again else '撤销'}：{root.title}",
        undoes=deed.deed_id,
    )
    if root.kind == Deed.IMPORT.value:
        back = _import_back(desk, connection, deed, root)
    else:
        back = _edit_back(desk, connection, deed, root)
    if not back.changes and back.left:
        raise InputError(f"“{root.title}”的内容之后都被改过，没有可以撤销的：{back.left[0]}")
    written = desk.apply(note, back.changes, within=connection)
    return Undone(deed, written, tuple(back.left), tuple(back.reopened))


def _edit_back(desk: Desk, connection: Connection, deed: LoggedDeed, root: LoggedDeed) -> _Back:
    """The inverse of a whole deed."""
    back = _Back()
    changes, edited = inverse(connection, load_edits(connection, deed.deed_id))
    if edited:
        raise EditConflictError(
            f"{_place(edited[0].order_no, edited[0].table)}之后又被改过，不能直接撤销；"
            "请打开工单核对后手工修改",
            edited[0].before,
            edited[0].after,
            None,
        )
    for number, own in _by_order(changes):
        _order_back(desk, connection, (deed, root), number, own, back)
    return back


def _order_back(
    desk: Desk,
    connection: Connection,
    deeds: tuple[LoggedDeed, LoggedDeed],
    number: str | None,
    own: list[Change],
    back: _Back,
) -> None:
    """The changes of one order; where they take the ground from a given reply it is reopened.

    `deeds` are the one taken back and the first of its undoing and redoing.
    """
    if number is None or _whole(own):
        back.changes += own
        return
    deed, root = deeds
    bundle = load_order(connection, number)
    relied = replied_since(connection, number, root.deed_id)
    if bundle.order.replied_at and not relied and not _gives_late(connection, bundle.order, own, deed):
        back.changes += own  # the reply was there before the deed and cannot rely on it
        return
    changes, added = guarded(connection, bundle, desk.now(), own)
    back.changes += changes
    if added:
        back.reopened.append(number)


def _gives_late(connection: Connection, order: Order, changes: Sequence[Change], deed: LoggedDeed) -> bool:
    """Whether an earlier reply comes back to an order that was worked on since the later one."""
    gives = any(isinstance(change.after, Order) and gives_reply(order, change.after) for change in changes)
    return gives and bool(worked_on_since(connection, {order.order_no}, deed.deed_id))


def _import_back(desk: Desk, connection: Connection, deed: LoggedDeed, root: LoggedDeed) -> _Back:
    """The inverse of an import without what was edited since; an order that was worked on stays whole."""
    logged = load_edits(connection, deed.deed_id)
    changes, edited = inverse(connection, logged)
    brought = {edit.order_no for edit in logged if edit.table == "orders" and edit.before is None}
    staying = worked_on_since(connection, {number for number in brought if number}, deed.deed_id)
    back = _Back()
    back.left += [
        Left(edit.order_no, BY_TABLE[edit.table].title, "之后被改过")
        for edit in edited
        if edit.order_no not in staying
    ]
    for number, own in _by_order(changes):
        if number in staying:
            back.left.append(Left(number, "全部内容", "之后被改过或登记了别的内容"))
            continue
        try:
            _order_back(desk, connection, (deed, root), number, own, back)
        except BlockedError as error:
            back.left.append(Left(number, "回单", f"过不了关口（{error}）"))
    return back


def _place(order_no: str | None, table: str) -> str:
    return f"工单 {order_no} 的{BY_TABLE[table].title}" if order_no else BY_TABLE[table].title


def _by_order(changes: Sequence[Change]) -> Iterator[tuple[str | None, list[Change]]]:
    grouped: dict[str | None, list[Change]] = {}
    for change in changes:
        grouped.setdefault(change.order_no, []).append(change)
    yield from grouped.items()


def _whole(changes: Sequence[Change]) -> bool:
    """Whether the order itself comes or goes."""
    return any(change.table == "orders" and None in (change.before, change.after) for change in changes)
