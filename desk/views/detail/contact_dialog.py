"""Registering a contact with the customer."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from desk.errors import InputError
from desk.records import Contact
from desk.services.contacting import record_contact
from desk.services.desk import Desk
from desk.store import Written
from desk.views.context import Context
from desk.views.detail.row_dialog import RowDialog
from desk.vocabulary import Means, Purpose, Reach, Restored

NAMES = ("means", "purpose", "result", "restored", "score", "time", "wording", "text")


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """What was entered; `write` is the deed."""

    values: dict[str, Any]

    def write(self, desk: Desk, order_no: str) -> Written:
        """Register it. InputError without 目的 and 结果."""
        values = self.values
        if not values["purpose"] or not values["result"]:
            raise InputError("联系的“目的”和“结果”必须填写")
        return record_contact(
            desk,
            order_no,
            Purpose(values["purpose"]),
            Reach(values["result"]),
            means=Means(values["means"] or Means.PHONE.value),
            restored=Restored(values["restored"]) if values["restored"] else None,
            score=values["score"],
            text=values["text"],
            wording=values.get("wording"),
            at=values["time"],
        )


class ContactDialog:
    """Asks for a contact; the fields are the record's own."""

    @classmethod
    def ask(
        cls, parent: QWidget | None, context: Context, order_no: str, defaults: dict[str, Any]
    ) -> ContactEntry | None:
        """The contact as entered; None when cancelled."""
        dialog = RowDialog(parent, Contact, defaults, NAMES, "登记联系")
        dialog.propose(context, order_no)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return ContactEntry(dialog.form.values())
