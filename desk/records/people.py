"""People of the desk and the one answer to what a person may do."""

from dataclasses import dataclass, field
from enum import Enum

from desk.records.field import declare
from desk.vocabulary import Role


class Deed(Enum):
    """What a person does; the value is its name in the edit log."""

    IMPORT = "导入"
    EDIT = "修改"
    CONTACT = "联系"
    REPLY = "回单"
    ESCALATE = "升级"
    TRACK = "跟踪"
    OVERRIDE = "越过关口"
    WAIVE = "豁免"
    UNMASK = "查看完整信息"
    SETTINGS = "修改设置"
    PEOPLE = "管理人员"
    UNDO = "撤销"
    REDO = "重做"
    SWEEP = "复查"
    CLOSE = "月结"
    REOPEN = "撤销月结"


_ALL = frozenset(Role)
_SENIOR = frozenset({Role.LEAD, Role.QUALITY, Role.ADMIN})

_RIGHTS: dict[Deed, frozenset[Role]] = {
    Deed.IMPORT: _ALL,
    Deed.EDIT: _ALL,
    Deed.CONTACT: _ALL,
    Deed.REPLY: _ALL,
    Deed.ESCALATE: _ALL,
    Deed.TRACK: _ALL,
    Deed.UNDO: _ALL,
    Deed.REDO: _ALL,
    Deed.SWEEP: _ALL,
    Deed.OVERRIDE: _SENIOR,
    Deed.WAIVE: _SENIOR,
    Deed.UNMASK: _SENIOR,
    Deed.CLOSE: _SENIOR,
    Deed.REOPEN: frozenset({Role.LEAD, Role.ADMIN}),
    Deed.SETTINGS: _SENIOR,
    Deed.PEOPLE: frozenset({Role.ADMIN}),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the desk, sheet 人员."""

    name: str = declare("姓名", required=True, width=16)
    role: Role = declare("角色", required=True, choices=Role, width=10)
    key: int = field(default=0, compare=False)


# who is there until the office enters its own people
SHIPPED_PEOPLE = tuple(Person(role.value, role) for role in Role)


def may(person: Person, deed: Deed) -> bool:
    """Whether the person has the right to the deed."""
    return person.role in _RIGHTS[deed]
