"""Reads CSV text whatever its encoding and delimiter."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from desk.errors import InputError
from desk.workbook.cells import Row, too_many_rows

LONGEST_FIELD = 1 << 22  # characters; a quote that is never closed ends there
REMEMBERED = 500_000
_KEPT_TEXT = re.compile(r'="([^"]*)"')
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def csv_rows(path: Path, most: int) -> Iterator[Row]:
    """The rows of a CSV file (UTF-8, UTF-16, GB18030; comma, semicolon or tab); all values are texts.

    `="0012"`, which systems write to keep zeros, gives 0012. InputError for more than `most` filled rows.
    """
    text = _decoded(path)
    if not text.strip():
        raise InputError(f"文件 {path.name} 没有内容，请重新导出。")
    delimiter = _delimiter(text)
    csv.field_size_limit(LONGEST_FIELD)
    yield from _rows(path, text, delimiter, most)


def _rows(path: Path, text: str, delimiter: str, most: int) -> Iterator[Row]:
    # strict mode alone notices a quote that is never closed; odd quotes inside a field are let through
    strict = True
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        if sum(map(any, reader)) > most:
            raise InputError(too_many_rows(path.name, path.stem, most))
    except csv.Error as error:
        if "unexpected end" in str(error) or "field larger" in str(error):
            raise InputError(_unclosed(path, text, delimiter)) from None
        strict = False
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    value = _Values().__getitem__
    try:
        for row in reader:
            yield tuple(map(value, row))
    except csv.Error:
        raise InputError(_unclosed(path, text, delimiter)) from None


def _unclosed(path: Path, text: str, delimiter: str) -> str:
    line, told = 1, "双引号没有配对"
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for _ in reader:
            line = reader.line_num + 1
    except csv.Error as error:
        if "field larger" in str(error):
            told = f"一个单元格超过 {LONGEST_FIELD:,} 字，多半是双引号没有配对"
    return f"文件 {path.name} 第 {line} 行的{told}，请补上引号或用 Excel 另存为 .xlsx 后再试。"


class _Values(dict[str, str | None]):
    """Values by field; equal ones become one object: smaller in memory and quicker to send."""

    def __missing__(self, field: str) -> str | None:
        kept = _KEPT_TEXT.fullmatch(field)
        value = (kept[1] if kept else field) or None
        if len(self) < REMEMBERED:
            self[field] = value
        return value


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strict(path, data, encoding)
    head = data[:4096]
    if b"\x00" in head:  # the zero halves of commas and digits tell the byte order
        return _strict(path, data, "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(path, data, "gb18030")


def _strict(path: Path, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"文件 {path.name} 第 {line} 行不是 UTF-8、UTF-16 或 GB18030 文字，"
            "请用 Excel 另存为 .xlsx 后再试。"
        ) from None
    if _CONTROL.search(text):
        raise InputError(
            f"文件 {path.name} 不是表格也不是文字，请选择 .xlsx、.xlsm、.xls、.ods 或 .csv 文件。"
        )
    return text


def _delimiter(text: str) -> str:
    """The candidate that cuts the first lines most; `sep=;` as Excel writes it is not needed for that."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    return max(",\t;", key=lambda candidate: sum(line.count(candidate) for line in lines))
