"""The step in which a person says which column feeds which field."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.services.preparing import Arrangement, Preview
from desk.views.imports.mapping_table import MappingTable
from desk.views.pieces import label, restyle


class MappingPanel(QWidget):
    """Shows a preview; `arranged` tells that the person wants another one."""

    arranged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.arrangement = Arrangement()
        self.preview: Preview | None = None
        self.sheet = QComboBox()
        self.sheet.setToolTip("工单在哪一张工作表里")
        self.row = QComboBox()
        self.row.setToolTip("列名在哪一行；没有表头时各列叫 A列、B列……")
        self.row.setMaximumWidth(300)
        self.table = MappingTable()
        self.missing = label("", "missing", wrap=True)
        self.remember = QCheckBox("记住这样的对应，名称：")
        self.remember.setToolTip("以后列名相同的文件自动这样对应；命令行可用 --profile 名称")
        self.name = QLineEdit(placeholderText="例如：外省工单")
        self._compose()
        self.sheet.activated.connect(self._choose_sheet)
        self.row.activated.connect(lambda _: self._choose_row(self.row.currentData()))
        self.table.columns.chosen.connect(self._choose_fields)
        self.name.textEdited.connect(lambda text: self.remember.setChecked(bool(text.strip())))

    def _compose(self) -> None:
        top = QHBoxLayout()
        top.addWidget(label("工作表"))
        top.addWidget(self.sheet)
        top.addSpacing(16)
        top.addWidget(label("表头"))
        top.addWidget(self.row)
        top.addSpacing(16)
        self.told = label("", "muted")
        top.addWidget(self.told, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.missing, 1)
        bottom.addWidget(self.remember)
        bottom.addWidget(self.name)
        self.name.setMaximumWidth(200)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addLayout(bottom)

    def start(self, preview: Preview) -> None:
        """Show a new file as its names suggest."""
        self.arrangement = Arrangement()
        self.remember.setChecked(False)
        self.name.clear()
        self.show_preview(preview)

    def show_preview(self, preview: Preview) -> None:
        """Show how the file would be read now."""
        self.preview = preview
        self.sheet.clear()
        self.sheet.addItems(preview.sheets)
        self.sheet.setCurrentText(preview.sheet)
        self.row.clear()
        self.row.addItem("没有表头", 0)
        for row, text in preview.heads:
            self.row.addItem(f"第 {row} 行　{text}", row)
        self.row.setCurrentIndex(max(self.row.findData(preview.heading_row), 0))
        self.table.columns.show_columns(preview.columns, preview.mapping)
        if not self.table.currentIndex().isValid() and preview.columns:
            self.table.setCurrentIndex(self.table.columns.index(self._first_open(), 0))
        fed = sum(bool(column.field) for column in preview.columns)
        profile = f"，按导入档案“{preview.profile}”" if preview.profile else ""
        self.told.setText(
            f"{preview.rows:,} 行，{len(preview.columns)} 列里 {fed} 列已对应{profile}；其余作为原始字段保留"
        )
        lacking = "、".join(preview.missing)
        self.missing.setText(f"还缺必填字段：{lacking}" if lacking else "必填字段已齐")
        restyle(self.missing, "wrong", "true" if lacking else None)

    def _first_open(self) -> int:
        columns = self.preview.columns if self.preview else ()
        return next((at for at, column in enumerate(columns) if not column.field), 0)

    @property
    def complete(self) -> bool:
        """Whether every required field has its column."""
        return self.preview is not None and not self.preview.missing and bool(self.preview.columns)

    @property
    def name_to_remember(self) -> str:
        """Under which name the mapping is to be kept; "" for not."""
        return self.name.text().strip() if self.remember.isChecked() else ""

    def settled(self) -> Arrangement:
        """What the person settled; a mapping to be remembered is whole."""
        if self.name_to_remember and self.preview:
            return replace(self.arrangement, chosen=self.preview.mapping)
        return self.arrangement

    def _choose_sheet(self) -> None:
        self.arrangement = Arrangement(sheet=self.sheet.currentText())
        self.arranged.emit()

    def _choose_row(self, row: int) -> None:
        self.arrangement = Arrangement(self.arrangement.sheet, row)
        self.arranged.emit()

    def _choose_fields(self) -> None:
        self.arrangement = replace(self.arrangement, chosen=dict(self.table.columns.mapping))
        self.arranged.emit()

    def take_keys(self) -> None:
        """Keys go to the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
