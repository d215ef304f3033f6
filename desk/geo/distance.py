"""Distances on the sphere."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8
METRES_PER_DEGREE = radians(1) * EARTH_RADIUS_M


def distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Metres along the great circle between two points of the same datum, given in degrees."""
    phi1, phi2 = radians(lat1), radians(lat2)
    rise = sin((phi2 - phi1) / 2)
    run = sin(radians(lon2 - lon1) / 2)
    half_chord = rise * rise + cos(phi1) * cos(phi2) * run * run
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, half_chord)))
