"""Writes workbooks: openpyxl builds the book, rows are streamed into it, the file is whole or not there."""

import gc
import io
import re
import sys
import traceback
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from desk.files import beside
from desk.workbook.housestyle import Styles, foot_pages, lay_out, register
from desk.workbook.sheetxml import LAST_ROW, RowStream, column_letters
from desk.workbook.tables import Table

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
LEVEL = 2  # half the time of level 6 for a tenth more bytes
_PIECE = 512  # rows written at a time
_DIMENSION = re.compile(rb"<dimension [^>]*/>")
_WHEN = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_BAD_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")


def write_workbook(
    path: Path,
    tables: Sequence[Table],
    *,
    properties: Mapping[str, str] | None = None,
    foot: str = "",
) -> None:
    """Write the tables, one sheet each, in the desk's style; equal input gives equal bytes.

    `properties` are title, subject, creator, keywords, description of the document; `foot` stands below
    every page. Texts never become
    formulas, characters that XML forbids are left out, texts over 32,767 characters are cut with a
    visible mark. InputError when the file cannot be written; then nothing is left behind and an old file
    stays as it was.
    """
    import openpyxl

    book = openpyxl.Workbook()
    styles = register(book)
    book.remove(book.active)
    names = sheet_names([table.name for table in tables])
    streams = {name: add_table(book, name, table, styles) for name, table in zip(names, tables, strict=True)}
    for sheet in book.worksheets:
        foot_pages(sheet, foot)
    for name, value in (properties or {}).items():
        setattr(book.properties, name, value)
    save_book(path, book, streams)


def add_table(book: Any, name: str, table: Table, styles: Styles) -> RowStream:
    """Add a table's sheet to an openpyxl book; its rows come from the stream that `save_book` takes."""
    sheet = book.create_sheet(name)
    heading = lay_out(sheet, table)
    if table.autofilter and table.columns:
        last = LAST_ROW - book.index(sheet)
        sheet.auto_filter.ref = f"A{heading}:{column_letters(len(table.columns))}{last}"
    return RowStream(table, styles, heading)


def save_book(path: Path, book: Any, streams: Mapping[str, RowStream] | None = None) -> None:
    """Save an openpyxl book whole or not at all, rows of `streams` (by sheet name) following those it has.

    An autofilter that ends at row 1,048,576 minus the index of its sheet is shortened to the last row.
    """
    with beside(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as out:
        buffer = io.BytesIO()
        _save(book, buffer)
        with zipfile.ZipFile(buffer) as built:
            _copy(built, out, book, streams or {})


def _save(book: Any, buffer: io.BytesIO) -> None:
    """Save through openpyxl, whose generators fail once more, unheard, when they are thrown away."""
    try:
        book.save(buffer)
    except OSError as error:
        hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
        try:
            traceback.clear_frames(error.__traceback__)
            gc.collect()  # a generator and its writer hold each other
        finally:
            sys.unraisablehook = hook
        raise


def _copy(built: zipfile.ZipFile, out: zipfile.ZipFile, book: Any, streams: Mapping[str, RowStream]) -> None:
    """Parts in openpyxl's order, but the workbook after its sheets: it repeats the ends of the filters."""
    ends: list[tuple[bytes, bytes]] = []
    parts = {sheet.path.lstrip("/"): sheet.title for sheet in book.worksheets}
    names = sorted(built.namelist(), key=lambda name: name == "xl/workbook.xml")
    for name in names:
        data = built.read(name)
        stream = streams.get(parts.get(name, ""))
        if stream:
            marker = str(LAST_ROW - book.sheetnames.index(parts[name])).encode()
            _stream(out, name, data, stream, marker)
            ends.append((marker, str(stream.last_row).encode()))
            continue
        if name == "xl/workbook.xml":
            for marker, end in ends:
                data = data.replace(b"$" + marker, b"$" + end)
        out.writestr(_entry(name), _WHEN.sub(b"", data) if name == "docProps/core.xml" else data)


def _stream(out: zipfile.ZipFile, name: str, data: bytes, stream: RowStream, marker: bytes) -> None:
    head, tag, tail = _DIMENSION.sub(b"", data).partition(b"</sheetData>")
    with out.open(_entry(name), "w") as part:
        part.write(head)
        for piece in _pieces(stream):
            part.write(piece)
        part.write(tag + tail.replace(marker + b'"', str(stream.last_row).encode() + b'"'))


def _pieces(rows: Iterable[str]) -> Iterator[bytes]:
    piece: list[str] = []
    for row in rows:
        piece.append(row)
        if len(piece) == _PIECE:
            yield "".join(piece).encode()
            piece.clear()
    yield "".join(piece).encode()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names that Excel takes: 31 characters, none of []:*?/\\, no two alike."""
    names: list[str] = []
    for number, name in enumerate(wanted, 1):
        clean = _BAD_NAME.sub("_", name).strip()[:31] or f"表{number}"
        taken = clean.casefold() in {other.casefold() for other in names}
        names.append(f"{clean[:26]}({number})" if taken else clean)
    return names
