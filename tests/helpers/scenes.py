"""Desks and workbooks for tests: real databases, the clean order, rows by Chinese column names."""

from datetime import datetime
from pathlib import Path

import openpyxl

from desk.records import BY_TITLE, Person
from desk.rules.scenes import CLEAN, CLEAN_AT, CLEAN_NO, book_of
from desk.services.desk import Desk
from desk.services.importing import import_intake
from desk.services.intake import Intake
from desk.store import open_database
from desk.vocabulary import Role

LEAD = Person("组长", Role.LEAD)


def open_desk(folder: Path, now: datetime = CLEAN_AT, url: str | None = None) -> Desk:
    """An empty desk on a real SQLite file, or at `url`, with the clock standing at `now`."""
    return Desk(open_database(url or f"sqlite:///{folder / 'desk.db'}"), now=lambda: now)


def rows(**sheets):
    """The clean scene with sheets replaced, or the order's fields bent by 工单={...}."""
    scene = {title: [dict(row) for row in found] for title, found in CLEAN.items()}
    for title, change in sheets.items():
        if title == "工单" and isinstance(change, dict):
            scene[title][0] |= change
        else:
            scene[title] = [dict(row) for row in change]
    return scene


def unreplied(**more):
    """The clean order before its reply and its callback."""
    order = {"解决情况": None, "回单时间": None, "回单内容": None, **more}
    return rows(工单=order, 联系记录=CLEAN["联系记录"][:1])


def fill(desk: Desk, scene, *, bare: bool = False) -> None:
    """Import rows by Chinese column names."""
    book = book_of(scene)
    book.records_known = not bare
    import_intake(desk, Intake(Path("场景.xlsx"), book, bare=bare))


def write_exchange(path: Path, scene) -> Path:
    """A workbook of the scene as a person would have it: texts in cells."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, found in scene.items():
        sheet = workbook.create_sheet(title)
        columns = [field.title for field in BY_TITLE[title].fields]
        sheet.append(columns)
        for row in found:
            values = {"工单号": CLEAN_NO, **row}
            sheet.append([values.get(column) for column in columns])
    workbook.save(path)
    return path
