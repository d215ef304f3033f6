"""Orders as they would stand after changes, and the gates on them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from desk.errors import InputError
from desk.reading.address import AddressReading
from desk.records import FollowUp, Order
from desk.rules import engine
from desk.rules.catalogue import CATALOGUE
from desk.rules.gate import blocking, blocking_closing
from desk.rules.rule import Finding
from desk.rules.waiving import waived
from desk.services.judging import JUDGE, case_of, current_office, judged, read_bundle
from desk.store import Change
from desk.store.changes import changed
from desk.store.judging import related
from desk.store.loading import Bundle, load_bundles
from desk.vocabulary import FollowUpState, Outcome


@dataclass(frozen=True, slots=True)
class Standing:
    """An order with its rows and the findings on it at one moment.

    `said_until` is the time until which people's words on the rules count.
    """

    bundle: Bundle
    findings: tuple[Finding, ...]
    address: AddressReading
    said_until: datetime = datetime.max

    @property
    def order(self) -> Order:
        """The order itself."""
        return self.bundle.order

    @property
    def overridden(self) -> frozenset[str]:
        """Rules that a person has waived on this order."""
        said = self.bundle.rows.get("waivers", ())
        return waived(waiver for waiver in said if waiver.time <= self.said_until)

    def blockers(self) -> tuple[Finding, ...]:
        """What the gate holds against the outcome that the order carries; nothing when it carries none."""
        if self.order.outcome not in tuple(Outcome):
            return ()
        return tuple(blocking(self.findings, Outcome(self.order.outcome), self.overridden))


def load_order(connection: Connection, order_no: str) -> Bundle:
    """The order with its rows; InputError when there is none of this number."""
    bundle = load_bundles(connection, [order_no]).get(order_no)
    if bundle is None:
        raise InputError(f"没有工单号为“{order_no}”的工单，请核对工单号")
    return bundle


def stand(
    connection: Connection,
    bundle: Bundle,
    now: datetime,
    changes: Sequence[Change] = (),
    *,
    quiet: bool = False,
    said_until: datetime | None = None,
) -> Standing:
    """Judge the order afresh, with the changes in place; `quiet` asks for pass and n/a too.

    `said_until`, by default `now`: a reply that is dated back is given now, so a waiver until now holds.
    """
    standing = changed(bundle, changes)
    office = current_office(connection)
    read_bundle(standing, office)
    kin = related(connection, {standing.order.order_no: standing}, JUDGE, now)
    case = case_of(standing, kin, office, now)
    found = tuple(engine.check(case, CATALOGUE, quiet=quiet))
    if not quiet:
        standing.judged = (now, judged(standing, case, found))
    return Standing(standing, found, case.readings.address, said_until or now)


def added_blockers(before: Standing, after: Standing) -> tuple[Finding, ...]:
    """What a change would newly hold against a reply that was already given."""
    if not after.order.replied_at or not before.order.replied_at:
        return ()
    known: Collection[str] = {finding.rule for finding in before.blockers()}
    return tuple(finding for finding in after.blockers() if finding.rule not in known)


def reopened(order: Order) -> Order:
    """The order without its reply: what a reply relied on no longer holds. The text stays as a draft."""
    return replace(order, outcome=None, replied_at=None)


def guarded(
    connection: Connection, bundle: Bundle, now: datetime, changes: Sequence[Change]
) -> tuple[list[Change], tuple[Finding, ...]]:
    """(changes, new blockers): a change that takes the ground from a given reply reopens the order.

    BlockedError when the changes would give a reply, or close a 跟踪单, that the gate refuses.
    """
    if refused := against_closing(connection, bundle, now, changes):
        raise BlockedError(f"工单 {bundle.order.order_no} 的跟踪单还不能关闭", refused)
    own = next((change for change in changes if isinstance(change.row, Order)), None)
    order: Order = bundle.order if own is None or own.after is None else own.after
    if gives_reply(bundle.order, order):
        if blockers := stand(connection, bundle, max(now, order.replied_at or now), changes).blockers():
            raise BlockedError(f"工单 {order.order_no} 会因此成为已回单，关口不通过", blockers)
        return list(changes), ()
    if order.replied_at is None:
        return list(changes), ()
    after = stand(connection, bundle, now, changes)
    added = added_blockers(stand(connection, bundle, now), after) if after.blockers() else ()
    if not added:
        return list(changes), ()
    rest = [change for change in changes if change is not own]
    return [*rest, Change(bundle.order, reopened(order))], added


def against_closing(
    connection: Connection, bundle: Bundle, now: datetime, changes: Sequence[Change]
) -> tuple[Finding, ...]:
    """What stands against the 跟踪单 that the changes close; each is judged as the order's only one."""
    tickets = [change for change in changes if isinstance(change.row, FollowUp)]
    others = [change for change in changes if change not in tickets]
    found: list[Finding] = []
    for change in tickets:
        if closes(change):
            alone = {**bundle.rows, "follow_ups": [change.before] if change.before else []}
            standing = stand(connection, replace(bundle, rows=alone), now, [*others, change])
            found += blocking_closing(standing.findings)
    return tuple(found)


def closes(change: Change) -> bool:
    """Whether a 跟踪单 is closed by the change."""
    before, after = change.before, change.after
    if not isinstance(after, FollowUp) or after.state != FollowUpState.CLOSED:
        return False
    return (
        not isinstance(before, FollowUp) or before.state != after.state or before.solved_at != after.solved_at
    )


def gives_reply(before: Order, after: Order) -> bool:
    """Whether the change says of the order what only a reply may say."""
    said = (after.outcome, after.replied_at)
    return any(said) and said != (before.outcome, before.replied_at)


class BlockedError(InputError):
    """The gate stands against what a deed would do beside; `what` says what that is."""

    def __init__(self, what: str, blockers: Sequence[Finding]) -> None:
        codes = "、".join(f"{finding.rule} {finding.message}" for finding in blockers)
        super().__init__(f"{what}：{codes}")
        self.blockers = tuple(blockers)
