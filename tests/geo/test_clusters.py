from cProfile import Profile
from datetime import datetime, timedelta
from itertools import combinations
from pstats import Stats

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desk.geo import Seen, cell_key, clusters, distance_m, neighbour_cells

START = datetime(2026, 3, 1, 8)
STEP = 300 / 111_195  # degrees of latitude in 300 m


def row(*places, days=None):
    """Orders along a meridian: position n lies n x 300 m north, one a day unless told."""
    times = days or range(len(places))
    return [
        Seen(f"{place}", 110.3, 20 + place * STEP, START + timedelta(days=day))
        for place, day in zip(places, times, strict=True)
    ]


def found(points, least=3):
    return {frozenset(group) for group in clusters(points, metres=500, days=7, least=least)}


def defined(points, metres, days, least):
    """The definition, word for word: cores, their connection, and what neighbours them."""

    def near(a, b):
        apart = distance_m(a.x_lon, a.lat, b.x_lon, b.lat)
        return apart <= metres and abs(a.time - b.time) <= timedelta(days=days)

    cores = [p for p in points if sum(near(p, other) for other in points) >= least]
    groups = [{core.key} for core in cores]
    for a, b in combinations(cores, 2):
        if near(a, b):
            one = next(group for group in groups if a.key in group)
            two = next(group for group in groups if b.key in group)
            if one is not two:
                groups.remove(two)
                one |= two
    by_key = {point.key: point for point in points}
    return {
        frozenset(
            p.key for p in points if any(by_key[key] in cores and near(p, by_key[key]) for key in group)
        )
        for group in groups
    }


orders = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6), st.integers(0, 20)), max_size=25).map(
    lambda rows: [
        Seen(at, 110.3 + x * STEP, 20 + y * STEP, START + timedelta(days=day, hours=at))
        for at, (x, y, day) in enumerate(rows)
    ]
)


@settings(deadline=None)
@given(orders, st.sampled_from([300, 500, 1200]), st.sampled_from([1, 7]), st.integers(1, 5))
def test_equals_the_definition(points, metres, days, least):
    assert set(clusters(points, metres=metres, days=days, least=least)) == defined(
        points, metres, days, least
    )


@given(orders, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(points, random):
    shuffled = random.sample(points, len(points))
    assert found(points) == found(shuffled)


@given(orders)
def test_an_added_row_only_joins_and_a_removed_one_only_parts(points):
    assume(points)
    fewer, more = found(points[:-1]), found(points)
    assert all(any(group <= larger for larger in more) for group in fewer)


def test_a_bridge_merges_and_its_removal_splits():
    apart, bridge = row(-1, -1, 0, 3, 4, 4, days=[0] * 6), row(1, 2, days=[0, 0])
    south, north = frozenset(range(3)), frozenset(range(3, 6))
    apart = [Seen(key, p.x_lon, p.lat, p.time) for key, p in enumerate(apart)]
    assert found(apart) == {south, north}
    assert found(apart + bridge) == {south | north | {"1", "2"}}


def test_too_few_or_too_far_apart_in_time_is_no_cluster():
    assert found(row(0, 1)) == set()
    assert found(row(0, 0, 0, days=[0, 8, 16])) == set()
    assert found(row(0, 2, 4)) == set()


def test_the_ends_are_included():
    points = [Seen(at, 110.3, 20.0, START + timedelta(days=day)) for at, day in enumerate((0, 7, 7))]
    assert found(points) == {frozenset({0, 1, 2})}
    late = Seen(0, 110.3, 20.0, START - timedelta(seconds=1))
    assert found([late, *points[1:]]) == set()


def test_one_between_two_clusters_belongs_to_both():
    def at_metres(prefix, *places):
        return [Seen(f"{prefix}{n}", 110.3, 20 + place / 111_195, START) for n, place in enumerate(places)]

    left, middle, right = (
        at_metres("l", 0, -300, -300, -300),
        at_metres("m", 450),
        at_metres("r", 900, 1200, 1200, 1200),
    )
    assert found(left + middle + right, least=5) == {
        frozenset({"l0", "l1", "l2", "l3", "m0"}),
        frozenset({"r0", "r1", "r2", "r3", "m0"}),
    }
    assert found(left + right, least=5) == set()


def test_points_without_a_place_stand_alone():
    lost = [Seen(f"lost{at}", float("nan"), 20.0, START) for at in range(5)]
    assert found([*lost, *row(0, 1, 2)]) == {frozenset({"0", "1", "2"})}


@given(
    st.floats(108, 118),
    st.floats(3, 54),
    st.floats(-1, 1),
    st.floats(-1, 1),
    st.sampled_from([100, 500, 20_000]),
)
def test_neighbours_are_found_in_the_neighbour_cells(lon, lat, east, north, metres):
    reach = metres / 111_195
    other = lon + 2 * east * reach, lat + north * reach
    assume(distance_m(lon, lat, *other) <= metres)
    assert cell_key(*other, metres) in neighbour_cells(lon, lat, metres)
    assert cell_key(lon, lat, metres) in neighbour_cells(lon, lat, metres)


def test_cells_are_few_and_small():
    cells = neighbour_cells(110.3, 20.0)
    assert 9 <= len(cells) <= 12
    assert cell_key(110.3, 20.0) != cell_key(110.3, 20.02)
    assert cell_key(110.3, 20.0) != cell_key(110.3, 20.0, 800)


def test_a_pair_that_is_no_place_has_no_cell():
    with pytest.raises(ValueError, match="NaN"):
        cell_key(float("nan"), 20.0)


def test_a_dense_crowd_costs_little_more_than_a_loose_one():
    crowd = [Seen(at, 110.3, 20, START + timedelta(minutes=at)) for at in range(600)]
    asked = Profile()
    assert asked.runcall(clusters, crowd, metres=500, days=7, least=3) == [frozenset(range(600))]
    code = distance_m.__code__
    calls = Stats(asked).stats[code.co_filename, code.co_firstlineno, code.co_name][0]
    assert calls < 5 * len(crowd)  # pairs; all of them would be 180,000
