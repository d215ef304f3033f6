"""Fills a workbook that somebody else has made, without losing anything of it."""

import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.files import beside
from desk.workbook.cells import Limits
from desk.workbook.filling import headerfooter, neighbours
from desk.workbook.filling.filledsheet import FilledSheet
from desk.workbook.filling.package import Package
from desk.workbook.filling.references import SheetRows, whole
from desk.workbook.filling.sandbox import Sandbox
from desk.workbook.filling.sheetrows import SheetXml, shared_strings
from desk.workbook.filling.staleness import dependents
from desk.workbook.filling.styles import CellFormats
from desk.workbook.filling.tags import tagged_cells
from desk.workbook.filling.values import Renderer
from desk.workbook.guard import inspect
from desk.workbook.writing import LEVEL

_PIECE = 512  # rows written at a time
_CALC = re.compile(r"<((?:\w+:)?)calcPr\b([^>]*?)/?>(?:</\1calcPr>)?")
_BEFORE_CALC = re.compile(
    r".*(?:</(?:\w+:)?(?:sheets|functionGroups|externalReferences|definedNames)>|<(?:\w+:)?definedNames/>)",
    re.DOTALL,
)
_TABLE_NAME = re.compile(r'<(?:\w+:)?table\b[^>]*?\s(?:displayName|name)="([^"]*)"')
_BASE_1904 = re.compile(r'<(?:\w+:)?workbookPr\b[^>]*\sdate1904="(?:1|true)"')
_MACRO_PARTS = re.compile(r"vbaProject\.bin$|/macrosheets/|vbaProjectSignature", re.IGNORECASE)


def fill(
    template: Path,
    out: Path,
    values: Mapping[str, Any],
    untouched: Collection[str],
    told: Callable[[int, int], None],
) -> None:
    """See `fill_template` of the package."""
    _refuse_what_is_no_template(template, out)
    with beside(out) as part, zipfile.ZipFile(template) as archive:
        filling = _Filling(Package(archive, template.name), values, untouched)
        filling.prepare()
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as target:
            filling.write(target, told)


def _refuse_what_is_no_template(template: Path, out: Path) -> None:
    if template.resolve() == out.resolve():
        raise InputError(f"输出文件与模板“{template.name}”是同一个文件，请换一个输出文件名。")
    if inspect(template, Limits()).kind != "xlsx":
        raise InputError(f"模板“{template.name}”不是 .xlsx 工作簿，请用 Excel 打开，另存为 .xlsx 后再试。")
    with zipfile.ZipFile(template) as archive:
        types = archive.read("[Content_Types].xml")
        if b"macroEnabled" in types or any(_MACRO_PARTS.search(name) for name in archive.namelist()):
            raise InputError(
                f"模板“{template.name}”含有宏，不能作模板；请在 Excel 中另存为不含宏的 .xlsx 后再试。"
            )


class _Filling:
    """One filling of one template."""

    def __init__(self, package: Package, values: Mapping[str, Any], untouched: Collection[str]) -> None:
        self._package, self._values, self._untouched = package, values, untouched
        self._sandbox = Sandbox()
        self._filled: dict[str, FilledSheet] = {}
        self._rows: SheetRows = {}
        styles = package.of_book("styles")
        self._styles_part = styles
        self._formats = CellFormats(package.text(styles) if styles else "")

    def prepare(self) -> None:
        """Everything that can go wrong with the template itself, before a byte is written."""
        texts = {name: (part, self._package.text(part)) for name, part in self._package.sheets()}
        tagged = self._lay_out(texts)
        self._rows = {sheet.title: whole(sheet.root) for sheet in tagged}
        book = self._package.text(self._package.book)
        self._take_dependents(
            {name: text for name, text in texts.items() if text[0] not in self._filled}, book
        )
        renderer_1904 = bool(_BASE_1904.search(book))
        for sheet in self._filled.values():
            renderer = Renderer(self._formats, sheet.xml.prefix, renderer_1904)
            sheet.make_ready(self._sandbox, renderer, self._rows, list(self._values))
            sheet.fill_head_and_foot(self._sandbox, self._values)
            self._move_neighbours(sheet)
        for part in self._package.parts:
            if re.match(r"xl/charts/chart[^/]*\.xml$", part):
                self._package.put(part, neighbours.moved_chart(self._package.text(part), self._rows))
        self._settle_book(neighbours.moved_names(book, self._rows))

    def write(self, target: zipfile.ZipFile, told: Callable[[int, int], None]) -> None:
        """Every part in the template's order; the formats last, for cells may ask for new ones until then."""
        package = self._package
        late = []
        done, total = 0, sum(sheet.root.end for sheet in self._filled.values())
        for entry in package.archive.infolist():
            name = entry.filename
            if name in package.removed:
                continue
            if name == self._styles_part:
                late.append(entry)
            elif name in self._filled:
                with target.open(_like(entry), "w") as stream:
                    for piece in _joined(self._filled[name].pieces(self._sandbox, self._values, self._rows)):
                        told(done, total)
                        stream.write(piece)
                        done += _PIECE
            elif name in package.changed:
                target.writestr(_like(entry), package.changed[name].encode())
            else:
                _copy(package.archive, entry, target)
        for entry in late:
            data = self._formats.xml.encode() if self._formats.changed else package.archive.read(entry)
            target.writestr(_like(entry), data)

    def _lay_out(self, texts: Mapping[str, tuple[str, str]]) -> list[FilledSheet]:
        strings = self._package.of_book("sharedStrings")
        shared = shared_strings(self._package.text(strings)) if strings else []
        for name, (part, text) in texts.items():
            if name in self._untouched:
                continue
            xml = SheetXml.of_xml(text)
            tagged = tagged_cells(xml, shared)
            if tagged or headerfooter.has_fields(xml.tail):
                self._take(name, part, xml, tagged)
        if not self._filled:
            raise InputError(
                f"模板“{self._package.name}”里没有 {{{{ 字段 }}}}，没有可填的内容；"
                "请先在单元格里写上字段，写法见默认模板的“字段说明”表。"
            )
        return list(self._filled.values())

    def _take(self, name: str, part: str, xml: SheetXml, tagged: Mapping[tuple[int, str], Any]) -> None:
        self._filled[part] = FilledSheet.laid_out(
            self._package.name, name, part, xml, tagged, self._sandbox, self._values
        )

    def _take_dependents(self, others: Mapping[str, tuple[str, str]], book: str) -> None:
        tables = [
            name
            for sheet in self._filled.values()
            for relation in self._package.relations(sheet.part)
            if relation.kind == "table" and relation.part in self._package.parts
            for name in _TABLE_NAME.findall(self._package.text(relation.part or ""))
        ]
        texts = {name: text for name, (_, text) in others.items()}
        for name in dependents(texts, self._rows, book, map(unescape, tables)):
            part, text = others[name]
            self._take(name, part, SheetXml.of_xml(text), {})

    def _move_neighbours(self, sheet: FilledSheet) -> None:
        package, root, rows = self._package, sheet.root, self._rows
        for relation in package.relations(sheet.part):
            if relation.part is None or relation.part not in package.parts:
                continue
            text = package.text(relation.part) if relation.kind in _MOVED else ""
            if relation.kind == "drawing":
                package.put(relation.part, neighbours.moved_drawing(text, root))
            elif relation.kind == "vmlDrawing":
                package.put(relation.part, neighbours.moved_vml(text, root, rows))
            elif relation.kind in {"comments", "threadedComment"}:
                package.put(relation.part, neighbours.moved_notes(text, root))
            elif relation.kind in {"table", "pivotTable"}:
                package.put(relation.part, neighbours.moved_table(text, root, rows))
            elif relation.kind == "ctrlProp":
                package.put(relation.part, neighbours.moved_control(text, root, rows))

    def _settle_book(self, book: str) -> None:
        """Let formulas be computed on opening, for their values are left out."""
        computed = any("<f" in cell.body or ":f" in cell.body for cell in self._all_cells())
        if computed:
            book = _with_calculation(book)
            if chain := self._package.of_book("calcChain"):
                self._package.remove(chain)
        self._package.put(self._package.book, book)

    def _all_cells(self) -> Iterator[Any]:
        for sheet in self._filled.values():
            for row in sheet.xml.rows.values():
                yield from row.cells


_MOVED = frozenset(
    {"drawing", "vmlDrawing", "comments", "threadedComment", "table", "pivotTable", "ctrlProp"}
)


def _with_calculation(book: str) -> str:
    if found := _CALC.search(book):
        attributes = re.sub(r'\sfullCalcOnLoad="[^"]*"', "", found[2]).rstrip()
        tag = f'<{found[1]}calcPr{attributes} fullCalcOnLoad="1"/>'
        return book[: found.start()] + tag + book[found.end() :]
    place = _BEFORE_CALC.match(book)
    if not place:
        return book
    prefix = re.search(r"<((?:\w+:)?)sheets\b", book)
    return f'{place[0]}<{prefix[1] if prefix else ""}calcPr fullCalcOnLoad="1"/>{book[place.end() :]}'


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """A new entry of the same name, date and way of packing."""
    new = zipfile.ZipInfo(entry.filename, entry.date_time)
    new.compress_type = (
        zipfile.ZIP_STORED if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    )
    new.external_attr = entry.external_attr
    return new


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: zipfile.ZipFile) -> None:
    if entry.is_dir():
        return
    with archive.open(entry) as source, target.open(_like(entry), "w") as copy:
        while chunk := source.read(1 << 20):
            copy.write(chunk)


def _joined(pieces: Iterable[str]) -> Iterator[bytes]:
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if len(held) == _PIECE:
            yield "".join(held).encode()
            held.clear()
    yield "".join(held).encode()
