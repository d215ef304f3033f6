"""The demo month: believable, the same for the same seed, and faulty exactly where it says."""

import re
from collections import Counter, defaultdict
from datetime import datetime

import pytest

from desk.records import BY_TABLE
from desk.rules.book import cases
from desk.rules.catalogue import BY_CODE, CATALOGUE
from desk.rules.engine import check
from desk.rules.office import office_from
from desk.services.checking import check_file
from desk.services.demo import Demo, make_demo
from desk.services.exporting import export_demo
from desk.vocabulary import Verdict

FAMILIES = {
    "ADR": 6, "ANA": 2, "CON": 7, "FLD": 10, "DLN": 8, "RPL": 11, "TRF": 5, "ESC": 5, "SUP": 5, "FLT": 2
}  # fmt: skip
CODES = {f"{family}{number:02d}" for family, count in FAMILIES.items() for number in range(1, count + 1)}
SEEDS = (1, 2, 3)
NOW = datetime(2026, 10, 31, 18, 0)


@pytest.fixture(scope="module", params=SEEDS)
def demo(request) -> Demo:
    return make_demo(300, request.param)


def found(demo: Demo) -> dict[str, dict[str, Verdict]]:
    """Order -> rule -> verdict of all findings of the engine."""
    verdicts = defaultdict(dict)
    for case in cases(demo.book, office_from(demo.book.records), demo.now):
        verdicts[case.order.order_no] = {f.rule: f.verdict for f in check(case, CATALOGUE)}
    return verdicts


def wrongly_judged(demo: Demo) -> set[tuple[str, str, str, Verdict]]:
    """What was planted and not found, or found and not planted."""
    planted = {(row.order_no, row.rule, row.verdict) for row in demo.planted if row.rule in BY_CODE}
    told = {(no, rule, verdict) for no, rules in found(demo).items() for rule, verdict in rules.items()}
    missed = {("missed", *row) for row in planted - told}
    return missed | {("invented", *row) for row in told - planted}


def test_the_engine_finds_what_was_planted_and_nothing_else(demo):
    assert wrongly_judged(demo) == set()


def test_every_rule_is_planted_at_least_twice(demo):
    counts = Counter(planted.rule for planted in demo.planted)
    assert {code: counts[code] for code in CODES if counts[code] < 2} == {}
    assert set(counts) == CODES


def test_an_order_earns_one_verdict_a_rule(demo):
    pairs = Counter((planted.order_no, planted.rule) for planted in demo.planted)
    assert set(pairs.values()) == {1}


def test_some_seven_of_ten_orders_are_clean_and_some_forty_are_open(demo):
    orders = demo.book.records["orders"]
    assert len(orders) == 300
    assert 0.66 <= 1 - len({planted.order_no for planted in demo.planted}) / 300 <= 0.74
    assert 25 <= sum(order.replied_at is None for order in orders) <= 55


def test_nothing_has_happened_after_the_month(demo):
    assert demo.now == NOW
    for table in ("contacts", "stage_replies", "measurements", "steps", "escalations", "waivers"):
        assert all(row.time <= demo.now for row in demo.book.records[table]), table
    for order in demo.book.records["orders"]:
        assert datetime(2026, 10, 1) <= order.dispatched_at < demo.now
        assert order.replied_at is None or order.dispatched_at < order.replied_at <= demo.now


def test_the_people_are_made_up_and_the_numbers_well_formed(demo):
    orders = demo.book.records["orders"]
    assert all(re.fullmatch(r"HI-052-2610\d\d-\d{5}", order.order_no) for order in orders)
    assert all(re.fullmatch(r"13\d0000\d{4}", order.phone) for order in orders)
    assert len({order.order_no for order in orders}) == len(orders)
    assert [order.dispatched_at for order in orders] == sorted(order.dispatched_at for order in orders)


def test_all_sheets_but_raw_fields_have_rows_keyed_like_the_sheet(demo):
    for table, sheet in BY_TABLE.items():
        rows = demo.book.records.get(table, [])
        assert rows or table == "raw_fields" or sheet.beyond, table
        assert [row.key for row in rows] == list(range(2, len(rows) + 2)), table


def test_every_row_belongs_to_an_order(demo):
    numbers = {order.order_no for order in demo.book.records["orders"]}
    codes = {site.code for site in demo.book.records["sites"]}
    for table, sheet in BY_TABLE.items():
        if sheet.of_order:
            assert {row.order_no for row in demo.book.records.get(table, [])} <= numbers, table
    assert {order.sites for order in demo.book.records["orders"] if order.sites} <= codes
    members = {no for item in demo.book.records["over_items"] for no in item.orders.split(";")}
    assert members <= numbers


def test_the_whole_island_complains(demo):
    orders = demo.book.records["orders"]
    regions = {row.region for row in demo.book.records["regions"]}
    assert len({order.region for order in orders} & regions) >= 16
    assert len({row.county for row in demo.book.records["regions"]}) == 27
    assert sum("#同步要素#" in order.complaint for order in orders) >= 20
    assert {order.network for order in orders} == {"4G", "5G", "宽带"}


def test_the_same_seed_makes_the_same_month():
    first, second = make_demo(60, 5), make_demo(60, 5)
    assert first.book.records == second.book.records
    assert first.planted == second.planted
    assert make_demo(60, 6).book.records["orders"] != first.book.records["orders"]


@pytest.mark.parametrize("orders", [1, 5, 40])
def test_a_small_month_has_that_many_orders(orders):
    demo = make_demo(orders, 1)
    assert len(demo.book.records["orders"]) == orders


def test_a_large_demo_reaches_back_and_stays_exact():
    demo = make_demo(2500, 1)
    assert len(demo.book.records["orders"]) == 2500
    assert min(order.dispatched_at for order in demo.book.records["orders"]).month == 8
    assert wrongly_judged(demo) == set()


def test_the_workbook_earns_what_its_answers_say(tmp_path):
    path = tmp_path / "演示月.xlsx"
    export_demo(path, 300, 1)
    result = check_file(path, NOW, verdicts=set(Verdict) - {Verdict.PASS, Verdict.NA})
    told = {(finding.order_no, finding.rule, finding.verdict) for finding in result.findings}
    assert told == {(row.order_no, row.rule, row.verdict) for row in make_demo(300, 1).planted}
