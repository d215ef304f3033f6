"""Contacts with the customer, entered by the desk."""

from datetime import datetime

from desk.errors import InputError
from desk.records import Contact, Deed
from desk.services.desk import Desk
from desk.services.judging import current_office
from desk.services.standing import guarded, load_order
from desk.store import Change, Written
from desk.vocabulary import Means, Purpose, Reach, Restored, YesNo
from desk.worktime import QuietWindows


def quiet_hours(desk: Desk) -> QuietWindows:
    """The office's hours of rest."""
    with desk.database.read() as connection:
        return current_office(connection).quiet


def record_contact(
    desk: Desk,
    order_no: str,
    purpose: Purpose,
    result: Reach,
    *,
    means: Means = Means.PHONE,
    urgent: YesNo | None = None,
    urgent_reason: str | None = None,
    restored: Restored | None = None,
    score: int | None = None,
    text: str | None = None,
    wording: str | None = None,
    at: datetime | None = None,
) -> Written:
    """Add a contact. One that takes the ground from a given reply (a later 否) reopens the order.

    InputError for one that has not happened yet.
    """
    desk.require(Deed.CONTACT)
    if score is not None and not 1 <= score <= 10:
        raise InputError(f"满意度 {score} 不在 1 到 10 之间，请改正")
    contact = Contact(
        order_no=order_no,
        time=desk.happened(at, "联系"),
        means=means.value,
        purpose=purpose.value,
        urgent=urgent.value if urgent else None,
        urgent_reason=(urgent_reason or "").strip() or None,
        result=result.value,
        restored=restored.value if restored else None,
        score=score,
        wording=(wording or "").strip() or None,
        text=(text or "").strip() or None,
        person=desk.person.name,
    )
    note = desk.note(Deed.CONTACT, f"登记联系 {order_no}：{purpose.value} {result.value}")
    with desk.database.write() as connection:
        bundle = load_order(connection, order_no)
        changes, _ = guarded(connection, bundle, desk.now(), [Change(None, contact)])
        return desk.apply(note, changes, within=connection, at_hand=bundle)
