"""Makes the small outline file from a GeoJSON of counties.

    python -m desk.geo.condense counties.geojson > resources/outlines/hainan.json

Run when the outlines change, never by the program. Features carry `adcode` and `name`; coordinates are
GCJ-02. Holes are dropped: in the present data they are enclaves of about a grid step.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

GRID = 1024  # steps per degree, about 100 m: the grid of the source
_TOLERANCE = 0.8 / GRID
_SANSHA = {"460321": "西沙群岛", "460322": "南沙群岛", "460323": "中沙群岛的岛礁及其海域"}

Ring = list[tuple[int, int]]


def condense(collection: Mapping[str, Any]) -> dict[str, Any]:
    """The content of the outline file: for each county code its name and its rings, as steps on the grid."""
    counties: dict[str, dict[str, Any]] = {}
    for feature in collection["features"]:
        code, name = str(feature["properties"]["adcode"]), feature["properties"]["name"]
        for ring in _rings(feature["geometry"]):
            part = _archipelago(ring) if code == "460300" else code
            county = counties.setdefault(part, {"name": _SANSHA.get(part, name), "rings": []})
            county["rings"].append(_steps(ring))
    return {"datum": "GCJ-02", "grid": GRID, "counties": dict(sorted(counties.items()))}


def text_of(outlines: Mapping[str, Any]) -> str:
    """The file as JSON text, one line a county."""
    head = {key: value for key, value in outlines.items() if key != "counties"}
    lines = ",\n".join(
        f'"{code}": {json.dumps(county, ensure_ascii=False, separators=(",", ":"))}'
        for code, county in outlines["counties"].items()
    )
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "counties": {\n' + lines + "\n}}\n"


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    from shapely.geometry import shape

    mended = shape(geometry).buffer(0).simplify(_TOLERANCE)
    for polygon in getattr(mended, "geoms", [mended]):
        yield [(round(x * GRID), round(y * GRID)) for x, y in polygon.exterior.coords]


def _steps(ring: Ring) -> list[int]:
    """The first point, then the step to each next one: x, y, dx, dy, dx, dy ..."""
    steps = ((right[0] - left[0], right[1] - left[1]) for left, right in pairwise(ring))
    return list(chain(ring[0], *steps))


def _archipelago(ring: Ring) -> str:
    """三沙 has one outline in the source; its three parts lie far apart."""
    lon, lat = ring[0][0] / GRID, ring[0][1] / GRID
    if lat < 12.5:
        return "460322"
    return "460321" if lon < 113 and lat < 18 else "460323"


if __name__ == "__main__":
    sys.stdout.write(text_of(condense(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))))
