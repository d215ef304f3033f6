"""Before settings are saved: what changes, which verdicts it would flip, and why it is done."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desk.rules.catalogue import BY_CODE
from desk.services.settings import title_of
from desk.services.supposing import Flip
from desk.store import Change
from desk.views.apart import suppose_apart
from desk.views.context import Context, sentence_of
from desk.views.detail.row_dialog import save_cancel
from desk.views.pieces import label, plain_table
from desk.views.rows_model import RowsModel
from desk.vocabulary import VERDICT_NAMES

MOST = 500  # flips in the list
HEADINGS = ("工单号", "规则", "现在", "改后")


class SaveDialog(QDialog):
    """The effect is computed beside; saving need not wait for it."""

    def __init__(self, parent: QWidget | None, context: Context, changes: Sequence[Change]) -> None:
        super().__init__(parent)
        self.setWindowTitle("保存设置")
        self.setMinimumWidth(620)
        self.effect = label("正在估算会改变哪些结论……", wrap=True)
        self.model = RowsModel(HEADINGS, self)
        self.flips = QTableView()
        self.flips.setModel(self.model)
        plain_table(self.flips, (24, 30, 10, 10))
        self.flips.horizontalHeader().setStretchLastSection(True)
        self.flips.hide()
        self.reason = QLineEdit(placeholderText="例如：省公司来函、评审会决定")
        self.buttons = save_cancel(self)
        self.reason.textChanged.connect(lambda _: self._look())
        layout = QVBoxLayout(self)
        layout.addWidget(label(title_of(changes), "cardName", wrap=True))
        for part in (
            self.effect,
            self.flips,
            label("修改原因（会留档）", "muted"),
            self.reason,
            self.buttons,
        ):
            layout.addWidget(part)
        self._look()
        context.compute(suppose_apart(context.desk, changes), self._show, owner=self, failed=self._failed)

    def _look(self) -> None:
        given = bool(self.reason.text().strip())
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(given)

    def _failed(self, error: BaseException) -> bool:
        self.effect.setText(f"影响没有算出来：{sentence_of(error)}")
        return True

    def _show(self, flips: Sequence[Flip]) -> None:
        orders = len({flip.order_no for flip in flips})
        if not flips:
            self.effect.setText("这次改动不会改变任何结论。")
            return
        more = f"，下面列出前 {MOST} 条" if len(flips) > MOST else ""
        self.effect.setText(f"这次改动会使 {orders} 单的 {len(flips)} 条结论改变{more}：")
        self.model.show_rows(
            [
                (
                    flip.order_no,
                    f"{flip.rule} {BY_CODE[flip.rule].name}",
                    VERDICT_NAMES[flip.now],
                    VERDICT_NAMES[flip.then],
                )
                for flip in flips[:MOST]
            ]
        )
        self.flips.show()
        self.resize(self.width(), max(self.height(), 460))

    @classmethod
    def ask(cls, parent: QWidget | None, context: Context, changes: Sequence[Change]) -> str | None:
        """The reason; None when cancelled."""
        dialog = cls(parent, context, changes)
        return dialog.reason.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else None
