"""Every action of the window in one table: to add one, a line here and a page's `act` that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desk.records import Deed
from desk.views.icons import icon


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. `deed` is the right it needs; `everywhere`: the window does it, whatever page is shown."""

    name: str
    title: str
    icon: str
    shortcut: str = ""
    tip: str = ""
    deed: Deed | None = None
    everywhere: bool = False


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("undo", "撤销", "undo", "Ctrl+Z", "撤销自己的上一次操作", Deed.UNDO, True),
    ActionSpec("redo", "恢复", "redo", "Ctrl+Y", "恢复刚撤销的操作", Deed.UNDO, True),
    ActionSpec("refresh", "刷新", "refresh", "F5", "重新检查到时的工单并刷新", None, True),
    ActionSpec(
        "settings",
        "设置",
        "settings",
        "Ctrl+,",
        "规则参数、词库、日历、区域与部门、人员、本机选项",
        None,
        True,
    ),
    ActionSpec("export", "导出、打印…", "export", "Ctrl+E", "清单、反馈表、汇总和各种报告", None, True),
    ActionSpec("wordings", "话术…", "phone", "Ctrl+T", "话术、回单和口径的模板", None, True),
    ActionSpec("search", "查找", "search", "Ctrl+F", "查找工单号、号码、地址和文字"),
    ActionSpec("open", "打开", "detail", "", "打开所选工单（回车）"),
    ActionSpec("paste", "粘贴工单行", "paste", "Ctrl+V", "粘贴在 Excel 或 EOMS 里复制的行", Deed.IMPORT),
    ActionSpec("back", "返回", "back", "Alt+Left", "返回工单列表"),
    ActionSpec("previous", "上一单", "up", "Alt+Up", "列表中的上一张工单"),
    ActionSpec("next", "下一单", "down", "Alt+Down", "列表中的下一张工单"),
    ActionSpec("save", "保存", "save", "Ctrl+S", "保存改动并重新检查", Deed.EDIT),
    ActionSpec("discard", "放弃改动", "close", "", "恢复到已保存的内容", Deed.EDIT),
    ActionSpec("contact", "登记联系…", "phone", "Ctrl+L", "登记预约、回访或沟通", Deed.CONTACT),
    ActionSpec("reply", "回单…", "reply", "Ctrl+R", "过关口后回单", Deed.REPLY),
    ActionSpec("escalate", "升级…", "escalation", "Ctrl+U", "上报升级并注明原因", Deed.ESCALATE),
    ActionSpec("print", "打印…", "print", "Ctrl+P", "预览、打印这张工单的报告或存为 PDF"),
    ActionSpec("unmask", "显示完整信息", "eye", "", "显示完整号码和姓名，会记入日志", Deed.UNMASK),
)


def build_actions(parent: QWidget, act: Callable[[str], None]) -> dict[str, QAction]:
    """The actions by name; triggering one calls `act` with its name."""
    built = {}
    for spec in ACTIONS:
        action = QAction(icon(spec.icon), spec.title, parent)
        action.setObjectName(spec.name)
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        keys = f"（{spec.shortcut}）" if spec.shortcut else ""
        action.setToolTip((spec.tip or spec.title) + keys)
        action.triggered.connect(partial(_triggered, act, spec.name))
        parent.addAction(action)
        built[spec.name] = action
    return built


def _triggered(act: Callable[[str], None], name: str, _checked: bool = False) -> None:
    act(name)
