"""Templates for tests: made with openpyxl, then given the parts that openpyxl cannot write."""

import re
import zipfile
from pathlib import Path

import openpyxl

from desk.workbook import fill_template

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "[Content_Types].xml"
BOOK_TIES = "xl/_rels/workbook.xml.rels"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)


def book_of(path: Path, cells, *, title="反馈", prepare=None) -> Path:
    """A workbook with these cells; `prepare` gets the openpyxl sheet for whatever else it needs."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for name, value in cells.items():
        sheet[name] = value
    if prepare:
        prepare(sheet)
    book.save(path)
    return path


def filled(template: Path, **values):
    """The filled workbook as openpyxl reads it; its file stands beside the template as out.xlsx."""
    fill_template(template, out_of(template), values)
    return openpyxl.load_workbook(out_of(template))


def out_of(template: Path) -> Path:
    return template.with_name("out.xlsx")


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewrite(path: Path, change) -> Path:
    """Let `change` work on the parts of a workbook (name -> bytes)."""
    parts = parts_of(path)
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def add_part(parts: dict[str, bytes], name: str, data: bytes, content_type: str = "") -> None:
    parts[name] = data
    if content_type:
        entry = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'.encode()
        parts[TYPES] = parts[TYPES].replace(b"</Types>", entry)


def tie(parts: dict[str, bytes], holder: str, kind: str, target: str, identity: str) -> None:
    """Let a part (by its relations' name) refer to another."""
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    entry = (
        f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'.encode()
    )
    parts[holder] = parts.get(holder, empty).replace(b"</Relationships>", entry)


def insert(parts: dict[str, bytes], name: str, before: str, xml: str) -> None:
    """Put XML into a part before the first of a tag."""
    assert before.encode() in parts[name]
    parts[name] = parts[name].replace(before.encode(), xml.encode() + before.encode(), 1)


def xml_of(path: Path, name: str) -> str:
    return parts_of(path)[name].decode()


def attribute(xml: str, element: str, name: str) -> list[str]:
    """The values of an attribute of all elements of a name."""
    return re.findall(rf'<(?:\w+:)?{element}\b[^>]*?\s{name}="([^"]*)"', xml)
