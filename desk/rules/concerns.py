"""Which orders a changed setting may concern: of those that a rule reads it for, a little more than needed.

An order without these traits is judged without the setting. With every setting go the orders that have a
finding of a rule that reads it, since the finding names its value: see `concern`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from desk.records import (
    EVERY,
    CalendarDay,
    CalendarYear,
    Department,
    Meeting,
    Parameter,
    Region,
    StepName,
    T2Switch,
    TieKind,
    Trait,
)
from desk.rules.catalogue import CATALOGUE
from desk.rules.parameter_values import spec_of
from desk.vocabulary import Cause, TransferKind

_WAITING = (Trait("orders", "recheck_at"),)  # what is not yet due has noted when to look again
_NEW_BUILD = (Trait("orders", "cause", (Cause.NEW_BUILD,)),)
_BY_WORKING_DAYS = (Cause.FAULT, Cause.REFIT, Cause.NEW_ACTIVE)
_TESTED = (Trait("field_tests"),)
_TRANSFERRED = (Trait("transfers"),)
_ESCALATED = (Trait("escalations"),)
_REPEATED = (Trait("ties", "kind", (TieKind.NUMBER, TieKind.ADDRESS), shared=True),)
_GATHERED = (  # the cells of a cluster may be several
    Trait("ties", "kind", (TieKind.CELL,)),
    Trait("ties", "kind", (TieKind.SITE, TieKind.VILLAGE), shared=True),
)
_MEASURED = (Trait("measurements"), *_GATHERED)

PARAMETERS: Mapping[str, tuple[Trait, ...]] = {
    "soon_hours": _WAITING,
    "county_slack_km": (),  # read where the coordinates lie outside: always a finding
    "field_test_hours": _TESTED,
    "stage_reply_hours": (*_TESTED, Trait("transfers", "kind", (TransferKind.FIELD_TEST,))),
    "callback_attempts": (),  # read where no callback reached the customer: always a finding
    "repeat_days": _REPEATED,
    "follow_up_days": (Trait("follow_ups"),),
    "branch_reply_hours": _TRANSFERRED,
    "escalate_hours": _ESCALATED,
    "upgraded_channels": (Trait("orders", "channel"),),
    "sensitive_levels": (Trait("orders", "level"),),
    "difficult_repeats": (EVERY,),
    "difficult_days": (EVERY,),
    "difficult_transfers": _TRANSFERRED,
    "escalation_ack_hours": _ESCALATED,
    "escalation_days": _ESCALATED,
    "cluster_orders": _GATHERED,
    "cluster_days": _GATHERED,
    "cluster_m": (EVERY,),  # all ties are made again
    "supervise_days": _WAITING,
    "weak_rsrp_4g": _MEASURED,
    "border_rsrp_4g": _MEASURED,
    "weak_sinr_4g": _MEASURED,
    "border_sinr_4g": _MEASURED,
    "weak_rsrp_5g": _MEASURED,
    "weak_sinr_5g": _MEASURED,
    "quiet_windows": (Trait("contacts"),),
    "review_weekly": _NEW_BUILD,
}


def _year(year: int) -> tuple[Trait, ...]:
    """Steps due in working days that began in that year or, counting on over its end, the one before."""
    span = (datetime(year - 1, 1, 1), datetime(year + 1, 1, 1))
    return (
        Trait("orders", "classed_at", span=span, causes=_BY_WORKING_DAYS),
        Trait("field_tests", "finished_at", span=span, causes=_BY_WORKING_DAYS),
    )


def _department(row: Department) -> tuple[Trait, ...]:
    name = row.department.strip()
    return (
        Trait("orders", "department", holds=name),
        Trait("transfers", "department", holds=name),
        Trait("transfers", "supervisor", holds=name),
    )


_TABLES: Mapping[type, tuple[str, Callable[[Any], tuple[Trait, ...]]]] = {
    Region: ("regions", lambda row: (Trait("orders", "region", holds=row.region.strip()),)),
    Department: ("departments", _department),
    T2Switch: ("t2_switches", lambda row: (Trait("transfers", "department", holds=row.branch.strip()),)),
    Meeting: ("meetings", lambda row: _NEW_BUILD),
    StepName: ("step_names", lambda row: ()),  # what findings call the steps
    CalendarYear: ("calendar", lambda row: _year(row.year)),
    CalendarDay: ("calendar", lambda row: _year(row.day.year)),
}


def concern(row: Any) -> tuple[Trait, ...]:
    """The orders that a row of the office's settings may concern; all of them where nothing bounds it."""
    if isinstance(row, Parameter):
        name = spec_of(row.name).name
        return _found(name), *PARAMETERS.get(name, (EVERY,))
    if type(row) not in _TABLES:
        return (EVERY,)
    name, traits = _TABLES[type(row)]
    return _found(name), *traits(row)


def _found(name: str) -> Trait:
    """A finding of a rule that reads the setting."""
    codes = tuple(rule.code for rule in CATALOGUE if name in (*rule.parameters, *rule.settings))
    return Trait("findings", "rule", codes)
