"""A second process reads what the first would have read."""

import shutil
import sys

import pytest

from desk.services.demo import make_demo
from desk.services.judging import office_of, read_bundle
from desk.services.reading_ahead import AHEAD, FEW, read_ahead
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


def test_what_is_read_ahead_is_what_would_be_read():
    ahead = list(read_ahead(batches(AHEAD + FEW), OfficeRows()))
    office = office_of(OfficeRows())
    for batch, again in zip(ahead, batches(AHEAD + FEW), strict=True):
        for bundle in again.values():
            read_bundle(bundle, office)
        assert {no: said(bundle) for no, bundle in batch.items()} == {
            no: said(bundle) for no, bundle in again.items()
        }


def test_a_few_orders_are_not_worth_a_process():
    assert all(
        bundle.read is None
        for batch in read_ahead(batches(FEW - 1), OfficeRows())
        for bundle in batch.values()
    )


@pytest.mark.skipif(NOBODY is None, reason="没有 false 程序")
def test_a_reader_that_is_lost_leaves_the_reading_to_the_caller(monkeypatch):
    monkeypatch.setattr(sys, "executable", NOBODY)
    ahead = list(read_ahead(batches(FEW + 1), OfficeRows()))
    assert len(ahead) == FEW + 1
    assert all(bundle.read is None for batch in ahead for bundle in batch.values())
