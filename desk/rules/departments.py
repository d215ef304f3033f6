"""Which class a department is of, and for which cause a transfer hands an order on."""

from functools import lru_cache

from desk.records import Transfer
from desk.rules.case import Case
from desk.rules.office import Office
from desk.vocabulary import DepartmentClass, TransferKind

_WORDS = {
    "优化组": DepartmentClass.OPTIMISE,
    "代维": DepartmentClass.AGENT,
    "维护室": DepartmentClass.MAINTENANCE,
    "分公司": DepartmentClass.BRANCH,
    "客服": DepartmentClass.SERVICE,
    "质量管控": DepartmentClass.QUALITY,
}
_HANDED_ON = frozenset({TransferKind.T2, TransferKind.SERVICE})


def class_of(office: Office, department: str | None) -> str | None:
    """The class that the office gave a department, else the last telling word of its name, else None."""
    if not department:
        return None
    given = office.departments.get(department.strip())
    if given is not None:
        return given
    return _by_words(department)


@lru_cache(maxsize=4096)
def _by_words(department: str) -> str | None:
    at, found = max((department.rfind(word), named) for word, named in _WORDS.items())
    return found if at >= 0 else None


def is_class(case: Case, department: str | None, wanted: DepartmentClass) -> bool:
    """Whether the department is known to be of the class."""
    return class_of(case.office, department) == wanted


def unclassed(case: Case, *causes: str) -> tuple[Transfer, ...]:
    """The transfers that would hand an order of one of these causes on if their department were a 分公司."""
    if case.order.cause not in causes:
        return ()
    return tuple(
        transfer
        for transfer in case.transfers
        if transfer.kind in _HANDED_ON and class_of(case.office, transfer.department) is None
    )


def handed_on(case: Case, *causes: str) -> tuple[Transfer, ...]:
    """The transfers for one of these causes: of the type of that name, or T2 and 客服转派 to a 分公司.

    The latter count as the order's own 原因分类.
    """
    own = case.order.cause in causes
    return tuple(
        transfer
        for transfer in case.transfers
        if transfer.kind in causes
        or (
            own
            and transfer.kind in _HANDED_ON
            and is_class(case, transfer.department, DepartmentClass.BRANCH)
        )
    )
