"""Converts between WGS-84, GCJ-02 and BD-09. Degrees everywhere; an unknown datum is never guessed.

GCJ-02 has no published definition. The terms are the ones that all map software of the country uses; they
have no closed inverse, so the way back is iterated.
"""

from math import atan2, cos, hypot, pi, radians, sin, sqrt

from desk.vocabulary import Datum

_AXIS_M = 6378245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_LON_RANGE = (72.004, 137.8347)
_LAT_RANGE = (0.8293, 55.8271)
_BAIDU = pi * 3000 / 180
_ROUNDS = 2  # each shrinks the error about a thousandfold, from half a kilometre


def to_wgs84(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """The pair in WGS-84; ValueError when its datum is unknown."""
    if datum is Datum.WGS84:
        return lon, lat
    return _undone(*to_gcj02(lon, lat, datum))


def to_gcj02(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """The pair in GCJ-02; ValueError when its datum is unknown. Outside China GCJ-02 equals WGS-84."""
    if datum is Datum.GCJ02:
        return lon, lat
    if datum is Datum.WGS84:
        east, north = _shift(lon, lat)
        return lon + east, lat + north
    if datum is Datum.BD09:
        return _baidu_undone(lon, lat)
    raise ValueError(f"no conversion from datum {datum}")


def to_bd09(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """The pair in BD-09; ValueError when its datum is unknown."""
    return (lon, lat) if datum is Datum.BD09 else _baidu(*to_gcj02(lon, lat, datum))


def _shift(lon: float, lat: float) -> tuple[float, float]:
    """Degrees by which GCJ-02 lies east and north of a WGS-84 point."""
    if not (_LON_RANGE[0] <= lon <= _LON_RANGE[1] and _LAT_RANGE[0] <= lat <= _LAT_RANGE[1]):
        return 0.0, 0.0
    x, y = lon - 105.0, lat - 35.0
    root, ripple = sqrt(abs(x)), (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple
    north += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple
    east += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    phi = radians(lat)
    flattening = 1.0 - _ECCENTRICITY_SQUARED * sin(phi) ** 2
    meridian = _AXIS_M * (1.0 - _ECCENTRICITY_SQUARED) / (flattening * sqrt(flattening))
    parallel = _AXIS_M / sqrt(flattening) * cos(phi)
    return east / parallel * 180.0 / pi, north / meridian * 180.0 / pi


def _undone(lon: float, lat: float) -> tuple[float, float]:
    x, y = lon, lat
    for _ in range(_ROUNDS):
        east, north = _shift(x, y)
        x, y = lon - east, lat - north
    return x, y


def _baidu(lon: float, lat: float) -> tuple[float, float]:
    radius = hypot(lon, lat) + 0.00002 * sin(lat * _BAIDU)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * _BAIDU)
    return radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006


def _baidu_undone(lon: float, lat: float) -> tuple[float, float]:
    x, y = lon - 0.0065, lat - 0.006
    for _ in range(_ROUNDS):
        east, north = _baidu(x, y)
        x, y = x + lon - east, y + lat - north
    return x, y
