"""What a file brings against what is stored: three versions of a row, field by field, and the conflicts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk.records import Field, Owner, SheetSpec
from desk.records.sheets import BY_TITLE

Place = tuple[str, int, str]  # sheet, row of the file, column
_ORDERS = BY_TITLE["工单"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that the desk and the file changed both since the last import; the desk's value stays.

    `last` is what the last import brought, None when it brought nothing.
    """

    sheet: str
    row: int
    column: str
    order_no: str | None
    last: Any
    ours: Any
    theirs: Any

    def __str__(self) -> str:
        where = f"工单 {self.order_no} " if self.order_no else ""
        ours, theirs, last = (_shown(value) for value in (self.ours, self.theirs, self.last))
        return f"{where}{self.sheet}.{self.column}：台账为{ours}，文件为{theirs}，上次导入为{last}"

    @property
    def place(self) -> Place:
        """Its name when a person chooses."""
        return self.sheet, self.row, self.column


@dataclass(frozen=True, slots=True)
class Merged:
    """The row as it should stand, what was not taken over of the file, and the conflicts."""

    after: Any
    offered: Mapping[str, Any]
    conflicts: tuple[Conflict, ...]


def _shown(value: Any) -> str:
    text = "（空）" if value is None else f"“{value}”"
    return text if len(text) <= 40 else f"{text[:38]}…”"


def differs(sheet: SheetSpec, stored: Any, coming: Any) -> bool:
    """Whether the file says something else; its blanks say nothing."""
    return any(
        (value := getattr(coming, field.name)) is not None and value != getattr(stored, field.name)
        for field in sheet.fields
    )


def merge(
    sheet: SheetSpec, stored: Any, coming: Any, last: Mapping[str, Any], take: Mapping[Place, bool]
) -> Merged:
    """What EOMS owns is taken over, what the desk entered stays, unless a person chose the file's value."""
    values: dict[str, Any] = {}
    offered: dict[str, Any] = {}
    conflicts = []
    for field in sheet.fields:
        theirs, ours = getattr(coming, field.name), getattr(stored, field.name)
        if theirs is None or theirs == ours or theirs == last.get(field.name):
            continue
        if _is_free(sheet, field, ours, last):
            values[field.name] = theirs
            continue
        conflict = Conflict(
            sheet.title,
            coming.key,
            field.title,
            getattr(stored, "order_no", None),
            last.get(field.name),
            ours,
            theirs,
        )
        conflicts.append(conflict)
        chosen = values if take.get(conflict.place) else offered
        chosen[field.name] = theirs
    return Merged(replace(stored, **values), offered, tuple(conflicts))


def _is_free(sheet: SheetSpec, field: Field, ours: Any, last: Mapping[str, Any]) -> bool:
    """Whether the desk has said nothing of its own here: the field is as the last import left it."""
    if ours != last.get(field.name):
        return False
    return ours is None or sheet is not _ORDERS or field.owner is Owner.EOMS


def paired(
    sheet: SheetSpec, stored: Iterable[Any], coming: Sequence[Any], last: Mapping[int, Mapping[str, Any]]
) -> Iterator[tuple[Any, Any | None]]:
    """Each row of the file with the stored row that it is, or None for a new one.

    Rows are the same when 工单号 and all their required columns and times are, now or at the last import.
    Of several such rows the one that says the same is taken, else the first that is left.
    """
    names = [field.name for field in sheet.identity]
    pools: dict[tuple[Any, ...], dict[int, Any]] = {}
    for row in stored:
        pools.setdefault(_identity(row, names), {})[row.key] = row
        if before := last.get(row.key):
            pools.setdefault(tuple(before.get(name) for name in names), {})[row.key] = row
    found: dict[int, Any] = {}
    used: set[int] = set()
    for exact in (True, False):
        for at, row in enumerate(coming):
            if at in found:
                continue
            pool = pools.get(_identity(row, names), {})
            for key, candidate in pool.items():
                if key not in used and not (exact and differs(sheet, candidate, row)):
                    found[at] = candidate
                    used.add(key)
                    break
    for at, row in enumerate(coming):
        yield row, found.get(at)


def _identity(row: Any, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)
