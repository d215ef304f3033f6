"""Visits to the customer: finished field tests, and fault transfers with a time at the door."""

from datetime import datetime

from desk.records import FieldTest, Transfer
from desk.rules.case import Case
from desk.vocabulary import TransferKind


def visited(case: Case) -> bool:
    """There is a visit."""
    return bool(case.finished_tests) or any(_fault_visit(transfer) for transfer in case.transfers)


def visits(case: Case) -> list[tuple[FieldTest | Transfer, str, datetime | None]]:
    """(row, the field of the arrival, the arrival) of each visit."""
    tests: list[tuple[FieldTest | Transfer, str, datetime | None]] = [
        (test, "arrived_at", test.arrived_at) for test in case.finished_tests
    ]
    return tests + [(row, "visited_at", row.visited_at) for row in case.transfers if _fault_visit(row)]


def _fault_visit(transfer: Transfer) -> bool:
    return transfer.kind == TransferKind.FAULT and transfer.visited_at is not None
