"""Whatever an order holds comes back from the exchange workbook the same, with the same verdicts."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desk.models import findings
from desk.records import BY_TABLE, Kind, Order
from desk.rules.book import Book
from desk.services.exporting import export_archive
from desk.services.importing import import_file, import_intake
from desk.services.intake import Intake
from desk.services.intake.coercing import coerce
from desk.store.loading import load_table
from desk.workbook import Bad
from tests.helpers.scenes import LEAD, open_desk

OF_ORDER = [sheet for sheet in BY_TABLE.values() if sheet.of_order and sheet.record is not Order]
ODD = (
    *("=1+1", "-5", "+8613800000000", "@x", " 两 头 ", "一\n二", "_x000D_", "😀", "مرحبا", "1e5"),
    *("2026-10-08", "'单引号", "TRUE", "#N/A", "弱", "007"),
)
VISIBLE = st.characters(exclude_categories=["C", "Z"])
TEXTS = st.one_of(st.sampled_from(ODD), st.text(VISIBLE, min_size=1, max_size=12))
TIMES = st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)).map(lambda time: time.replace(microsecond=0))


def values(field):
    """What the desk may keep in a field: what it makes of what somebody wrote."""
    if field.kind in (Kind.TIME, Kind.DATE):
        wild = TIMES
    elif field.kind is Kind.INTEGER:
        wild = st.integers(-9, 10**6)
    elif field.kind is Kind.NUMBER:
        wild = st.one_of(TEXTS, st.floats(-180, 180).map(lambda number: round(number, 6)))
    else:
        wild = st.one_of(TEXTS, st.sampled_from(field.choices)) if field.choices else TEXTS
    kept = wild.map(lambda value: coerce(field, value)).filter(lambda value: not isinstance(value, Bad))
    return kept.filter(lambda value: value is not None) if field.required else st.one_of(st.none(), kept)


def records(sheet, **fixed):
    """Rows of a sheet."""
    own = {field.name: values(field) for field in sheet.fields if field.name not in fixed}
    return st.builds(sheet.record, **own, **{name: st.just(value) for name, value in fixed.items()})


@st.composite
def books(draw):
    """A few orders with rows in every sheet of theirs."""
    book = Book()
    for number in range(draw(st.integers(1, 2))):
        order_no = f"HI-052-261008-{number:05d}"
        book.add("orders", [draw(records(BY_TABLE["orders"], order_no=order_no))])
        for sheet in draw(st.lists(st.sampled_from(OF_ORDER), max_size=5)):
            book.add(sheet.table, [draw(records(sheet, order_no=order_no))])
    return book


def kept(desk):
    """All rows by table without their ids, and what is found of every order."""
    with desk.database.read() as connection:
        rows = {
            sheet.table: sorted(
                repr([getattr(row, field.name) for field in sheet.fields])
                for row in load_table(connection, sheet.table)
            )
            for sheet in BY_TABLE.values()
        }
        query = select(findings.c.order_no, findings.c.rule, findings.c.verdict, findings.c.message)
        return rows, sorted(tuple(row) for row in connection.execute(query))


# twenty examples take 15 s of the processor: on a busy machine more than the two minutes of other tests
@pytest.mark.timeout(600)
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(books())
def test_an_archive_is_the_desk_again(book):
    with TemporaryDirectory() as folder:
        one, two = (Path(folder, name) for name in ("one", "two"))
        first = open_desk(one).acting(LEAD.name)
        import_intake(first, Intake(Path("生成.xlsx"), book))
        export_archive(first, one / "档案.xlsx")
        second = open_desk(two).acting(LEAD.name)
        import_file(second, one / "档案.xlsx")
        export_archive(second, two / "档案.xlsx")
        try:
            assert kept(second) == kept(first)
            assert (two / "档案.xlsx").read_bytes() == (one / "档案.xlsx").read_bytes()
        finally:
            first.database.close()
            second.database.close()
