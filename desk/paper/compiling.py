"""Compiles a report: the data travel as JSON beside the template and never become a part of its source."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal

from desk import assets
from desk.errors import InputError
from desk.paper.faults import template_fault
from desk.paper.fonts import SYSTEM, Shelf, faces_of, typst_fonts

ENTRY = "report.typ"
PICTURES = "pictures"
MOST_REPORTS = 200  # in one document; Typst takes some 6 MB of memory for each
_CHINA = timezone(timedelta(hours=8))
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_OUTSIDE = re.compile(r'"@[\w-]+/')
# control characters, halves of characters, and marks that turn the reading direction of what follows them
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def pdf(report: str, data: Mapping[str, Any], *, shelf: Shelf = SYSTEM, folder: Path | None = None) -> bytes:
    """The report as a PDF; the same data on the same machine give the same bytes.

    `report` is a folder below reports/ (or below `folder`, for an office's own templates), `data` are
    JSON-able values. `data["as_of"]`, an ISO time of China, dates the document; `data["pictures"]` are
    Pictures by name, which travel beside the JSON. InputError when there is no such report, no Chinese font,
    more than 200 members of `data["reports"]`, or when the template is broken.
    """
    (document,) = _compiled(report, data, "pdf", shelf, folder)
    return document


def pages(
    report: str,
    data: Mapping[str, Any],
    *,
    dpi: int = 110,
    shelf: Shelf = SYSTEM,
    folder: Path | None = None,
) -> list[bytes]:
    """The report's pages as PNG pictures, for preview and for printers; errors as in `pdf`."""
    return _compiled(report, data, "png", shelf, folder, dpi)


def _compiled(
    report: str,
    data: Mapping[str, Any],
    form: Literal["pdf", "png"],
    shelf: Shelf,
    folder: Path | None,
    dpi: int | None = None,
) -> list[bytes]:
    import typst

    _check_number(data)
    root = folder or assets.report()
    entry = _entry(root, report)
    faces = faces_of(shelf)
    values = {name: value for name, value in data.items() if name != PICTURES}
    inputs = {
        "data": json.dumps(_printable(values), ensure_ascii=False, allow_nan=False),
        "fonts": json.dumps({"song": faces.song, "hei": faces.hei}),
        **{f"picture-{name}": picture.svg() for name, picture in data.get(PICTURES, {}).items()},
    }
    try:
        result = typst.compile(
            entry,
            root=root,
            font_paths=typst_fonts(shelf),
            ignore_system_fonts=not shelf.system,
            format=form,
            ppi=dpi,
            sys_inputs=inputs,
            timestamp=_dated(data),
            pdf_tags=False,  # they are four fifths of a file with many orders, and a form is read on paper
        )
    except typst.TypstError as error:
        raise template_fault(root, report, error.message, error.diagnostic) from error
    return [result] if isinstance(result, bytes) else list(result)


def _entry(root: Path, report: str) -> Path:
    """The template's first file; InputError when it is missing or would fetch something from the network."""
    known = sorted(path.parent.name for path in root.glob(f"*/{ENTRY}"))
    if report not in known:
        raise InputError(f"没有名为“{report}”的报告模板，可用的有：{'、'.join(known) or '无'}。")
    for path in (*(root / report).rglob("*.typ"), *(root / "common").rglob("*.typ")):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, 1):
            if _OUTSIDE.search(line):
                place = f"{path.relative_to(root).as_posix()} 第 {number} 行"
                raise InputError(f"报告模板 {place}引用了网络上的软件包，请改为引用 reports 文件夹中的文件。")
    return root / report / ENTRY


def _check_number(data: Mapping[str, Any]) -> None:
    number = len(data.get("reports", ()))
    if number > MOST_REPORTS:
        raise InputError(f"一份 PDF 最多放 {MOST_REPORTS} 份报告，这次要求了 {number} 份，请分几次打印。")


def _dated(data: Mapping[str, Any]) -> datetime:
    """The document's date, from the data and not from the clock."""
    as_of = data.get("as_of")
    return datetime.fromisoformat(as_of).replace(tzinfo=_CHINA) if as_of else _UNDATED


def _printable(value: Any) -> Any:
    """The values with what cannot be printed shown as a replacement sign."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {key: _printable(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(entry) for entry in value]
    return value
