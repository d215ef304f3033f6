"""How the desk looks: one table of colours for each theme, Fusion, one style sheet, Chinese fonts."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette, QPixmapCache
from PySide6.QtWidgets import QApplication

from desk.assets import resource

FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "SimHei",
)

# name: (light, dark)
COLORS: dict[str, tuple[str, str]] = {
    "window": ("#f3f5f8", "#1d2025"),
    "rail": ("#e8ecf2", "#17191d"),
    "base": ("#ffffff", "#25292f"),
    "alternate": ("#f8f9fb", "#292e35"),
    "text": ("#1f2430", "#e4e7ec"),
    "muted": ("#5b6472", "#a5adb9"),
    "faint": ("#98a1ae", "#6c7480"),
    "line": ("#d5dae2", "#3a414b"),
    "accent": ("#1a66d0", "#5b9dff"),
    "on_accent": ("#ffffff", "#10141a"),
    "selected": ("#dfeafc", "#263a57"),
    "evidence": ("#ffe27a", "#7a6210"),
    "evidence_line": ("#d99a00", "#e6b93d"),
    "fail": ("#b82828", "#ff8b84"),
    "warn": ("#945600", "#f2b04a"),
    "unknown": ("#6450b8", "#b3a2ff"),
    "waived": ("#5b6472", "#acb4c0"),
    "pass": ("#1e7133", "#66cc80"),
    "na": ("#98a1ae", "#6c7480"),
    "good": ("#1e7133", "#66cc80"),
    "info": ("#1a66d0", "#5b9dff"),
    "trouble": ("#b82828", "#ff8078"),
    "good_back": ("#e6f4e9", "#1f3a27"),
    "info_back": ("#e4eefc", "#22334d"),
    "trouble_back": ("#fce8e7", "#4a2624"),
}

# of the window's letters, in points, by the setting 字号
POINTS = {"normal": 10.0, "large": 12.0, "huge": 15.0, "double": 20.0}
# names in the style sheet of letters that are smaller or larger than the others
SIZES = {"small": 0.8, "big": 1.2, "bigger": 1.3}

_dark = False
_worn: tuple[bool, float] | None = None


def color(name: str) -> str:
    """The colour of this name in the theme that is on."""
    return COLORS[name][_dark]


def is_dark() -> bool:
    """Whether the dark theme is on."""
    return _dark


def apply(application: QApplication, chosen: str, size: str = "normal") -> None:
    """Put a theme on: system, light or dark; `size` is one of POINTS. What is on already is left alone."""
    global _dark, _worn  # noqa: PLW0603 - one screen has one theme; icons and painters ask for it while they paint
    system = application.styleHints().colorScheme() is Qt.ColorScheme.Dark
    _dark = system if chosen == "system" else chosen == "dark"
    if _worn == (_dark, POINTS[size]):
        return  # every widget would be polished again
    _worn = (_dark, POINTS[size])
    application.setFont(font(POINTS[size]))
    application.setStyle("Fusion")
    application.setPalette(_palette())
    application.setStyleSheet(_style_sheet(POINTS[size]))
    QPixmapCache.clear()


def font(points: float) -> QFont:
    """The window's font: the first Chinese family that the machine has."""
    chosen = QFont()
    chosen.setFamilies(list(FAMILIES))
    chosen.setPointSizeF(points)
    return chosen


def _palette() -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "base",
        QPalette.ColorRole.AlternateBase: "alternate",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.Button: "window",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "fail",
        QPalette.ColorRole.ToolTipBase: "base",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.PlaceholderText: "faint",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on_accent",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.Mid: "line",
    }
    for role, name in roles.items():
        palette.setColor(role, QColor(color(name)))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(color("faint")))
    return palette


def _style_sheet(points: float) -> str:
    sheet = resource("style", "desk.qss").read_text("utf-8")
    sheet = sheet.replace("@icons", resource("icons").as_posix())
    sizes = {name: f"{factor * points:g}pt" for name, factor in SIZES.items()}
    return re.sub(r"@(\w+)", lambda match: sizes.get(match[1]) or color(match[1]), sheet)
