"""Passing a gate by a person's right, with a reason that stays on the order."""

from collections.abc import Iterable
from datetime import datetime

from desk.errors import InputError
from desk.records import Deed, Waiver
from desk.rules.rule import Finding
from desk.services.desk import Desk
from desk.store import Change
from desk.vocabulary import WaiverKind


def override_all(
    desk: Desk, order_no: str, blockers: Iterable[Finding], reason: str, time: datetime
) -> list[Change]:
    """A waiver for each rule that blocks. InputError without the right, or without a reason."""
    desk.require(Deed.OVERRIDE)
    if not reason.strip():
        raise InputError("放行要写明原因，请填写后再试")
    return [
        Change(
            None,
            Waiver(
                order_no=order_no,
                rule=rule,
                conclusion=WaiverKind.WAIVE.value,
                reason=reason.strip(),
                person=desk.person.name,
                time=time,
            ),
        )
        for rule in dict.fromkeys(finding.rule for finding in blockers)
    ]
