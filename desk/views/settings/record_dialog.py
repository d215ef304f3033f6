"""A dialog for one row of the office, which says while typing why it cannot be in force."""

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desk.errors import InputError
from desk.records import BY_RECORD, fields
from desk.rules.soundness import check_setting
from desk.views.detail.form import RecordForm
from desk.views.detail.row_dialog import save_cancel
from desk.views.pieces import label


class RecordDialog(QDialog):
    """All fields of a record; 确定 works when they make a row that can be in force."""

    def __init__(
        self,
        parent: QWidget | None,
        record: Any,
        values: Mapping[str, Any],
        hint: str = "",
        fixed: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(BY_RECORD[record].title)
        self.setMinimumWidth(560)
        self.record = record
        self.trouble = label("", "troubleText", wrap=True)
        self.buttons = save_cancel(self, "确定")
        self.form = RecordForm(record, [field.name for field in fields(record)], self._look)
        layout = QVBoxLayout(self)
        if hint:
            layout.addWidget(label(hint, "muted", wrap=True))
        for part in (self.form, self.trouble, self.buttons):
            layout.addWidget(part)
        self.form.load(values, fixed=fixed)
        self.form.take_keys()
        self._look()

    def row(self) -> Any:
        """The record as it stands; InputError when it cannot be in force."""
        row = self.record(**self.form.values())
        check_setting(row)
        return row

    def _look(self) -> None:
        if not hasattr(self, "form"):
            return  # the form tells of its own making
        try:
            self.row()
        except InputError as error:
            self.trouble.setText(str(error))
        else:
            self.trouble.setText("")
        button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        button.setEnabled(not self.trouble.text())

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        record: Any,
        values: Mapping[str, Any],
        hint: str = "",
        fixed: Collection[str] = (),
    ) -> Any | None:
        """The row that a person made of the values, but for the `fixed` fields; None when cancelled."""
        dialog = cls(parent, record, values, hint, fixed)
        return dialog.row() if dialog.exec() == QDialog.DialogCode.Accepted else None
