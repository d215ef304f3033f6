"""The cells by which neighbours in place are found."""

from collections.abc import Iterator
from functools import lru_cache
from math import cos, floor, radians

from desk.geo.distance import METRES_PER_DEGREE

Cell = tuple[int, int]


def cell_key(lon: float, lat: float, metres: float = 500) -> str:
    """Name of the cell, about `metres` wide, that holds a point. ValueError when the pair is not finite."""
    return _name(cell_of(lon, lat, metres), metres)


def neighbour_cells(lon: float, lat: float, metres: float = 500) -> tuple[str, ...]:
    """Names of all cells in which a point within `metres` of this one can lie, its own among them."""
    return tuple(_name(cell, metres) for cell in cells_around(lon, lon, lat, metres))


def cell_of(lon: float, lat: float, metres: float) -> Cell:
    """The cell that holds a point: its row and column."""
    row = floor(lat * METRES_PER_DEGREE / metres)
    return row, _column(lon, row, metres)


def cells_around(west: float, east: float, lat: float, metres: float) -> Iterator[Cell]:
    """The cells around a stretch of one row.

    Rows are rings of one width, so the columns of two rows do not line up: each row asks for its own.
    """
    reach = metres / METRES_PER_DEGREE
    home = floor(lat / reach)
    aside = reach / _narrowing(abs(lat) + reach)
    for row in range(home - 1, home + 2):
        narrowing = _narrowing_of(row, reach)
        first = floor((west - aside) * narrowing / reach)
        for column in range(first, floor((east + aside) * narrowing / reach) + 1):
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
