"""The parts of a workbook file: which there are, how they are tied, and what of them was changed."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from desk.errors import InputError

BOOK_RELATIONS = "_rels/.rels"
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_OVERRIDE = '<(?:\\w+:)?Override\\b[^>]*\\sPartName="/{}"[^>]*?(?:/>|></(?:\\w+:)?Override>)'


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie from one part to another, or to the world outside (`part` None)."""

    identity: str
    kind: str
    part: str | None
    xml: str


class Package:
    """An opened workbook file. Parts are read as texts when asked for; changed texts are kept aside."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive, self.name = archive, name
        self.parts = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
        self.changed: dict[str, str] = {}
        self.removed: set[str] = set()
        self.book = self._target("", "officeDocument") or "xl/workbook.xml"

    def text(self, part: str) -> str:
        """The part as it now reads; InputError for a coding other than UTF-8."""
        if part in self.changed:
            return self.changed[part]
        try:
            return self.archive.read(part).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InputError(
                f"模板“{self.name}”的部件 {part} 编码不常见；请用 Excel 打开，另存为 .xlsx 后再试。"
            ) from None

    def put(self, part: str, text: str) -> None:
        """Keep a new text of the part if it differs."""
        if text != self.text(part):
            self.changed[part] = text

    def relations(self, part: str) -> list[Relation]:
        """The ties of a part; "" means the file's own."""
        holder = _relations_of(part)
        if holder not in self.parts:
            return []
        return [_relation(found[0], part) for found in _RELATION.finditer(self.text(holder))]

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Name and part of each sheet, in the order of their tabs."""
        targets = {relation.identity: relation.part for relation in self.relations(self.book)}
        for found in _SHEET.finditer(self.text(self.book)):
            identity = re.search(r'\s\w+:id="([^"]*)"', found[0])
            part = targets.get(identity[1]) if identity else None
            if part in self.parts and part is not None:
                yield unescape(_attribute(found[0], "name")), part

    def of_book(self, kind: str) -> str | None:
        """The part of this kind (sharedStrings, styles, calcChain ...) that the workbook has."""
        return self._target(self.book, kind)

    def remove(self, part: str) -> None:
        """Leave out a part of the workbook with its tie and its entry among the content types."""
        self.removed.add(part)
        holder = _relations_of(self.book)
        tie = next(relation.xml for relation in self.relations(self.book) if relation.part == part)
        self.put(holder, self.text(holder).replace(tie, ""))
        types = "[Content_Types].xml"
        self.put(types, re.sub(_OVERRIDE.format(re.escape(part)), "", self.text(types)))

    def _target(self, part: str, kind: str) -> str | None:
        return next(
            (each.part for each in self.relations(part) if each.kind == kind and each.part in self.parts),
            None,
        )


def _relations_of(part: str) -> str:
    if not part:
        return BOOK_RELATIONS
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def _relation(xml: str, source: str) -> Relation:
    kind = _attribute(xml, "Type").rpartition("/")[2]
    target = unescape(_attribute(xml, "Target"))
    if _attribute(xml, "TargetMode") == "External":
        return Relation(_attribute(xml, "Id"), kind, None, xml)
    part = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
    return Relation(_attribute(xml, "Id"), kind, part, xml)


def _attribute(xml: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', xml)
    return found[1] if found else ""
