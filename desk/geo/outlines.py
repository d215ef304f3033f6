"""County outlines: is a point inside the county that its address names, and if not, how far outside.

The outlines (resources/outlines) are GCJ-02, within some 100 m, and hold about 3 km of sea.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from types import MappingProxyType
from typing import Any

from desk.assets import resource
from desk.geo.datum import to_gcj02
from desk.geo.distance import distance_m
from desk.vocabulary import Datum

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Offset:
    """Where a point lies as seen from some counties: kilometres outside all of them, 0.0 inside one."""

    inside: bool
    km: float


_INSIDE = Offset(inside=True, km=0.0)
_CELL = 0.02  # degrees, some 2 km
_ASTRAY = 0.02  # degrees: no datum moves a point so far


def offset_from_counties(lon: float, lat: float, datum: Datum, county_codes: Sequence[str]) -> Offset | None:
    """How far outside the union of the counties (six-digit codes) a point lies.

    None when that cannot be said: no outline is known, the point is outside those known while another code
    has none, or the pair is nowhere on earth. ValueError when the datum is unknown: ask once for each datum.
    """
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        return None
    x, y = to_gcj02(lon, lat, datum)
    codes = tuple(county_codes)
    plot = _plot(codes)
    if plot is None:
        return None
    if plot.holds(x, y):
        return _INSIDE
    if not all(county_outlines(code) for code in codes):
        return None
    return Offset(inside=False, km=plot.metres_to(x, y) / 1000)


def deep_inside(lon: float, lat: float, county_codes: tuple[str, ...]) -> bool:
    """Whether a point certainly lies in the union of the counties, whatever its datum.

    Points near an edge are not certain: ask `offset_from_counties`.
    """
    return _is_deep(county_codes, math.floor(lon / _CELL), math.floor(lat / _CELL))


@lru_cache(maxsize=16_384)
def _is_deep(codes: tuple[str, ...], column: int, row: int) -> bool:
    """Whether a cell and all that is near it lie inside; a province has some 9,000 cells."""
    plot = _plot(codes)
    west, south = column * _CELL - _ASTRAY, row * _CELL - _ASTRAY
    reach = _CELL + 2 * _ASTRAY
    return plot is not None and plot.covers(west, south, west + reach, south + reach)


@cache
def county_outlines(code: str) -> tuple[Ring, ...]:
    """Closed rings of (lon, lat) in GCJ-02 for a sketch map; empty when the county is not known."""
    stored = _stored()
    county = stored["counties"].get(code)
    return tuple(_ring(steps, stored["grid"]) for steps in county["rings"]) if county else ()


@cache
def outlined_counties() -> Mapping[str, str]:
    """Code and name of every county that has an outline."""
    return MappingProxyType({code: county["name"] for code, county in _stored()["counties"].items()})


class _Plot:
    """A union of counties in a plane where a unit is equally long both ways, so that nearest is nearest."""

    __slots__ = ("_bounds", "_shape", "_width")

    def __init__(self, rings: Sequence[Ring]) -> None:
        import shapely

        latitudes = [lat for ring in rings for _, lat in ring]
        self._width = math.cos(math.radians((min(latitudes) + max(latitudes)) / 2))
        parts = [shapely.Polygon([(lon * self._width, lat) for lon, lat in ring]) for ring in rings]
        self._shape = shapely.union_all(parts)
        self._bounds = self._shape.bounds
        shapely.prepare(self._shape)

    def holds(self, lon: float, lat: float) -> bool:
        """True inside and on the edge."""
        import shapely

        x = lon * self._width
        west, south, east, north = self._bounds
        if not (west <= x <= east and south <= lat <= north):
            return False
        return bool(shapely.intersects_xy(self._shape, x, lat))

    def covers(self, west: float, south: float, east: float, north: float) -> bool:
        """Whether the whole box lies inside."""
        import shapely

        box = shapely.box(west * self._width, south, east * self._width, north)
        return bool(shapely.contains_properly(self._shape, box))

    def metres_to(self, lon: float, lat: float) -> float:
        """Metres from a point outside to the nearest point of the edge."""
        import shapely

        line = shapely.shortest_line(self._shape, shapely.Point(lon * self._width, lat))
        x, y = line.coords[0]
        return distance_m(lon, lat, x / self._width, y)


@lru_cache(maxsize=256)
def _plot(codes: tuple[str, ...]) -> _Plot | None:
    rings = [ring for code in codes for ring in county_outlines(code)]
    return _Plot(rings) if rings else None


@cache
def _stored() -> Any:
    return json.loads(resource("outlines", "hainan.json").read_text(encoding="utf-8"))


def _ring(steps: Sequence[int], grid: int) -> Ring:
    xs, ys = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple((x / grid, y / grid) for x, y in zip(xs, ys, strict=True))
