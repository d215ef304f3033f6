"""What a kind takes, as a form: only the rows that the chosen kind looks at are shown."""

import re
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desk.errors import InputError
from desk.records import Deed
from desk.services.listing import ListQuery, facet
from desk.services.outputs import OutputKind, Part, Wanted
from desk.views.asking import ask_file
from desk.views.context import Context
from desk.views.outputs.period_picker import PeriodPicker

ALL_REGIONS, EVERYBODY, DEFAULT = "全部区域", "全部处理人", "程序自带的版式"
TEMPLATE_KEY = "outputs/template"
_BETWEEN = re.compile(r"[\s;；,，]+")  # order numbers


class PartsForm(QWidget):
    """Holds what was said of every kind, so that it stays while kinds are tried."""

    def __init__(self, context: Context, given: Wanted) -> None:
        super().__init__()
        self._context = context
        self._given = given
        self.period = PeriodPicker(context.desk.now().date())
        self.orders = QLineEdit(" ".join(given.order_nos))
        self.orders.setPlaceholderText("多个用空格或分号隔开；不填就是期间里的全部")
        self.filtered = QCheckBox("只要列表里现在筛选出的工单")
        self.region, self.handler = QComboBox(), QComboBox()
        self.template = QLineEdit(placeholderText=DEFAULT)
        self.browse = QPushButton("选择模板…")
        self.unmasked = QCheckBox("号码和姓名不脱敏（会记入日志）")
        self.reason = QLineEdit(placeholderText="为什么要完整的号码和姓名，记入日志")
        self.closing = QCheckBox("先月结这个期间：封存数字，此后的差异另行列出")
        self._always_full = False
        self._rows: dict[Part, QWidget] = {}
        self._form = QFormLayout(self)
        self._compose()
        self._fill()

    def _compose(self) -> None:
        template = QWidget()
        row = QHBoxLayout(template)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.template, 1)
        row.addWidget(self.browse)
        self.browse.clicked.connect(self._browse)
        self.unmasked.toggled.connect(lambda _: self._offer_reason())
        self._form.setContentsMargins(0, 0, 0, 0)
        for part, title, widget in (
            (Part.ORDERS, "工单号", self.orders),
            (Part.PERIOD, "期间", self.period),
            (Part.FILTER, "", self.filtered),
            (Part.REGION, "区域", self.region),
            (Part.HANDLER, "处理人", self.handler),
            (Part.TEMPLATE, "模板", template),
            (Part.UNMASKED, "", self.unmasked),
            (Part.REASON, "用途", self.reason),
            (Part.CLOSE, "", self.closing),
        ):
            self._rows[part] = widget
            self._form.addRow(title, widget)

    def _fill(self) -> None:
        query = self._given.query
        self.filtered.setVisible(False)
        self.filtered.setChecked(query is not None and query.narrowed)
        self.template.setText(str(self._context.machine.value(TEMPLATE_KEY, "") or ""))
        for box, name, title in (
            (self.region, "region", ALL_REGIONS),
            (self.handler, "handler", EVERYBODY),
        ):
            box.addItem(title, None)
            for value, word, number in facet(self._context.desk, name, ListQuery()):
                if value is not None:
                    box.addItem(f"{word}（{number}）", value)

    def show_kind(self, kind: OutputKind) -> None:
        """Show the rows of a kind, with what the acting person may do."""
        self.period.require(Part.PERIOD in kind.needs)
        query = self._given.query
        for part, widget in self._rows.items():
            shown = part in kind.takes
            if part is Part.FILTER:
                shown = shown and query is not None and query.narrowed
            self._form.setRowVisible(widget, shown)
        self.unmasked.setEnabled(self._context.may(Deed.UNMASK))
        self._always_full = Part.UNMASKED not in kind.takes
        self._offer_reason()
        self.closing.setEnabled(self._context.may(Deed.CLOSE))
        for box in (self.unmasked, self.closing):
            box.setToolTip("" if box.isEnabled() else "需要组长、质检或管理员的权限")

    def _offer_reason(self) -> None:
        self.reason.setEnabled(self._always_full or self.unmasked.isChecked())

    def wanted(self, kind: OutputKind) -> Wanted:
        """What stands in the rows of the kind; InputError for what cannot be read."""
        orders = tuple(number for number in _BETWEEN.split(self.orders.text()) if number)
        template = self.template.text().strip()
        if Part.TEMPLATE in kind.takes and template and not Path(template).is_file():
            raise InputError(f"找不到模板“{template}”，请重新选择，或清空后用程序自带的版式")
        said = {
            "period": self.period.period() if Part.PERIOD in kind.takes else None,
            "order_nos": orders,
            "query": self._given.query if self.filtered.isChecked() else None,
            "region": self.region.currentData(),
            "template": Path(template) if template else None,
            "handler": self.handler.currentData(),
            "unmasked": self.unmasked.isChecked(),
            "reason": self.reason.text().strip() or None,
            "close": self.closing.isChecked(),
        }
        taken = {part.value for part in kind.takes}
        office = self._context.settings["office"]
        return Wanted(**{name: value for name, value in said.items() if name in taken}, office=office)

    def remember(self) -> None:
        """Keep what this machine will want again."""
        self._context.machine.setValue(TEMPLATE_KEY, self.template.text().strip())

    def _browse(self) -> None:
        path = ask_file(self, "选择模板", "Excel 工作簿 (*.xlsx *.xlsm)")
        if path is not None:
            self.template.setText(str(path))
