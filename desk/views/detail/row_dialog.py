"""A dialog for one row of a record, made from the record's fields."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from desk.errors import InputError
from desk.records import BY_RECORD, fields
from desk.views.context import Context
from desk.views.detail.form import Offers, RecordForm
from desk.views.pieces import label
from desk.views.wording.text_bar import TextBar

# texts that go out, by table and field, and the wording that is proposed for them
USES = {
    "contacts": {"wording": "call", "text": "call"},
    "stage_replies": {"text": "stage_reply"},
    "transfers": {"wording": "transfer"},
}


BELOW = 84  # pixels for the buttons and the margins


class RowDialog(QDialog):
    """Shows the fields, and keeps open until they can be read.

    `remark` says something of the values after each edit, "" for nothing.
    """

    def __init__(
        self,
        parent: QWidget | None,
        record: Any,
        values: Mapping[str, Any],
        names: tuple[str, ...] = (),
        title: str = "",
        offers: Offers | None = None,
        remark: Callable[[RecordForm], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title or BY_RECORD[record].title)
        self.setMinimumSize(620, 240)
        own = names or tuple(field.name for field in fields(record) if field.name != "order_no")
        self._remark = remark
        self.remark = label("", "cardWord", wrap=True)
        self.remark.setProperty("verdict", "warn")
        self.form = RecordForm(record, own, self._tell, offers)
        self.bars: dict[str, TextBar] = {}
        self.trouble = label("", "cardWord", wrap=True)
        self.trouble.setProperty("verdict", "fail")
        self.trouble.hide()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.form)
        buttons = save_cancel(self)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(self.remark)
        layout.addWidget(self.trouble)
        layout.addWidget(buttons)
        self.resize(700, 240)
        self.form.load(values)

    def _tell(self) -> None:
        """What is remarked of the values as they stand."""
        told = self._remark(self.form) if self._remark else ""
        self.remark.setText(told)
        self.remark.setVisible(bool(told))

    def propose(self, context: Context, order_no: str) -> None:
        """Put the bar of templates and marks below each text that goes out."""
        layout = self.form.grid.layout()
        assert layout is not None
        for name, use in USES.get(BY_RECORD[self.form.record].table, {}).items():
            editor = self.form.editors[name].widget if name in self.form.editors else None
            if isinstance(editor, QPlainTextEdit):
                whole = QWidget()
                layout.replaceWidget(editor, whole)
                column = QVBoxLayout(whole)
                column.setContentsMargins(0, 0, 0, 0)
                column.addWidget(editor)
                bar = TextBar(editor, context, order_no, use)
                column.addWidget(bar)
                self.bars[name] = bar

    def showEvent(self, event: QShowEvent) -> None:
        """As tall as its fields, which know their height only now."""
        super().showEvent(event)
        self.form.take_keys()
        room = self.screen().availableGeometry().height() - 80
        self.resize(self.width(), min(self.form.sizeHint().height() + BELOW, room))

    def accept(self) -> None:
        """Close when every field can be read; else say which cannot."""
        try:
            self.form.values()
        except InputError as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            return
        super().accept()

    @classmethod
    def ask(
        cls, parent: QWidget | None, row: Any, context: Context, offers: Offers | None = None
    ) -> Any | None:
        """The row as a person changed it; None when cancelled."""
        values = {field.name: getattr(row, field.name) for field in BY_RECORD[type(row)].fields}
        dialog = cls(parent, type(row), values, offers=offers)
        dialog.propose(context, row.order_no)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return replace(row, **dialog.form.values())

    @classmethod
    def ask_new(
        cls,
        parent: QWidget | None,
        record: Any,
        order_no: str,
        context: Context,
        offers: Offers | None = None,
    ) -> Any | None:
        """A new row of an order; None when cancelled."""
        dialog = cls(parent, record, {}, offers=offers)
        dialog.propose(context, order_no)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return record(order_no=order_no, **dialog.form.values())


def save_cancel(dialog: QDialog, word: str = "保存") -> QDialogButtonBox:
    """The two buttons below a dialog."""
    ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
    buttons = QDialogButtonBox(ok | cancel)
    buttons.button(ok).setText(word)
    buttons.button(cancel).setText("取消")
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
