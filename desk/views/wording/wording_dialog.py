"""The templates of proposed texts: chosen, changed with a live preview, kept as versions, reset."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desk.errors import DeskError
from desk.records import Deed
from desk.services.wording import (
    Template,
    TemplateVersion,
    Wording,
    keep,
    placeholder_names,
    render_wording,
    reset,
    shipped_wording,
    shipped_wordings,
    templates,
    versions,
)
from desk.store import Written
from desk.views.asking import ask_discard, ask_sure
from desk.views.context import Context
from desk.views.icons import icon
from desk.views.pieces import label
from desk.views.texts import shown
from desk.views.wording.text_marks import show_marks, told

PREVIEW_MS = 300
ROW_HEIGHT = 30


class WordingDialog(QDialog):
    """Templates at the left, the chosen one in the middle, what it makes of an order at the right."""

    def __init__(self, parent: QWidget | None, context: Context, order_no: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("话术模板")
        self.resize(1040, 640)
        self._context = context
        self._order_no = order_no
        self.found: list[Template] = []
        self.drafts: dict[str, str] = {}  # changed and not kept, by title
        self.list = QListWidget()
        self.text = QPlainTextEdit()
        self.made = QPlainTextEdit(readOnly=True)
        self.state = label("", "muted", wrap=True)
        self.notes = label("", "cardWord", wrap=True)
        self.counter = label("", "muted")
        self.insert_button = QPushButton("插入字段")
        self.new_button = QPushButton(icon("plus"), "新增…")
        self.history = QComboBox()
        self.reset_button = QPushButton(icon("undo"), "恢复自带")
        self.save_button = QPushButton(icon("save"), "保存")
        self.copy_button = QPushButton("复制")
        self._timer = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._compose()
        self._connect()
        self.refresh()

    def _compose(self) -> None:
        self.list.setFixedWidth(170)
        self.list.setAccessibleName("话术")
        self.text.setAccessibleName("模板")
        self.made.setAccessibleName("预览")
        self.notes.setProperty("verdict", "fail")
        self.history.setAccessibleName("版本")
        self.save_button.setShortcut("Ctrl+S")
        self.save_button.setToolTip("保存为新的一版（Ctrl+S）")
        self.insert_button.setMenu(self._placeholders())
        splitter = QSplitter()
        splitter.addWidget(_column(self._editing(), self.text, self.state))
        splitter.addWidget(_column(self._previewing(), self.made, self.notes))
        splitter.setSizes([430, 400])
        splitter.setChildrenCollapsible(False)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addWidget(self.new_button)
        row = QHBoxLayout(self)
        row.addLayout(left)
        row.addWidget(splitter, 1)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    def _editing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.insert_button)
        row.addWidget(self.history, 1)
        row.addWidget(self.reset_button)
        row.addWidget(self.save_button)
        return row

    def _previewing(self) -> QHBoxLayout:
        where = f"预览：工单 {self._order_no}" if self._order_no else "打开一张工单，再来这里就有预览"
        row = QHBoxLayout()
        row.addWidget(label(where, "muted"), 1)
        row.addWidget(self.counter)
        row.addWidget(self.copy_button)
        return row

    def _placeholders(self) -> QMenu:
        menu = QMenu(self)
        for group, names in placeholder_names().items():
            part = menu.addMenu(group)
            for name in names:
                part.addAction(name, partial(self.insert, f"{{{{ {name} }}}}"))
        part = menu.addMenu("条件和循环")
        for title, piece in (
            ("有内容才写", "{% if 短期方案 %}短期方案：{{ 短期方案 }}。{% endif %}"),
            ("已解决与未解决", '{% if 解决情况 == "已解决" %}……{% else %}……{% endif %}'),
            ("逐条写出已实施步骤", "{% for 步 in 已实施步骤 %}{{ 步.说明 }}；{% endfor %}"),
        ):
            part.addAction(title, partial(self.insert, piece))
        return menu

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._choose)
        self.text.textChanged.connect(self._edited)
        self._timer.timeout.connect(self.preview)
        self.new_button.clicked.connect(self.add)
        self.save_button.clicked.connect(self.save)
        self.reset_button.clicked.connect(self.reset)
        self.history.activated.connect(self._show_version)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.made.toPlainText()))
        self._context.changed.connect(self._note_written)

    @property
    def template(self) -> Template | None:
        """The chosen template."""
        at = self.list.currentRow()
        return self.found[at] if 0 <= at < len(self.found) else None

    @property
    def dirty(self) -> bool:
        """Whether the chosen template was changed and not kept."""
        return self.template is not None and self.text.toPlainText() != self.template.text

    def refresh(self) -> None:
        """Read the templates again; what was typed stays."""
        self._context.read(templates, self._show_templates, owner=self)

    def _note_written(self, written: Written) -> None:
        if written.whole or "wordings" in written.tables:
            self.refresh()

    def _show_templates(self, found: list[Template]) -> None:
        title = self.template_title
        self.found = found
        self.list.blockSignals(True)
        self.list.clear()
        for template in found:
            mark = " ●" if template.own else ""
            item = QListWidgetItem(f"{template.title}{mark}", self.list)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            item.setToolTip("用单位自己的模板" if template.own else "用程序自带的模板")
        self.list.blockSignals(False)
        titles = [template.title for template in found]
        self.list.setCurrentRow(titles.index(title) if title in titles else 0)
        self._choose(self.list.currentRow())

    def _choose(self, _row: int) -> None:
        template = self.template
        if template is None:
            return
        self.text.setPlainText(self.drafts.get(template.title, template.text))
        self._context.read(
            partial(versions, title=template.title), partial(self._show_versions, template), owner=self
        )
        self._offer()

    def _show_versions(self, template: Template, found: Sequence[TemplateVersion]) -> None:
        if template is not self.template:
            return
        self.history.clear()
        now = f"现用（第 {template.version} 版）" if template.version else "程序自带，没有改过"
        self.history.addItem(now, None)
        for one in found:
            text = shipped_wording(template.use).template if one.text is None else one.text
            what = "恢复自带" if one.text is None else f"第 {one.version} 版"
            self.history.addItem(f"{what} · {one.person} · {shown(one.time)}", text)

    def _show_version(self, at: int) -> None:
        template = self.template
        if template is not None:
            text = self.history.itemData(at)
            self.text.setPlainText(template.text if text is None else text)

    def _edited(self) -> None:
        if self.dirty:
            self.drafts[self.template_title] = self.text.toPlainText()
        else:
            self.drafts.pop(self.template_title, None)
        self._timer.start()
        self._offer()

    def _offer(self) -> None:
        template, may = self.template, self._context.may(Deed.SETTINGS)
        self.save_button.setEnabled(may and self.dirty)
        self.new_button.setEnabled(may)
        self.reset_button.setEnabled(may and template is not None and template.own)
        self.reset_button.setText("恢复自带" if template is None or template.shipped else "删除")
        self.text.setReadOnly(not may)
        if not may:
            self.state.setText("只有组长、质检和管理员可以修改模板；这里可以预览和复制。")

    def insert(self, piece: str) -> None:
        """Put a placeholder where the cursor is."""
        if not self.text.isReadOnly():
            self.text.textCursor().insertText(piece)
            self.text.setFocus()

    def preview(self) -> None:
        """Show what the text makes of the order."""
        self._timer.stop()
        template = self.template
        if template is None or not self._order_no:
            return
        company = self._context.settings["office"].strip() or None
        work = partial(
            render_wording,
            order_no=self._order_no,
            name=template.title,
            template_text=self.text.toPlainText(),
            company=company,
        )
        self._context.read(work, self._previewed, owner=self, failed=self._failed)

    def _previewed(self, wording: Wording) -> None:
        self._say("有改动，还没有保存" if self.dirty else "", trouble=False)
        self.made.setPlainText(wording.text)
        limit = f" / {wording.limit}" if wording.limit else ""
        self.counter.setText(f"{wording.length}{limit} 字")
        show_marks(self.made, wording.marks)
        self.notes.setText(told(wording.text, wording.marks))

    def _failed(self, error: BaseException) -> bool:
        if not isinstance(error, DeskError):
            return False
        self._say(str(error), trouble=True)
        return True

    def _say(self, text: str, *, trouble: bool) -> None:
        self.state.setText(text)
        self.made.setEnabled(not trouble)

    def save(self) -> None:
        """Keep the text as the template's next version."""
        template = self.template
        if template is not None:
            self._write(template.title, template.use, self.text.toPlainText())

    def _write(self, title: str, use: str, text: str) -> None:
        work = partial(keep, title=title, use=use, text=text)
        self._context.write(work, partial(self._kept, title), owner=self, failed=self._failed)

    def _kept(self, title: str, _written: Written) -> None:
        self.drafts.pop(title, None)
        self._say(f"“{title}”已保存为新的一版", trouble=False)

    def reset(self) -> None:
        """Go back to the shipped template, or remove one of the office's alone."""
        template = self.template
        if template is None:
            return
        what = "恢复程序自带的模板" if template.shipped else "删除这个模板"
        if ask_sure(self, "话术模板", f"要{what}“{template.title}”吗？之后可以撤销。"):
            self.drafts.pop(template.title, None)
            self.text.setPlainText(template.text)
            self._context.write(partial(reset, title=template.title), owner=self, failed=self._failed)

    def add(self) -> None:
        """A template of the office's own, for one of the uses."""
        uses = [wording.title for wording in shipped_wordings()]
        use, given = QInputDialog.getItem(self, "新增话术", "用在哪里：", uses, 0, False)
        title, named = QInputDialog.getText(self, "新增话术", "名称：") if given else ("", False)
        if given and named and title.strip():
            wording = shipped_wordings()[uses.index(use)]
            self._write(title.strip(), wording.name, wording.template)

    def reject(self) -> None:
        """Changes are lost only if the person says so."""
        if not self.drafts or ask_discard(self, f"话术“{'、'.join(self.drafts)}”"):
            self._timer.stop()
            super().reject()

    @property
    def template_title(self) -> str:
        """The chosen template's title."""
        return self.template.title if self.template else ""

    @classmethod
    def show_templates(cls, parent: QWidget | None, context: Context, order_no: str = "") -> None:
        """Show it until it is closed."""
        cls(parent, context, order_no).exec()


def _column(top: QHBoxLayout, text: QPlainTextEdit, below: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(top)
    column.addWidget(text, 1)
    column.addWidget(below, 0, Qt.AlignmentFlag.AlignTop)
    return whole
