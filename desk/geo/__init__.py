"""Coordinates: datum, outlines, distance, clusters."""

from desk.geo.cells import cell_key, neighbour_cells
from desk.geo.clusters import Seen, clusters
from desk.geo.coordinate import Point, Trouble, pair_in, pair_trouble, parse_coordinate
from desk.geo.datum import to_bd09, to_gcj02, to_wgs84
from desk.geo.distance import distance_m
from desk.geo.outlines import (
    Offset,
    county_outlines,
    deep_inside,
    offset_from_counties,
    outlined_counties,
)

__all__ = [
    "Offset",
    "Point",
    "Seen",
    "Trouble",
    "cell_key",
    "clusters",
    "county_outlines",
    "deep_inside",
    "distance_m",
    "neighbour_cells",
    "offset_from_counties",
    "outlined_counties",
    "pair_in",
    "pair_trouble",
    "parse_coordinate",
    "to_bd09",
    "to_gcj02",
    "to_wgs84",
]
