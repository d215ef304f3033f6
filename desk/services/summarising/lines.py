"""Sheets of lines: how every one of them is headed, marked, and masked."""

import re
from collections.abc import Iterator, Mapping, Sequence

from desk.services.summarising.summary import Summary
from desk.workbook import Column, Table
from desk.workbook.tables import Emphasis

_MOBILE = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")
ORDER_NO, REGION = Column("工单号", "identifier", 24), Column("区域", "text", 10)


def said(text: str | None, unmasked: bool) -> str | None:
    """A text as everybody may see it: the middle of mobile numbers starred out."""
    return text if unmasked or text is None else _MOBILE.sub(r"\1****\2", text)


def lines_table(
    name: str,
    title: str,
    columns: Sequence[Column],
    lines: Iterator[Sequence[object]],
    summary: Summary,
    *,
    mark: int,
    marks: Mapping[object, Emphasis],
    pages: int = 1,
    most: int = 8,
) -> Table:
    """A sheet of lines; the cell at `mark` is coloured by its value. Without lines it says so.

    `pages` across when printed, `most` lines a row.
    """

    def rows() -> Iterator[Sequence[object]]:
        empty = True
        for line in lines:
            empty = False
            yield line
        if empty:
            yield ("没有", *([None] * (len(columns) - 1)))

    def fills(row: Sequence[object]) -> Mapping[int, Emphasis]:
        emphasis = marks.get(row[mark])
        return {mark: emphasis} if emphasis else {}

    head = f"{title}（{summary.period.text}，{summary.lines_as_of}）"
    return Table(name, columns, rows(), title=head, fills=fills, pages=pages, most_lines=most)
