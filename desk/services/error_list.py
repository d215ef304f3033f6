"""The wrong rows of an import as a workbook: for whoever must mend them, or wrote them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from desk.services.intake import RowError
from desk.workbook import Column, Table, write_workbook

COLUMNS = (
    Column("文件", width=24),
    Column("工作表", width=12),
    Column("行", "integer", width=8),
    Column("列", width=14),
    Column("值", width=36),
    Column("原因和改法", width=60),
)


def write_error_list(path: Path, errors: Mapping[str, Sequence[RowError]]) -> int:
    """Write the errors, by the name of their file; answers how many. Values are those of the file."""
    rows = _rows(errors)
    write_workbook(path, [Table("错误清单", COLUMNS, rows, frozen=0)], properties={"title": "错误清单"})
    return sum(map(len, errors.values()))


def _rows(errors: Mapping[str, Sequence[RowError]]) -> Iterator[tuple[object, ...]]:
    for file, own in errors.items():
        for error in own:
            yield file, error.sheet, error.row, error.column, error.value, error.reason
