"""A second process reads what the first would have read."""

import shutil
import sys

import pytest

from desk.services.demo import make_demo
from desk.services.judging import office_of, read_bundle
from desk.services.reading_ahead import FEW, WAITING, read_ahead
from desk.store.loading import Bundle, OfficeRows

NOBODY = shutil.which("false")


def batches(number, size=3):
    """Batches of new orders with their rows."""
    book = make_demo(number * size, 3).book
    rows = book.by_order()
    bundles = {
        order.order_no: Bundle(order, True, 1, rows[order.order_no]) for order in book.records["orders"]
    }
    names = list(bundles)
    return [{no: bundles[no] for no in names[at : at + size]} for at in range(0, len(names), size)]


def said(bundle):
    return bundle.read.digest, bundle.read.payload, bundle.read.readings, set(bundle.read.ties)


def read_all(given):
    """(the batches as they come, with whatever is unread read at last)"""
    office = office_of(OfficeRows())
    ahead = list(read_ahead(given, OfficeRows(), lambda bundle: read_bundle(bundle, office)))
    for batch in ahead:
        for bundle in batch.values():
            read_bundle(bundle, office)
    return [{no: said(bundle) for no, bundle in batch.items()} for batch in ahead]


def read_alone(given):
    office = office_of(OfficeRows())
    for batch in given:
        for bundle in batch.values():
            read_bundle(bundle, office)
    return [{no: said(bundle) for no, bundle in batch.items()} for batch in given]


def test_two_processes_read_what_one_would_read():
    given, again = batches(WAITING + FEW), batches(WAITING + FEW)
    given.insert(3, {})  # a batch without new orders
    again.insert(3, {})
    assert read_all(given) == read_alone(again)
    assert all(bundle.read.find_ties is tuple for bundle in given[0].values())  # read by the second one


def test_a_few_orders_are_not_worth_a_process():
    assert all(
        bundle.read is None
        for batch in read_ahead(batches(FEW - 1), OfficeRows(), None)
        for bundle in batch.values()
    )


@pytest.mark.skipif(NOBODY is None, reason="没有 false 程序")
def test_a_reader_that_is_lost_leaves_the_reading_to_the_caller(monkeypatch):
    monkeypatch.setattr(sys, "executable", NOBODY)
    assert read_all(batches(FEW + 1)) == read_alone(batches(FEW + 1))
