"""The kin of an order, against plain definitions, and from its ties alone."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.geo import distance_m
from desk.reading.address import read_address
from desk.reading.order_texts import OrderReadings
from desk.records import GATHERING, FieldTest, Measurement, Order, OverItem, Site
from desk.rules.book import Book
from desk.rules.kinship import around, grouped
from desk.rules.kinship import kinship as kinship_among
from desk.rules.moment import Moment
from desk.rules.office import Office
from desk.rules.parameters import Parameters
from desk.rules.ties import near_of, ties_of

START = datetime(2026, 10, 1)
NOW = datetime(2026, 10, 31, 18, 0)
DAY = timedelta(days=1)
ROWS = ("field_tests", "measurements")
ADDRESSES = [
    "澄迈县金江镇文明路1号",
    "澄迈县金江镇美亭村委会",
    "澄迈县金江镇美亭村委会3号",
    "琼海市博鳌镇朝阳村委会",
    "",
]


def order(number, days=0.0, **values):
    return Order(
        key=number + 2, order_no=f"N{number:03d}", dispatched_at=START + timedelta(days=days), **values
    )


def book_of(orders, **tables):
    book = Book()
    book.add("orders", orders)
    for table, rows in tables.items():
        book.add(table, rows)
    return book


def readings_of(book):
    return {o.order_no: OrderReadings(read_address(o.address or "")) for o in book.records["orders"]}


def kinship(records, readings, office, now):
    found = kinship_among(around(records, readings, office.parameters.cluster_m), office, now)

    def kin_of_order(one, moment):
        rows = {name: [r for r in records.get(name, ()) if r.order_no == one.order_no] for name in ROWS}
        own = ties_of(one, rows, readings[one.order_no], office.parameters.cluster_m)
        return found(one, own, moment)

    return kin_of_order


def kin_of(book, number=0, now=NOW, office=None):
    found = book.records["orders"][number]
    return kinship(book.records, readings_of(book), office or Office(), now)(found, Moment(now))


def numbers(neighbours):
    return [neighbour.order_no for neighbour in neighbours]


@st.composite
def busy_books(draw):
    """A few orders in one small place and a short time, so that all ties occur."""
    orders, tests, measurements = [], [], []
    for at in range(draw(st.integers(2, 9))):
        lon = draw(st.sampled_from([None, "110.0000", "110.0030", "110.0060", "110.0090", "110.0500"]))
        orders.append(
            order(
                at,
                draw(st.integers(0, 30)) + draw(st.sampled_from([0, 0.5])),
                phone=draw(st.sampled_from(["13800000001", "13800000002", None])),
                channel=draw(st.sampled_from(["10086", "营业厅", None])),
                address=draw(st.sampled_from(ADDRESSES)),
                service=draw(st.sampled_from(["数据", "语音", None])),
                lon=lon,
                lat=None if lon is None else "19.7000",
                datum=draw(st.sampled_from(["WGS-84", "未知"])),
                sites=draw(st.sampled_from([None, "S1", "S1;S2"])),
            )
        )
        if draw(st.booleans()):
            arrived = orders[-1].dispatched_at + timedelta(hours=draw(st.integers(1, 40)))
            tests.append(
                FieldTest(
                    key=at,
                    order_no=orders[-1].order_no,
                    arrived_at=arrived,
                    finished_at=arrived + timedelta(hours=1),
                    tester=draw(st.sampled_from(["甲", "乙"])),
                    lon=draw(st.sampled_from(["110.0030", "110.2000"])),
                    lat="19.7000",
                    datum="WGS-84",
                )
            )
            measurements.append(
                Measurement(
                    order_no=orders[-1].order_no,
                    operator="移动",
                    network="4G",
                    stage=draw(st.sampled_from(["前", None, "后"])),
                    rsrp=draw(st.sampled_from(["-120", "-90", None])),
                    time=arrived,
                )
            )
    outages = [Site(code="S1", out_from=START + 5 * DAY, out_until=START + 12 * DAY), Site(code="S2")]
    return book_of(orders, field_tests=tests, measurements=measurements, sites=outages)


def closest(one, other, days):
    return abs(one.dispatched_at - other.dispatched_at) <= timedelta(days=days)


def plain_clusters(orders, near, least):
    """Density-connected sets by their definition: cores that are linked, and all their neighbours."""
    around = {a.order_no: {b.order_no for b in orders if a is b or near(a, b)} for a in orders}
    cores = [number for number, others in around.items() if len(others) >= least]
    found = []
    for core in cores:
        linked, grown = {core}, True
        while grown:
            more = {c for c in cores if any(c in around[k] for k in linked)} - linked
            linked |= more
            grown = bool(more)
        found.append(frozenset().union(*(around[k] for k in linked)))
    return set(found)


def by_place(limits):
    def near(one, other):
        return (
            one.lon is not None
            and other.lon is not None
            and one.datum == other.datum
            and closest(one, other, limits.cluster_days)
            and distance_m(float(one.lon), float(one.lat), float(other.lon), float(other.lat))
            <= limits.cluster_m
        )

    return near


def by_village(limits, readings):
    def near(one, other):
        villages = {readings[o.order_no].address.village_key for o in (one, other)}
        return len(villages) == 1 and None not in villages and closest(one, other, limits.cluster_days)

    return near


@settings(max_examples=150, deadline=None)
@given(busy_books(), st.integers(2, 4), st.integers(0, 31))
def test_clusters_are_those_of_the_plain_definition(book, least, day):
    now = START + day * DAY
    limits = Parameters(cluster_orders=least)
    readings = readings_of(book)
    for test in book.records["field_tests"]:  # an order without coordinates stands where it was tested
        at = next(i for i, o in enumerate(book.records["orders"]) if o.order_no == test.order_no)
        if book.records["orders"][at].lon is None:
            return
    happened = [o for o in book.records["orders"] if o.dispatched_at <= now]
    expected = plain_clusters(happened, by_place(limits), least)
    expected |= plain_clusters(happened, by_village(limits, readings), least)
    provider = kinship(book.records, readings, Office(limits), now)
    found = set()
    for one in book.records["orders"]:
        for cluster in provider(one, Moment(now)).place_clusters:
            assert one.order_no in numbers(cluster.members)
            found.add(frozenset(numbers(cluster.members)))
    assert found == expected


@settings(max_examples=150, deadline=None)
@given(busy_books(), st.integers(2, 4))
def test_orders_around_a_faulty_site_share_a_span_with_enough_others(book, least):
    limits = Parameters(cluster_orders=least)
    outage = book.records["sites"][0]
    touched = [
        o
        for o in book.records["orders"]
        if o.sites and outage.out_from - DAY <= o.dispatched_at <= outage.out_until
    ]
    provider = kinship(book.records, readings_of(book), Office(limits), NOW)
    for one in book.records["orders"]:
        spans = [
            group
            for size in range(least, len(touched) + 1)
            for group in combinations(touched, size)
            if one in group and all(closest(a, b, 7) for a, b in combinations(group, 2))
        ]
        expected = {o.order_no for group in spans for o in group}
        cluster = provider(one, Moment(NOW)).site_clusters.get("S1")
        assert (set(numbers(cluster.members)) if cluster else set()) == expected


@settings(max_examples=150, deadline=None)
@given(busy_books(), st.integers(0, 33))
def test_an_order_has_the_same_kin_among_those_that_its_ties_find(book, day):
    now = START + day * DAY
    readings = readings_of(book)
    rows = {
        o.order_no: {
            table: [row for row in book.records[table] if row.order_no == o.order_no]
            for table in ("field_tests", "measurements")
        }
        for o in book.records["orders"]
    }
    ties = {o.order_no: ties_of(o, rows[o.order_no], readings[o.order_no]) for o in book.records["orders"]}
    found = around(book.records, readings, 500)
    for one in book.records["orders"]:
        few = replace(found, groups=grouped(reached_from(ties[one.order_no], ties)))
        whole, alone = Moment(now), Moment(now)
        expected = kinship(book.records, readings, Office(), now)(one, whole)
        assert kinship_among(few, Office(), now)(one, ties[one.order_no], alone) == expected
        assert whole.until == alone.until


def reached_from(own, ties):
    """The ties that share a value with these; clusters are followed onward."""
    every = [tie for those in ties.values() for tie in those]
    known, waiting = set(own), list(own)
    while waiting:
        tie = waiting.pop()
        near = near_of(tie, Parameters())
        found = {t for t in every if t.kind == tie.kind and t.value in near.values} - known
        assert near.onward == (tie.kind in GATHERING)
        known |= found
        waiting += [t for t in found if near.onward]
    return known


def test_a_number_is_the_same_however_it_is_written():
    book = book_of([order(0, 5, phone="13800000001"), order(1, 3, phone="+86 138-0000-0001")])
    assert numbers(kin_of(book).same_number) == ["N001"]


def test_masked_numbers_tie_nobody():
    book = book_of([order(0, 5, phone="138****0001"), order(1, 3, phone="138****0001")])
    assert kin_of(book).same_number == ()


def test_an_address_without_county_holds_only_within_its_region():
    values = {"address": "文明路227号", "service": "数据"}
    book = book_of(
        [
            order(0, 5, region="澄迈", **values),
            order(1, 6, region="琼海", **values),
            order(2, 7, region="澄迈", **values),
        ]
    )
    assert numbers(kin_of(book).same_address) == ["N002"]


def test_what_lies_ahead_is_no_kin_yet_and_is_waited_for():
    book = book_of([order(0, 5, phone="13800000001"), order(1, 9, phone="13800000001")])
    moment = Moment(START + 6 * DAY)
    kin = kinship(book.records, readings_of(book), Office(), moment.now)(book.records["orders"][0], moment)
    assert kin.same_number == ()
    assert moment.until == START + 9 * DAY


def test_a_measurement_to_come_does_not_make_a_cluster_weak_yet():
    orders = [order(at, at, lon="110.0", lat="19.7", datum="WGS-84") for at in range(3)]
    row = Measurement(order_no="N001", operator="移动", network="4G", rsrp="-120", time=START + 4 * DAY)
    book = book_of(orders, measurements=[row])
    moment = Moment(START + 3 * DAY)
    before = kinship(book.records, readings_of(book), Office(), moment.now)(orders[0], moment)
    assert [cluster.measured for cluster in before.place_clusters] == [False]
    assert moment.until == START + 4 * DAY
    assert numbers(kin_of(book).place_clusters[0].weak) == ["N001"]


def test_coordinates_of_different_datums_are_converted_before_comparing():
    wgs = [order(at, at, lon="110.0000", lat="19.7000", datum="WGS-84") for at in range(2)]
    shifted = order(2, 2, lon="110.0000", lat="19.7000", datum="BD-09")  # a kilometre away
    assert kin_of(book_of([*wgs, shifted])).place_clusters == ()


def test_an_order_without_coordinates_stands_where_it_was_tested():
    orders = [order(0), *(order(at, at, lon="110.0", lat="19.7", datum="WGS-84") for at in (1, 2))]
    test = FieldTest(order_no="N000", lon="110.0", lat="19.7", datum="WGS-84")
    assert len(kin_of(book_of(orders, field_tests=[test])).place_clusters) == 1
    assert kin_of(book_of(orders)).place_clusters == ()


def test_tests_of_a_day_around_by_the_same_tester_and_copied_places():
    def test_of(at, days, lon="110.0"):
        return FieldTest(
            key=at,
            order_no=f"N{at:03d}",
            tester="甲",
            arrived_at=START + timedelta(days=days),
            lon=lon,
            lat="19.7",
            datum="WGS-84",
        )

    orders = [order(at, 0, address=ADDRESSES[at % 2]) for at in range(4)]
    tests = [test_of(0, 1), test_of(1, 1.5), test_of(2, 9), test_of(3, 20, "110.3")]
    kin = kin_of(book_of(orders, field_tests=tests))
    assert [spot.key for spot in kin.tests_by_tester] == [1]
    (others,) = kin.tests_at_place.values()
    assert [spot.key for spot in others.shown] == [1]  # the third has the same address


def test_a_test_of_many_days_has_no_more_kin_than_are_looked_for():
    orders = [order(at, 0) for at in range(3)]
    long, near, far = (
        FieldTest(
            key=at,
            order_no=f"N{at:03d}",
            tester="甲",
            arrived_at=START + timedelta(days=days),
            finished_at=START + timedelta(days=30),
            lon="110.0",
            lat="19.7",
            datum="WGS-84",
        )
        for at, days in enumerate((1, 2.9, 3.1))
    )
    kin = kin_of(book_of(orders, field_tests=[long, near, far]))
    assert [spot.key for spot in kin.tests_by_tester] == [1]


def test_items_and_sites_as_they_stood():
    item = OverItem(number="SC1", orders="N000;N001", opened_at=START + 9 * DAY)
    site = Site(code="S1", out_from=START, out_until=START + 9 * DAY)
    book = book_of([order(0, sites="S1、S9")], over_items=[item], sites=[site])
    early = kin_of(book, now=START + 2 * DAY)
    assert early.over_items == ()
    assert early.sites["S1"][0].out_until is None
    late = kin_of(book)
    assert late.over_items == (item,)
    assert late.sites == {"S1": (site,)}


def test_a_cluster_names_the_nearest_members():
    orders = [order(at, at / 10, lon="110.0", lat="19.7", datum="WGS-84") for at in range(60)]
    cluster = kin_of(book_of(orders)).place_clusters[0]
    near = cluster.near("N030", orders[30].dispatched_at, 4)
    assert len(cluster.members) == 60
    assert set(numbers(near)) == {"N028", "N029", "N031", "N032"}
