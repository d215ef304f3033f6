"""Transfers to a 分公司, and whether its own T2 interface was in use then."""

from datetime import datetime

from desk.records import T2Switch, Transfer
from desk.rules.case import Case
from desk.rules.departments import is_class
from desk.vocabulary import DepartmentClass, YesNo


def to_branches(case: Case) -> tuple[Transfer, ...]:
    """The order's transfers to a 分公司."""
    return tuple(row for row in case.transfers if is_branch(case, row.department))


def is_branch(case: Case, department: str) -> bool:
    """Classed as 分公司, or listed with a T2 switch."""
    return is_class(case, department, DepartmentClass.BRANCH) or bool(_switches(case, department))


def handed_time(row: Transfer) -> datetime | None:
    """When the order was handed over: 传递时间, else 发单时间."""
    return row.handed_at or row.issued_at


def switched_on(case: Case, row: Transfer) -> bool | None:
    """Whether the branch's switch was on when the order was handed over; off without an entry.

    The entry that came into force last decides. None when the time of the transfer is needed and not given.
    """
    entries = sorted(_switches(case, row.department), key=_since)
    time = handed_time(row)
    if time is not None:
        in_force = [entry for entry in entries if _since(entry) <= time]
        return bool(in_force) and in_force[-1].enabled == YesNo.YES
    if all(entry.enabled != YesNo.YES for entry in entries):
        return False
    return True if all(entry.since is None and entry.enabled == YesNo.YES for entry in entries) else None


def _switches(case: Case, branch: str) -> tuple[T2Switch, ...]:
    return case.office.t2_switches.get(branch.strip(), ())


def _since(entry: T2Switch) -> datetime:
    return entry.since or datetime.min
