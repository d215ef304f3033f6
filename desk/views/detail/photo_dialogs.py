"""Attaching photographs: what they show and who allowed them; and looking at one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desk.records import Photo
from desk.services.photographing import Shown, show
from desk.views.context import Context
from desk.views.detail.row_dialog import save_cancel
from desk.views.pieces import label
from desk.views.texts import shown
from desk.vocabulary import YesNo

LISTED = 6  # names; more are counted


@dataclass(frozen=True, slots=True)
class Attaching:
    """What a person says of the photographs."""

    note: str
    permission: str
    permitted: YesNo | None
    keep_place: bool

    def options(self) -> dict[str, Any]:
        """As the service takes them."""
        return {
            "note": self.note or None,
            "permission": self.permission or None,
            "permitted": self.permitted,
            "keep_place": self.keep_place,
        }


class AttachDialog(QDialog):
    """Note, permission, and whether the place stays; without the customer's word nothing is preset."""

    def __init__(self, parent: QWidget | None, files: Sequence[Path]) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"添加 {len(files)} 张照片")
        self.setMinimumWidth(460)
        self.note = QLineEdit(placeholderText="例如：客户家门口，移动 4G 测试界面")
        self.permitted = QComboBox()
        self.permitted.addItem("（以现场测试登记的为准）", None)
        for word, title in ((YesNo.YES, "是，客户已许可"), (YesNo.NO, "否，客户没有许可")):
            self.permitted.addItem(title, word)
        self.permission = QLineEdit(placeholderText="例如：王某当面同意")
        self.keep_place = QCheckBox("保留照片里的拍摄位置（默认去掉）")
        names = "、".join(file.name for file in files[:LISTED])
        more = f" 等 {len(files)} 张" if len(files) > LISTED else ""
        form = QFormLayout(self)
        form.addRow(label(f"{names}{more}", wrap=True))
        form.addRow("说明", self.note)
        form.addRow("拍照许可", self.permitted)
        form.addRow("许可说明", self.permission)
        form.addRow("", self.keep_place)
        told = "照片会转正、缩小后存入数据库；未经客户许可的照片不能随工单回单（CON06）。"
        form.addRow(label(told, "muted", wrap=True))
        form.addRow(save_cancel(self, "添加"))

    def attaching(self) -> Attaching:
        """What stands in the dialog."""
        return Attaching(
            self.note.text().strip(),
            self.permission.text().strip(),
            self.permitted.currentData(),
            self.keep_place.isChecked(),
        )

    @classmethod
    def ask(cls, parent: QWidget | None, files: Sequence[Path]) -> Attaching | None:
        """Show it; None when cancelled."""
        dialog = cls(parent, files)
        return dialog.attaching() if dialog.exec() == QDialog.DialogCode.Accepted else None


class PhotoDialog(QDialog):
    """One photograph as large as the window."""

    def __init__(self, parent: QWidget | None, context: Context, photo: Photo) -> None:
        super().__init__(parent)
        self.setWindowTitle(photo.note or photo.name or "照片")
        self.resize(860, 700)
        self._photo = photo
        self._picture = QPixmap()
        self.label = label("正在打开……", center=True)
        self.label.setMinimumSize(200, 150)
        facts = (photo.name, shown(photo.taken_at), photo.permission and f"许可：{photo.permission}")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.label, 1)
        layout.addWidget(label(" · ".join(fact for fact in facts if fact), "muted", center=True))
        layout.addWidget(buttons)
        context.read(partial(show, photos=[photo]), self._show, owner=self)

    def _show(self, found: Mapping[str, Shown]) -> None:
        photo = found[self._photo.digest]
        self._picture.loadFromData(photo.jpeg, "JPEG")
        self.label.setText(photo.trouble)
        self._scale()

    def _scale(self) -> None:
        if self._picture.isNull():
            return
        ratio = self.devicePixelRatioF()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        scaled = self._picture.scaled(self.label.size() * ratio, keep, smooth)
        scaled.setDevicePixelRatio(ratio)
        self.label.setPixmap(scaled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep it as large as the window."""
        super().resizeEvent(event)
        self._scale()

    @classmethod
    def show_photo(cls, parent: QWidget | None, context: Context, photo: Photo) -> None:
        """Show it until it is closed."""
        cls(parent, context, photo).exec()
