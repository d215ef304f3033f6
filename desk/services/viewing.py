"""One order with everything the detail view shows."""

from dataclasses import dataclass
from typing import Any

from desk.records import Order
from desk.rules.rule import Finding
from desk.services.desk import Desk
from desk.services.standing import load_order, stand
from desk.store.history import LoggedDeed, list_deeds


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """The order, its rows by table, the verdicts of a fresh check (pass and n/a too), and its history."""

    order: Order
    rows: dict[str, list[Any]]
    findings: tuple[Finding, ...]
    version: int
    history: tuple[LoggedDeed, ...]


def detail(desk: Desk, order_no: str) -> OrderDetail:
    """Everything about one order; InputError when there is none of this number."""
    with desk.database.read() as connection:
        bundle = load_order(connection, order_no)
        standing = stand(connection, bundle, desk.now(), quiet=True)
        deeds = list_deeds(connection, order_no=order_no, limit=50)
    return OrderDetail(bundle.order, bundle.rows, standing.findings, bundle.version, tuple(deeds))
