"""One order with everything the detail view shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desk.records import Order
from desk.rules.deadline.explained import explain_due
from desk.rules.field_test.ladder import step_titles
from desk.rules.rule import Finding
from desk.services.desk import Desk
from desk.services.judging import current_office
from desk.services.standing import load_order, stand
from desk.store.history import LoggedDeed, list_deeds


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """The order, its rows by table, the verdicts of a fresh check (pass and n/a too), and its history.

    `explained` tells by rule how its deadline was counted, line by line; `step_titles` by number what the
    office calls its steps.
    """

    order: Order
    rows: dict[str, list[Any]]
    findings: tuple[Finding, ...]
    version: int
    history: tuple[LoggedDeed, ...]
    explained: Mapping[str, tuple[str, ...]]
    step_titles: Mapping[int, str]


def detail(desk: Desk, order_no: str) -> OrderDetail:
    """Everything about one order; InputError when there is none of this number."""
    with desk.database.read() as connection:
        bundle = load_order(connection, order_no)
        standing = stand(connection, bundle, desk.now(), quiet=True)
        deeds = tuple(list_deeds(connection, order_no=order_no, limit=50))
        office = current_office(connection)
    told = {finding.rule: explain_due(finding.due, office) for finding in standing.findings}
    explained = {rule: lines for rule, lines in told.items() if lines}
    titles = step_titles(office.step_names)
    return OrderDetail(bundle.order, bundle.rows, standing.findings, bundle.version, deeds, explained, titles)
