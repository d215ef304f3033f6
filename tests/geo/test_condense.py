import json

from desk.geo.condense import GRID, condense, text_of

SQUARE = [[110.0, 19.0], [110.5, 19.0], [110.5, 19.5], [110.25, 19.5002], [110.0, 19.5], [110.0, 19.0]]
HOLE = [[110.2, 19.2], [110.201, 19.2], [110.201, 19.201], [110.2, 19.2]]


def feature(code, name, *polygons):
    return {
        "properties": {"adcode": code, "name": name},
        "geometry": {"type": "MultiPolygon", "coordinates": list(polygons)},
    }


def islet(lon, lat):
    return [[[lon, lat], [lon + 0.1, lat], [lon + 0.1, lat + 0.1], [lon, lat]]]


def test_keeps_the_corners_and_drops_holes_and_needless_points():
    made = condense({"features": [feature(460105, "秀英区", [SQUARE, HOLE])]})
    county = made["counties"]["460105"]
    assert county["name"] == "秀英区"
    (ring,) = county["rings"]
    corners = {(ring[0], ring[1])}
    x, y = ring[0], ring[1]
    for dx, dy in zip(ring[2::2], ring[3::2], strict=True):
        x, y = x + dx, y + dy
        corners.add((x, y))
    assert (x, y) == (ring[0], ring[1])
    assert corners == {(round(a * GRID), round(b * GRID)) for a in (110, 110.5) for b in (19, 19.5)}


def test_splits_sansha_into_its_archipelagos():
    islets = [islet(112.3, 16.8), islet(113.0, 9.5), islet(117.7, 15.1), islet(113.8, 19.2)]
    made = condense({"features": [feature(460300, "三沙市", *islets)]})["counties"]
    assert {code: len(county["rings"]) for code, county in made.items()} == {
        "460321": 1,
        "460322": 1,
        "460323": 2,
    }
    assert made["460321"]["name"] == "西沙群岛"


def test_text_is_json_with_a_line_a_county():
    made = condense({"features": [feature(460105, "秀英区", [SQUARE]), feature(469023, "澄迈县", [SQUARE])]})
    text = text_of(made)
    assert json.loads(text) == made
    assert len(text.splitlines()) == 4
