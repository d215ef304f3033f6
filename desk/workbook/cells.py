"""Sheets of cells: what reading gives and what a caller may limit."""

from dataclasses import dataclass
from datetime import date, datetime, time

UNCALCULATED = "未计算的公式"


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell without a usable value: an Excel error such as #N/A, or a formula nobody has calculated."""

    code: str

    def __str__(self) -> str:
        return self.code


Cell = str | float | int | bool | datetime | date | time | ErrorCell | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows[i]` is row `first_row + i` of the file; all rows are equally wide.

    Empty rows at both ends and empty columns at the right are cut; a blank cell and an empty text are None.
    `base1904` says that serial numbers of dates count from 1904.
    """

    name: str
    rows: list[Row]
    first_row: int = 1
    hidden: bool = False
    base1904: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost; beyond it reading ends with an InputError.

    `megabytes` of the file, `inflated_megabytes` of its unpacked parts, `cells` with a value in all sheets,
    `rows` with a value in one sheet, `seconds` of reading, `memory_mb` of the reading process.
    """

    megabytes: int = 200
    inflated_megabytes: int = 1536
    cells: int = 20_000_000
    rows: int = 500_000
    seconds: int = 300
    memory_mb: int = 3072


def too_many_rows(file: str, sheet: str, limit: int) -> str:
    """The one sentence for a sheet with more rows than are read."""
    remedy = "请按时间分成几个文件依次导入，重复的行不会存两次"
    return f"文件 {file} 的工作表「{sheet}」超过 {limit:,} 行，{remedy}。"
