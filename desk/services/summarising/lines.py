"""Sheets of lines: how every one of them is headed and marked."""

from collections.abc import Iterator, Mapping, Sequence

from desk.services.summarising.summary import Summary
from desk.workbook import Column, Table
from desk.workbook.tables import Emphasis

ORDER_NO, REGION = Column("工单号", "identifier", 24), Column("区域", "text", 10)


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
