"""Density-connected clusters of complaints in place and time."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from math import isfinite

from desk.geo.cells import Cell, cell_of, cells_around
from desk.geo.distance import distance_m

Key = int | str
Lines = dict[Cell, list[int]]  # points by their cells, those of a cell in the order of their time


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
    at_place = sorted(range(len(points)), key=lambda at: points[at].time)
    plane = _Plane([points[at] for at in at_place], metres, timedelta(days=days))
    found = [sorted(at_place[at] for at in group) for group in plane.clusters(least)]
    return [frozenset(points[at].key for at in group) for group in sorted(found)]


class _Plane:
    """Points in the order of their time; a number stands for the point at that place.

    No point looks at all its neighbours: it is a core as soon as it has met enough, and what one core of a
    cluster has taken in no other core meets again. So a dense crowd costs little more than a loose one.
    """

    def __init__(self, points: Sequence[Seen], metres: float, span: timedelta) -> None:
        self._points = points
        self._metres = metres
        self._spans = list(_spans(points, span))
        self._cells = [cell_of(at.x_lon, at.lat, metres) if _is_placed(at) else None for at in points]
        self._lines = self._by_cell(range(len(points)))
        self._around: dict[Cell, list[Cell]] = {}  # where a cluster has been followed

    def clusters(self, least: int) -> Iterator[set[int]]:
        """Each cluster once."""
        cores = set(self._cores(least))
        waiting = self._by_cell(sorted(cores))
        edge = self._by_cell(sorted(set(range(len(self._points))) - cores)) if cores else {}
        met: set[int] = set()
        for core in sorted(cores):
            if core not in met:
                group = self._spread(core, waiting, edge)
                met |= group
                yield group

    def _by_cell(self, wanted: Iterable[int]) -> Lines:
        lines: Lines = defaultdict(list)
        for at in wanted:
            if (cell := self._cells[at]) is not None:
                lines[cell].append(at)
        return lines

    def _cells_around(self, home: Cell) -> list[Cell]:
        """The cells in which neighbours of those of a cell stand, itself among them."""
        own = [self._points[at] for at in self._lines[home]]
        lons = [point.x_lon for point in own]
        lat = own[0].lat if len(own) == 1 else max((point.lat for point in own), key=abs)
        around = cells_around(min(lons), max(lons), lat, self._metres)
        return [cell for cell in around if cell in self._lines]

    def _cells_beside(self, at: int) -> list[Cell]:
        home = self._cells[at]
        if home is None:
            return []
        if home not in self._around:
            self._around[home] = self._cells_around(home)
        return self._around[home]

    def _cores(self, least: int) -> Iterator[int]:
        if least <= 1:
            yield from (at for at, cell in enumerate(self._cells) if cell is None)
        for home, own in self._lines.items():
            block = sorted(at for cell in self._cells_around(home) for at in self._lines[cell])
            if len(block) >= least:
                yield from (at for at in own if self._is_core(at, block, least))

    def _is_core(self, at: int, block: list[int], least: int) -> bool:
        """Whether enough of those around a point are its neighbours; mostly there are not."""
        window = self._window(at, block)
        if len(window) < least:
            return False
        return sum(1 for _ in islice((o for o in window if self._reaches(at, o)), least)) == least

    def _spread(self, core: int, waiting: Lines, edge: Lines) -> set[int]:
        """Everything that is density-reachable from a core; the cores met leave `waiting`."""
        group, stack = {core}, [core]
        while stack:
            at = stack.pop()
            for cell in self._cells_beside(at):
                taken = self._take(at, waiting[cell])
                stack += taken
                group.update(taken)
                group.update(other for other in self._window(at, edge[cell]) if self._reaches(at, other))
        return group

    def _take(self, at: int, line: list[int]) -> list[int]:
        """The neighbours of a point in a line, which they leave."""
        window = self._window(at, line)
        taken = [other for other in window if self._reaches(at, other)]
        if taken:
            gone = set(taken)
            start = bisect_left(line, window[0])
            line[start : start + len(window)] = [other for other in window if other not in gone]
        return taken

    def _window(self, at: int, line: list[int]) -> list[int]:
        """Those of a line that are not too far from a point in time."""
        low, high = self._spans[at]
        return line[bisect_left(line, low) : bisect_left(line, high)]

    def _reaches(self, at: int, other: int) -> bool:
        here, there = self._points[at], self._points[other]
        return distance_m(here.x_lon, here.lat, there.x_lon, there.lat) <= self._metres


def _is_placed(point: Seen) -> bool:
    return isfinite(point.x_lon) and isfinite(point.lat)


def _spans(points: Sequence[Seen], span: timedelta) -> Iterator[tuple[int, int]]:
    """For each point, in the order of their time, the first place within the span and that after the last."""
    low = high = 0
    for here in points:
        while here.time - points[low].time > span:
            low += 1
        while high < len(points) and points[high].time - here.time <= span:
            high += 1
        yield low, high
