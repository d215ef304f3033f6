"""Photographs of the order's field tests as thumbnails: dropped, looked at, described, removed."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QIcon, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QPushButton

from desk.records import Photo, SheetSpec
from desk.services.photographing import Shown, show
from desk.views.context import Context
from desk.views.detail.rows_tab import RowsTab, SheetModel
from desk.views.icons import icon
from desk.views.texts import shown

SIDE = 128  # of a thumbnail
_DECORATION = Qt.ItemDataRole.DecorationRole


class PhotosModel(SheetModel):
    """Photographs with their thumbnails, as these arrive."""

    def __init__(self, sheet: SheetSpec, parent: Any) -> None:
        super().__init__(sheet, parent)
        self.seen: dict[str, Shown] = {}
        self._icons: dict[str, QIcon] = {}

    def see(self, found: Mapping[str, Shown]) -> None:
        """Show these thumbnails."""
        for digest, photo in found.items():
            self.seen[digest] = photo
            picture = QPixmap()
            if picture.loadFromData(photo.jpeg, "JPEG"):
                self._icons[digest] = QIcon(picture)
            else:
                self._icons[digest] = icon("error", "fail")
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The thumbnail, a caption of one line, and everything as a tip."""
        if not index.isValid() or role == Qt.ItemDataRole.BackgroundRole:
            return super().data(index, role)
        photo: Photo = self.rows[index.row()]
        if role == _DECORATION:
            return self._icons.get(photo.digest)
        if role == Qt.ItemDataRole.DisplayRole:
            return photo.note or photo.name or photo.digest[:8]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told(photo)
        return super().data(index, role)

    def _told(self, photo: Photo) -> str:
        trouble = self.seen[photo.digest].trouble if photo.digest in self.seen else ""
        facts = [
            f"{field.title}：{shown(getattr(photo, field.name))}"
            for field in self.columns
            if field.name != "digest" and getattr(photo, field.name)
        ]
        return "\n".join([*([trouble] if trouble else []), *facts])


class PhotosTab(RowsTab):
    """Thumbnails with their buttons; files may be dropped on it."""

    dropped = Signal(list)  # of Paths
    look = Signal(object)  # a Photo

    model: PhotosModel
    table: QListView

    def __init__(self, sheet: SheetSpec, context: Context) -> None:
        super().__init__(sheet, context)
        self.setAcceptDrops(True)
        self.buttons["add"].setText("添加照片…")
        self.buttons["add"].setToolTip("选择照片，也可以把文件拖到这里")
        self.buttons["edit"].setText("说明…")

    def make_model(self) -> PhotosModel:
        """The photographs."""
        return PhotosModel(self.sheet, self)

    def make_view(self) -> QAbstractItemView:
        """What shows the rows: large icons."""
        view = QListView()
        view.setFrameShape(QListView.Shape.NoFrame)
        view.setViewMode(QListView.ViewMode.IconMode)
        view.setIconSize(QSize(SIDE, SIDE))
        view.setGridSize(QSize(SIDE + 24, SIDE + 36))
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setMovement(QListView.Movement.Static)
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        view.setUniformItemSizes(True)
        view.setAccessibleName("现场照片")
        view.setModel(self.model)
        return view

    def make_buttons(self) -> dict[str, QPushButton]:
        """Those of a row, and one to look at it."""
        made = super().make_buttons()
        made["look"] = QPushButton(icon("eye"), "查看")
        made["look"].clicked.connect(self._look)
        return made

    def show_rows(self, rows: Sequence[Photo]) -> None:
        """Show these photographs and fetch the thumbnails that are not here yet."""
        super().show_rows(rows)
        wanted = [photo for photo in rows if photo.digest not in self.model.seen]
        if wanted:
            self._context.read(partial(show, photos=wanted, side=2 * SIDE), self.model.see, owner=self)

    def offer(self) -> None:
        """Anybody may look."""
        super().offer()
        self.buttons["look"].setEnabled(self.chosen() is not None)

    def activate(self) -> None:
        """Look at the chosen one: what a double click does here."""
        self._look()

    def _look(self) -> None:
        if self.chosen() is not None:
            self.look.emit(self.chosen())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if self.buttons["add"].isEnabled() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Accept them anywhere."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        event.acceptProposedAction()
        self.dropped.emit([Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()])
