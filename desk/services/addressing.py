"""Grading addresses without orders."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.reading.address import PartKind, read_address
from desk.workbook import clean_name, read_workbook, to_text
from desk.workbook.heading import LOOK_AT

_TABLES = (".csv", ".xlsx", ".xlsm", ".xls", ".ods")
_COLUMN = "投诉地址"

PART_NAMES = {
    PartKind.PROVINCE.value: "省",
    PartKind.CITY.value: "市",
    PartKind.COUNTY.value: "区县",
    PartKind.TOWNSHIP.value: "乡镇街道",
    PartKind.FARM.value: "农场",
    PartKind.VILLAGE.value: "村社区",
    PartKind.GROUP.value: "队组连",
    PartKind.ROAD.value: "路",
    PartKind.NUMBER.value: "门牌号",
    PartKind.COMPOUND.value: "小区单位",
    PartKind.BUILDING.value: "楼栋",
    PartKind.UNIT.value: "单元",
    PartKind.FLOOR.value: "楼层",
    PartKind.ROOM.value: "房号",
    PartKind.LANDMARK.value: "地标",
}


def grade_texts(texts: Iterable[str]) -> list[dict[str, Any]]:
    """One result a text, in order: grade, parts with offsets into the text, missing questions."""
    return [_told(text) for text in texts]


def _told(text: str) -> dict[str, Any]:
    reading = read_address(text)
    return {
        "text": text,
        "grade": reading.grade.value,
        "parts": [
            {
                "kind": part.kind.value,
                "text": part.text,
                "start": part.start,
                "end": part.end,
                "code": part.code,
            }
            for part in reading.parts
        ],
        "missing": list(reading.missing),
        "contradictions": list(reading.contradictions),
    }


def read_addresses(path: Path) -> list[str]:
    """The addresses of a text file (one a line) or of the column 投诉地址 of a table."""
    if path.suffix.lower() in _TABLES:
        return _column(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"文件“{path}”打不开，请检查路径和权限") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
    raise InputError(f"文件“{path.name}”的文字编码无法识别，请另存为 UTF-8")


def _column(path: Path) -> list[str]:
    for sheet in read_workbook(path):
        for at, row in enumerate(sheet.rows[:LOOK_AT]):
            names = [clean_name(cell) for cell in row]
            if _COLUMN in names:
                column = names.index(_COLUMN)
                return [to_text(cells[column]) for cells in sheet.rows[at + 1 :]]
    raise InputError(f"“{path.name}”里没有“{_COLUMN}”列，请核对表头")
