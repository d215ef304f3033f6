"""The step in which a person sees what importing would do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desk.services.simulating import Simulation
from desk.views.imports.conflict_panel import ConflictPanel
from desk.views.imports.report_tables import CountTable, ErrorTable
from desk.views.imports.row_table import RowTable
from desk.views.pieces import label

ROWS, ERRORS, CONFLICTS, REMARKS = range(4)


class CheckPanel(QWidget):
    """Counts, then rows, errors, conflicts and remarks; `changed` when what may be imported has changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.simulation: Simulation | None = None
        self.counts = CountTable()
        self.rows = RowTable()
        self.errors = ErrorTable()
        self.conflicts = ConflictPanel()
        self.remarks = label("", wrap=True)
        self.skip = QCheckBox("跳过有错误的行，导入其余的（Alt+S）")
        self.skip.setShortcut("Alt+S")
        self.save = QPushButton("保存错误清单…")
        self.save.setToolTip("把全部错误的行、列、值和原因存成工作簿，发给需要改正的人")
        self.tabs = QTabWidget()
        self._compose()
        self.skip.toggled.connect(lambda _: self.changed.emit())

    def _compose(self) -> None:
        for part, title in (
            (self.rows, "逐行核对"),
            (self.errors, "错误"),
            (self.conflicts, "冲突"),
            (_top(self.remarks), "提示"),
        ):
            self.tabs.addTab(part, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.counts)
        layout.addWidget(self.tabs, 1)
        below = QHBoxLayout()
        below.addWidget(self.skip, 1)
        below.addWidget(self.save)
        layout.addLayout(below)

    def show_simulation(self, found: Simulation) -> None:
        """Show what importing would do; what needs the person comes to the front."""
        self.simulation = found
        self.skip.setChecked(False)
        for part in (self.skip, self.save):
            part.setVisible(bool(found.error_number))
        self.counts.show_counts(found.counts)
        self.rows.show_lines(found.columns, found.lines)
        self.errors.show_errors(found.errors)
        self.conflicts.show_conflicts(found.conflicts)
        self.remarks.setText("\n".join(f"·　{remark}" for remark in found.remarks))
        for at, title, number, shown in (
            (ERRORS, "错误", found.error_number, len(found.errors)),
            (CONFLICTS, "冲突", found.conflict_number, len(found.conflicts)),
            (REMARKS, "提示", len(found.remarks), len(found.remarks)),
        ):
            first = f"，列出前 {shown:,}" if shown < number else ""
            self.tabs.setTabText(at, f"{title}（{number:,}{first}）")
            self.tabs.setTabVisible(at, bool(number))
        first_tab = ERRORS if found.error_number else CONFLICTS if found.conflict_number else ROWS
        self.tabs.setCurrentIndex(first_tab)

    @property
    def may_import(self) -> bool:
        """Whether nothing is wrong, or the person goes on without what is."""
        found = self.simulation
        return found is not None and (not found.error_number or self.skip.isChecked())


def _top(part: QLabel) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    part.setAlignment(Qt.AlignmentFlag.AlignTop)
    part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    layout.addWidget(part, 1)
    return holder
