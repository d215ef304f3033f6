"""The one way to change what the office sets: with the right, a reason, checked, logged, to be undone."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from desk.errors import InputError
from desk.records import BY_RECORD, BY_TABLE, Deed, Field, Parameter, Person, SheetSpec
from desk.rules.parameter_values import parameters_from, spec_of
from desk.rules.soundness import check_setting
from desk.services.desk import Desk
from desk.store import Change, Written
from desk.store.history import LoggedDeed, list_deeds
from desk.store.loading import load_table
from desk.vocabulary import Role

_LETTERS = 20  # of a value in the title
_NAMED = 3  # rows that the title of the deed names
_KINDS = (Deed.PEOPLE, Deed.SETTINGS, Deed.EDIT)  # of a deed that changes several, the first


def setting_rows(desk: Desk, tables: Iterable[str]) -> dict[str, list[Any]]:
    """The office's own rows of these tables, as they stand."""
    with desk.database.read() as connection:
        return {table: load_table(connection, table) for table in tables}


def change_settings(desk: Desk, changes: Sequence[Change], reason: str | None) -> Written:
    """Put these rows in force in one deed that can be undone; orders are judged anew as far as they ask.

    InputError without the right or a reason, for a row that cannot be in force, and when nothing changes.
    """
    changes = [change for change in changes if change.before != change.after]
    require_change(desk, changes, reason)
    kinds = {BY_TABLE[change.table].deed for change in changes}
    with desk.database.write() as connection:
        for table in {change.table for change in changes}:
            stored = load_table(connection, table)
            _refuse_unsound(BY_TABLE[table], stored, [change for change in changes if change.table == table])
        kind = next(kind for kind in _KINDS if kind in kinds)
        note = desk.note(kind, title_of(changes), reason=(reason or "").strip())
        return desk.apply(note, changes, within=connection)


def require_change(desk: Desk, changes: Sequence[Change], reason: str | None) -> None:
    """InputError when nothing changes, or the person has no right or gives no reason."""
    for kind in {BY_TABLE[change.table].deed for change in changes}:
        desk.require(kind)
    if not changes:
        raise InputError("设置没有变化，不需要保存")
    if not (reason or "").strip():
        raise InputError("请写明修改设置的原因，原因会留档")


def setting_history(desk: Desk) -> list[LoggedDeed]:
    """The changes of settings and people, the latest first."""
    with desk.database.read() as connection:
        return list_deeds(connection, kinds=(Deed.SETTINGS.value, Deed.PEOPLE.value))


def title_of(changes: Sequence[Change]) -> str:
    """What was changed, as the log and the history name it."""
    told = [_told(change) for change in changes[:_NAMED]]
    more = f"等 {len(changes)} 处" if len(changes) > _NAMED else ""
    return f"设置：{'；'.join(told)}{more}"


def _told(change: Change) -> str:
    row = change.row
    sheet = BY_RECORD[type(row)]
    if isinstance(row, Parameter):
        return f"{spec_of(row.name).title} {_value(change.before)} → {_value(change.after)}"
    named = max(sheet.named_by, 1)
    name = " ".join(str(getattr(row, field.name)) for field in sheet.fields[:named])
    deed = "新增" if change.before is None else "删除" if change.after is None else "修改"
    how = "、".join(_differing(change, sheet.fields[named:]))
    return f"{deed}{sheet.title} {name}{f'（{how}）' if how else ''}"


def _differing(change: Change, fields: Sequence[Field]) -> Iterator[str]:
    """What makes a new row what it is, or what is changed of one: "类型 放假", "启用 是→否"."""
    if change.after is None:
        return
    for field in fields:
        then = getattr(change.after, field.name)
        if change.before is None:
            if field.choices and then:
                yield f"{field.title} {then}"
        elif (now := getattr(change.before, field.name)) != then:
            yield f"{field.title} {_brief(now)}→{_brief(then)}"


def _brief(value: Any) -> str:
    text = str(value) if value not in (None, "") else "空"
    return text if len(text) <= _LETTERS else f"{text[:_LETTERS]}…"


def _value(row: Parameter | None) -> str:
    return "默认" if row is None else row.value or "（空）"


def _refuse_unsound(sheet: SheetSpec, stored: Sequence[Any], changes: Sequence[Change]) -> None:
    rows = {row.key: row for row in stored}
    for change in changes:
        if change.after is not None:
            check_setting(change.after)
        if change.before is not None:
            rows.pop(change.key, None)
    after = [*rows.values(), *(change.after for change in changes if change.after is not None)]
    _refuse_twice(sheet, after)
    if sheet.record is Parameter:
        parameters_from((row.name, row.value) for row in after)
    if sheet.record is Person and not any(person.role == Role.ADMIN for person in after):
        raise InputError("至少要留一位管理员，否则没有人能再管理人员")


def _refuse_twice(sheet: SheetSpec, rows: Sequence[Any]) -> None:
    if not sheet.named_by:
        return
    seen = set()
    for row in rows:
        name = tuple(getattr(row, field.name) for field in sheet.fields[: sheet.named_by])
        if name in seen:
            raise InputError(f"{sheet.title}里已有“{' '.join(map(str, name))}”，请修改那一行")
        seen.add(name)
