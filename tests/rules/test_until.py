"""A verdict holds until the moment it names: the same for every now before it."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.records import BY_TABLE, Kind
from desk.rules.book import cases
from desk.rules.catalogue import CATALOGUE
from desk.rules.engine import check
from desk.rules.office import office_from
from desk.rules.rule import Example
from desk.rules.scenes import example_book
from desk.vocabulary import Verdict

EXAMPLES = [example for rule in CATALOGUE for example in rule.examples]
SECOND = timedelta(seconds=1)
SOON = st.sampled_from([0, 1, -1, 3600, 24 * 3600, 48 * 3600, 7 * 24 * 3600, -24 * 3600, 15 * 24 * 3600])
PARAMETERS = [("follow_up_days", "1"), ("repeat_days", "2"), ("cluster_orders", "2"), ("soon_hours", "0")]


def times_of(book):
    """Every time that a row of the book carries."""
    return sorted(
        {
            value
            for table, rows in book.records.items()
            for described in BY_TABLE[table].fields
            if described.kind is Kind.TIME
            for row in rows
            if (value := getattr(row, described.name)) is not None
        }
    )


def judged(book, office, now):
    """(findings, until) of each order of the book."""
    return {
        case.order.order_no: (check(case, CATALOGUE, quiet=True), case.moment.until)
        for case in cases(book, office, now)
    }


@st.composite
def scenes(draw):
    """A book made of two examples, an office and a moment near one of its times."""
    first, second = draw(st.sampled_from(EXAMPLES)), draw(st.sampled_from(EXAMPLES))
    bend = {**first.bend, **second.bend}
    book, _ = example_book(Example(Verdict.PASS, bend))
    office = office_from(book.records, draw(st.lists(st.sampled_from(PARAMETERS), max_size=2, unique=True)))
    near = draw(st.sampled_from(times_of(book)))
    now = near + timedelta(seconds=draw(SOON | st.integers(-90_000, 2_000_000)))
    return book, office, now


@settings(max_examples=250, deadline=None)
@given(scenes(), st.floats(0, 1))
def test_nothing_changes_before_the_moment_that_a_check_names(scene, share):
    book, office, now = scene
    first = judged(book, office, now)
    for order_no, (findings, until) in first.items():
        assert until is None or until > now
        last = (until or now + timedelta(days=400)) - SECOND
        later = now + timedelta(seconds=int((last - now).total_seconds() * share))
        for moment in {later, last}:
            assert judged(book, office, moment)[order_no][0] == findings, (now, moment, until)


def test_stepping_from_moment_to_moment_meets_every_order_and_ends():
    example = next(e for e in EXAMPLES if e.title == "三单相距不到五百米")
    book, _ = example_book(example)
    office = office_from(book.records)
    now, met = datetime(2026, 10, 1), []
    while (until := min((u for _, u in judged(book, office, now).values() if u), default=None)) is not None:
        assert until > now
        met.append(until)
        now = until
    assert {order.dispatched_at for order in book.records["orders"]} <= set(met)
    assert len(met) < 200
