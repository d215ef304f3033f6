"""Small questions to the person, each one function that returns a value; tests replace it."""

from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget


def ask_save(parent: QWidget, title: str, name: str, kind: str) -> Path | None:
    """Where to save; None when cancelled."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), kind)
    return Path(chosen) if chosen else None


def ask_file(parent: QWidget, title: str, kind: str) -> Path | None:
    """Which file to open; None when cancelled."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(Path.home()), kind)
    return Path(chosen) if chosen else None


def ask_files(parent: QWidget, title: str, kind: str) -> list[Path]:
    """Which files to open; none when cancelled."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, str(Path.home()), kind)
    return [Path(name) for name in chosen]


def ask_folder(parent: QWidget, title: str, start: str) -> Path | None:
    """Which folder; None when cancelled."""
    chosen = QFileDialog.getExistingDirectory(parent, title, start or str(Path.home()))
    return Path(chosen) if chosen else None


def ask_reason(parent: QWidget, title: str, question: str) -> str | None:
    """A reason in words; None when cancelled or left blank."""
    text, given = QInputDialog.getMultiLineText(parent, title, question)
    return text.strip() or None if given else None


class Unsaved(Enum):
    """What becomes of unsaved changes when a person goes on."""

    SAVE = "保存"
    DISCARD = "放弃改动"
    STAY = "取消"


def ask_unsaved(parent: QWidget, what: str) -> Unsaved:
    """Whether unsaved changes are saved or lost, or the person stays."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("有未保存的改动")
    box.setText(f"{what}的改动还没有保存。")
    roles = {
        Unsaved.SAVE: QMessageBox.StandardButton.Save,
        Unsaved.DISCARD: QMessageBox.StandardButton.Discard,
        Unsaved.STAY: QMessageBox.StandardButton.Cancel,
    }
    for answer, role in roles.items():
        box.addButton(role).setText(answer.value)
    box.setDefaultButton(QMessageBox.StandardButton.Save)
    chosen = box.exec()
    return next((answer for answer, role in roles.items() if role.value == chosen), Unsaved.STAY)


def ask_discard(parent: QWidget, what: str) -> bool:
    """Whether unsaved changes may be lost."""
    answer = QMessageBox.question(
        parent,
        "有未保存的改动",
        f"{what}的改动还没有保存，要放弃吗？",
        QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
        QMessageBox.StandardButton.Cancel,
    )
    return answer is QMessageBox.StandardButton.Discard


def ask_sure(parent: QWidget, title: str, question: str) -> bool:
    """Whether to go on."""
    return QMessageBox.question(parent, title, question) is QMessageBox.StandardButton.Yes
