"""Registering a contact with the customer."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from desk.errors import InputError
from desk.records import Contact
from desk.services.contacting import quiet_hours, record_contact
from desk.services.desk import Desk
from desk.store import Written
from desk.views.context import Context
from desk.views.detail.form import RecordForm
from desk.views.detail.row_dialog import RowDialog
from desk.vocabulary import Means, Purpose, Reach, Restored, YesNo
from desk.worktime import QuietWindows, next_allowed, quiet_window, window_text

NAMES = (
    *("means", "time", "purpose", "result", "restored", "score"),
    *("urgent", "urgent_reason", "wording", "text"),
)


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
            urgent=YesNo(values["urgent"]) if values.get("urgent") else None,
            urgent_reason=values.get("urgent_reason"),
            restored=Restored(values["restored"]) if values["restored"] else None,
            score=values["score"],
            text=values["text"],
            wording=values.get("wording"),
            at=values["time"],
        )


def rest_remark(quiet: QuietWindows, form: RecordForm) -> str:
    """What a person is told who would call or visit in the customer's rest; "" at other times."""
    try:
        time = form.editors["time"].value()
    except InputError:
        return ""
    window = quiet_window(time, quiet) if time and form.editors["means"].text() != Means.SMS else None
    if window is None:
        return ""
    then = f"{next_allowed(time, quiet):%m-%d %H:%M}"
    return f"{time:%H:%M} 在休息时段 {window_text(window)}，{then} 起可以联系；确属紧急的填写紧急和紧急原因"


class ContactDialog:
    """Asks for a contact; the fields are the record's own."""

    @classmethod
    def ask(
        cls, parent: QWidget | None, context: Context, order_no: str, defaults: dict[str, Any]
    ) -> ContactEntry | None:
        """The contact as entered; None when cancelled."""
        remark = partial(rest_remark, quiet_hours(context.desk))
        dialog = RowDialog(parent, Contact, defaults, NAMES, "登记联系", remark=remark)
        dialog.propose(context, order_no)
        dialog.finished.connect(dialog.deleteLater)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return ContactEntry(dialog.form.values())
