"""Unpacks every part of an .xlsx or .ods once, keeping nothing: checksums, sizes, bombs, far-away cells."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree

from desk.errors import InputError
from desk.workbook.cells import Limits, too_many_rows
from desk.workbook.kinds import AGAIN, NOT_TABLE, REMEDY, refuse_encrypted
from desk.workbook.sheetscan import Finding, SheetScan

CHUNK = 1 << 20
BOMB_RATIO, BOMB_BYTES = 150, 16 << 20
MOST_PARTS = 10_000
WIDEST, DENSEST = 2_000, 20_000_000
_DTD = re.compile(rb"<!DOCTYPE|<!ENTITY")


def inspect_zip(path: Path, limits: Limits) -> Finding:
    """The findings on a workbook in a zip archive; InputError for any other archive and any harm."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _ZipGuard(path, archive, limits).inspect()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        detail = "压缩数据校验不符（已损坏）" if "CRC" in str(error) else "不完整或已损坏"
        raise InputError(f"文件 {path.name} {detail}，无法读取；{AGAIN}") from error


class _ZipGuard:
    """One pass over the parts of one archive."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.path, self.archive, self.limits = path, archive, limits
        self.names = set(archive.namelist())
        self.size = path.stat().st_size

    def inspect(self) -> Finding:
        entries = self.archive.infolist()
        if len(entries) > MOST_PARTS:
            self._refuse_bomb(f"内含 {len(entries)} 个部件")
        if len(self.names) < len(entries):
            raise zipfile.BadZipFile(
                "two parts of one name: the guard and the parser might see different ones"
            )
        if any(entry.flag_bits & 1 for entry in entries):
            refuse_encrypted(self.path)
        self.finding = Finding(self._kind())
        sheets = self._sheet_parts() if self.finding.kind == "xlsx" else {}
        for entry in entries:
            name = sheets.get(entry.filename)
            self._pass_over(entry, None if name is None else self.finding.scans[name])
        for name, scan in self.finding.scans.items():
            self._judge_extent(name, scan)
        return self.finding

    def _kind(self) -> str:
        if "mimetype" in self.names and "content.xml" in self.names:
            return self._ods()
        if "[Content_Types].xml" in self.names:
            if any(name.endswith("workbook.xml") for name in self.names):
                return "xlsx"
            if any(name.endswith("workbook.bin") for name in self.names):
                raise InputError(f"文件 {self.path.name} 是二进制工作簿（.xlsb），不能直接读取；{REMEDY}")
            for folder, name in (("word/", "Word 文档"), ("ppt/", "PowerPoint 文档")):
                if any(part.startswith(folder) for part in self.names):
                    raise InputError(f"文件 {self.path.name} 是 {name}，不是表格；{NOT_TABLE}")
        raise InputError(f"文件 {self.path.name} 是压缩包，里面没有工作簿，请先解压；{NOT_TABLE}")

    def _ods(self) -> str:
        if b"opendocument.spreadsheet" not in self._small("mimetype"):
            raise InputError(f"文件 {self.path.name} 是 OpenDocument 文档，但不是表格；{NOT_TABLE}")
        if b"encryption-data" in self._small("META-INF/manifest.xml"):
            refuse_encrypted(self.path)
        return "ods"

    def _small(self, name: str) -> bytes:
        """A part that is looked into here: a few MB at most, and never with a DTD."""
        if name not in self.names:
            return b""
        with self.archive.open(name) as part:
            data = part.read(8 * CHUNK)
            if part.read(1):
                self._refuse_bomb(f"的部件 {name} 过大")
        self._refuse_dtd(name, data)
        return data

    def _sheet_parts(self) -> dict[str, str]:
        """Part name -> sheet name, from the workbook and its relations."""
        book_part = min((name for name in self.names if name.endswith("workbook.xml")), key=len)
        folder, _, file = book_part.rpartition("/")
        try:
            book = ElementTree.fromstring(self._small(book_part))
            relations = ElementTree.fromstring(self._small(f"{folder}/_rels/{file}.rels".lstrip("/")))
        except ElementTree.ParseError:
            raise InputError(f"文件 {self.path.name} 的工作簿目录已损坏，无法读取；{AGAIN}") from None
        targets = {
            relation.get("Id", ""): _resolved(folder, relation.get("Target", "")) for relation in relations
        }
        parts = {}
        for element in book.iter():
            tag = element.tag.rpartition("}")[2]
            if tag == "workbookPr":
                self.finding.base1904 = element.get("date1904") in {"1", "true"}
            elif tag == "sheet":
                identity = next((value for key, value in element.items() if key.endswith("}id")), "")
                name = element.get("name", "")
                parts[targets.get(identity, "")] = name
                self.finding.scans[name] = SheetScan()
        return parts

    def _pass_over(self, entry: zipfile.ZipInfo, scan: SheetScan | None) -> None:
        size, tail, markup = 0, b"", False
        for chunk in self._chunks(entry):
            markup = markup or (size == 0 and _is_markup(entry.filename, chunk))
            size += len(chunk)
            self.finding.inflated += len(chunk)
            self._judge_size(entry, size)
            if markup:
                self._refuse_dtd(entry.filename, tail + chunk)
                tail = chunk[-16:]
                # Excel allows 32,767 characters in a cell: a megabyte without a tag is no table
                if len(chunk) == CHUNK and b"<" not in chunk:
                    self._refuse_bomb(f"的部件 {entry.filename} 中有一段超长文字")
            if scan:
                scan.feed(chunk)

    def _chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        with self.archive.open(entry) as part:
            while chunk := part.read(CHUNK):
                yield chunk

    def _judge_size(self, entry: zipfile.ZipInfo, size: int) -> None:
        total = self.finding.inflated
        for inflated, packed in ((size, entry.compress_size), (total, self.size)):
            if inflated > BOMB_BYTES and inflated > BOMB_RATIO * max(packed, 1):
                self._refuse_bomb(f"的部件 {entry.filename} 压缩比超过 {BOMB_RATIO} 倍")
        if total > self.limits.inflated_megabytes << 20:
            self._refuse_bomb(f"解开后超过 {self.limits.inflated_megabytes} MB")

    def _refuse_bomb(self, why: str) -> NoReturn:
        raise InputError(
            f"文件 {self.path.name} {why}，打开它会耗尽内存，已停止读取；请向提供者核实，"
            "或用 Excel 打开后只把需要的数据复制到新工作簿。"
        )

    def _refuse_dtd(self, name: str, data: bytes) -> None:
        if b"\x00" in data[:4]:
            raise InputError(f"文件 {self.path.name} 的部件 {name} 编码不常见，不能安全读取；{REMEDY}")
        if _DTD.search(data):
            raise InputError(
                f"文件 {self.path.name} 的部件 {name} 含有实体定义（DTD），"
                f"可能是恶意文件，已停止读取；{REMEDY}"
            )

    def _judge_extent(self, name: str, scan: SheetScan) -> None:
        self.finding.cells += scan.cells
        if self.finding.cells > self.limits.cells:
            raise InputError(
                f"文件 {self.path.name} 的单元格超过 {self.limits.cells:,} 个（到工作表「{name}」为止），"
                "请按时间分成几个文件再导入。"
            )
        if scan.rows > self.limits.rows:
            raise InputError(too_many_rows(self.path.name, name, self.limits.rows))
        if scan.last_column > WIDEST or scan.rows * scan.last_column > max(DENSEST, 20 * scan.cells):
            raise InputError(
                f"文件 {self.path.name} 的工作表「{name}」在 {scan.far} 有远离数据的单元格，"
                "请删除数据区以外的行和列，保存后再试。"
            )


def _is_markup(name: str, head: bytes) -> bool:
    """By content, for a part may be called anything; pictures (SVG) are no part that anyone parses here."""
    return b"<" in head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] and "/media/" not in name


def _resolved(folder: str, target: str) -> str:
    """The part that a relation of the workbook points to."""
    return target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
