"""Grading addresses without orders."""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.reading.address import PartKind, read_address
from desk.services.intake.mapping import order_aliases
from desk.workbook import clean_name, read_workbook, to_text
from desk.workbook.heading import LOOK_AT

_TABLES = (".csv", ".xlsx", ".xlsm", ".xls", ".ods")
_COLUMN = "投诉地址"
_LINE_END = re.compile("\r\n|\r|\n")

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
    text = _decoded(data)
    if text is None:
        raise InputError(f"文件“{path.name}”的文字编码无法识别，请另存为 UTF-8")
    lines = _LINE_END.split(text)
    return lines if lines[-1] else lines[:-1]


def _decoded(data: bytes) -> str | None:
    """UTF-8, UTF-16 with its mark, else GB18030, in which no text has a NUL; lone surrogates are kept."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = [("utf-16", "strict")] if marked else [("utf-8-sig", "strict")]
    if b"\0" not in data:
        encodings.append(("gb18030", "strict"))
    for encoding, errors in (*encodings, ("utf-8-sig", "surrogatepass")):
        try:
            return data.decode(encoding, errors)
        except UnicodeDecodeError:
            continue
    return None


def _column(path: Path) -> list[str]:
    for sheet in read_workbook(path):
        for at, row in enumerate(sheet.rows[:LOOK_AT]):
            column = _address_column([clean_name(cell) for cell in row])
            if column is not None:
                return [to_text(cells[column]) for cells in sheet.rows[at + 1 :]]
    raise InputError(f"“{path.name}”里没有“{_COLUMN}”列，请核对表头")


def _address_column(names: list[str]) -> int | None:
    """The column that is called 投诉地址, or by what other systems call it (详细地址 ...)."""
    known = order_aliases()
    ranked = [(known[name][1], at) for at, name in enumerate(names) if known.get(name, ("",))[0] == _COLUMN]
    return min(ranked)[1] if ranked else None
