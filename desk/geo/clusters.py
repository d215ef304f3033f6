"""Density-connected clusters of complaints in place and time, and the cells by which neighbours are found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from math import cos, floor, isfinite, radians

from desk.geo.distance import METRES_PER_DEGREE, distance_m

Key = int | str
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """One order at its place and time: longitude and latitude in degrees, all of one datum."""

    key: Key
    x_lon: float
    lat: float
    time: datetime


def clusters(points: Sequence[Seen], *, metres: float, days: float, least: int) -> list[frozenset[Key]]:
    """The density-connected clusters, in the order of their first member.

    Neighbours lie within `metres` and within `days` of each other, ends included. A core has at least
    `least` neighbours, itself counted; cores that are neighbours share a cluster, and a cluster takes in
    every neighbour of its cores. One that neighbours cores of two clusters belongs to both, so the answer
    does not depend on the order of the points. Points without finite coordinates stand alone.
    """
    near = _neighbourhoods(points, metres, timedelta(days=days))
    cores = {at for at, neighbours in enumerate(near) if len(neighbours) >= least}
    found: list[set[int]] = []
    waiting = set(cores)
    for start in sorted(cores):
        if start in waiting:
            found.append(_spread(start, near, cores, waiting))
    return [frozenset(points[at].key for at in group) for group in sorted(found, key=min)]


def cell_key(lon: float, lat: float, metres: float = 500) -> str:
    """Name of the cell, about `metres` wide, that holds a point. ValueError when the pair is not finite."""
    return _name(_cell(lon, lat, metres), metres)


def neighbour_cells(lon: float, lat: float, metres: float = 500) -> tuple[str, ...]:
    """Names of all cells in which a point within `metres` of this one can lie, its own among them."""
    return tuple(_name(cell, metres) for cell in _around(lon, lat, metres))


def _spread(start: int, near: Sequence[Sequence[int]], cores: set[int], waiting: set[int]) -> set[int]:
    """Everything that is density-reachable from a core; the cores met leave `waiting`."""
    group: set[int] = set()
    stack = [start]
    waiting.discard(start)
    while stack:
        neighbours = near[stack.pop()]
        group.update(neighbours)
        for other in neighbours:
            if other in waiting:
                waiting.discard(other)
                stack.append(other)
    return group


def _neighbourhoods(points: Sequence[Seen], metres: float, span: timedelta) -> list[list[int]]:
    """For each point the positions of its neighbours, itself first."""
    recent: defaultdict[Cell, list[int]] = defaultdict(list)
    near = [[at] for at in range(len(points))]
    placed = (at for at, seen in enumerate(points) if isfinite(seen.x_lon) and isfinite(seen.lat))
    for at in sorted(placed, key=lambda at: points[at].time):
        here = points[at]
        for cell in _around(here.x_lon, here.lat, metres):
            for other in _unexpired(recent.get(cell), points, here.time, span):
                if distance_m(here.x_lon, here.lat, points[other].x_lon, points[other].lat) <= metres:
                    near[at].append(other)
                    near[other].append(at)
        recent[_cell(here.x_lon, here.lat, metres)].append(at)
    return near


def _unexpired(
    bucket: list[int] | None, points: Sequence[Seen], now: datetime, span: timedelta
) -> Iterable[int]:
    """Those of a cell, oldest first, that are not further back than the span; the others leave the cell."""
    gone = 0
    for at in bucket or ():
        if now - points[at].time <= span:
            break
        gone += 1
    if bucket and gone:
        del bucket[:gone]
    return bucket or ()


def _cell(lon: float, lat: float, metres: float) -> Cell:
    row = floor(lat * METRES_PER_DEGREE / metres)
    return row, _column(lon, row, metres)


def _around(lon: float, lat: float, metres: float) -> Iterator[Cell]:
    """Rows are rings of one width, so the columns of two rows do not line up: each row asks for its own."""
    reach = metres / METRES_PER_DEGREE
    home = floor(lat / reach)
    aside = reach / _narrowing(abs(lat) + reach)
    for row in range(home - 1, home + 2):
        narrowing = _narrowing_of(row, reach)
        first = floor((lon - aside) * narrowing / reach)
        for column in range(first, floor((lon + aside) * narrowing / reach) + 1):
            yield row, column


def _column(lon: float, row: int, metres: float) -> int:
    width = metres / METRES_PER_DEGREE
    return floor(lon * _narrowing_of(row, width) / width)


@lru_cache(maxsize=4096)
def _narrowing_of(row: int, width: float) -> float:
    return _narrowing(row * width)


def _narrowing(lat: float) -> float:
    """How much shorter a degree of longitude is than one of latitude; never zero at the poles."""
    return max(cos(radians(lat)), 0.01)


def _name(cell: Cell, metres: float) -> str:
    return f"{metres:g}:{cell[0]}:{cell[1]}"
