"""Where the complaints of the demo month come from: addresses with points, never two too near in a week."""

import random
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desk.geo import offset_from_counties, to_wgs84
from desk.services.demo.material import County, Town, Village, counties, words
from desk.vocabulary import Datum

NEARBY_DAYS = timedelta(days=9)  # longer than the days in which complaints count as concentrated
REPEAT_DAYS = timedelta(days=150)  # longer than the days in which an address counts as repeated
_AROUND = 0.003  # degrees, some 300 m
_CELL = 0.01  # degrees, some 1 km: orders in cells that do not touch are more than 1 km apart


@dataclass(frozen=True, slots=True)
class Place:
    """A complaint's place. `lon`, `lat` are GCJ-02."""

    county: County
    town: Town
    village: Village | None
    address: str
    lon: float
    lat: float

    def point(self, datum: Datum, shift: float = 0.0) -> dict[str, Any]:
        """经度, 纬度 and 坐标系 in the datum, `shift` degrees to the north."""
        lon, lat = self.lon, self.lat + shift
        if datum is Datum.WGS84:
            lon, lat = to_wgs84(lon, lat, Datum.GCJ02)
        return {"lon": f"{lon:.5f}", "lat": f"{lat:.5f}", "datum": datum.value}


class Atlas:
    """Hands out places; what was used in the days around an order is not used again."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._counties = [county for county in counties() if county.share]
        self._shares = [county.share for county in self._counties]
        self._used: dict[object, list[datetime]] = defaultdict(list)
        self._words = words()["places"]

    def place(self, kind: str, at: datetime) -> Place:
        """A place of the kind (road, village, farm) for an order of that time."""
        while True:
            found = self._try(kind, self._rng.choices(self._counties, self._shares)[0], at)
            if found is not None:
                return found
            kind = "road"  # villages and farms run out; house numbers do not

    def in_county(self, county: County, at: datetime) -> Place:
        """A house on a road of the county."""
        found = self._try("road", county, at)
        while found is None:
            found = self._try("road", county, at)
        return found

    def house_number(self, street: str, at: datetime) -> int:
        """A number of the street that no other order of those months has."""
        number = self._rng.randint(1, 998)
        while not self._claim(f"{street}{number}号", at, REPEAT_DAYS):
            number = self._rng.randint(1, 998)
        return number

    def neighbour(self, place: Place, at: datetime) -> Place:
        """Another house within 200 m of the place, in the same village when it lies in one."""
        shift = self._rng.uniform(0.0005, 0.0015)
        address = self._house(place.county, place.town, place.village, at)
        while address is None:
            address = self._house(place.county, place.town, place.village, at)
        return Place(place.county, place.town, place.village, address, place.lon + shift, place.lat)

    def _try(self, kind: str, county: County, at: datetime) -> Place | None:
        village = None
        if kind != "road":
            village = self._village(county.villages if kind == "village" else county.farms, at)
            if village is None:
                return None
        town = village.town if village else self._rng.choice(county.towns)
        point = self._point(county, town, at)
        address = self._house(county, town, village, at)
        if point is None or address is None:
            return None
        return Place(county, town, village, address, *point)

    def _village(self, villages: tuple[Village, ...], at: datetime) -> Village | None:
        for _ in range(12 if villages else 0):
            village = self._rng.choice(villages)
            if self._claim((village.town.code, village.name), at, NEARBY_DAYS):
                return village
        return None

    def _house(self, county: County, town: Town, village: Village | None, at: datetime) -> str | None:
        """An address that no other order of those months has; where one is likely, a compound behind it."""
        rng = self._rng
        before, behind = county.full_name, ""
        if village is None:
            house = f"{rng.choice(county.roads)}{rng.randint(1, 298)}号"
            before += "" if county.city else town.name
            if rng.random() < 0.3:
                behind = f"{rng.choice(self._words['compounds'])}{rng.randint(1, 20)}栋"
        elif village.name.endswith("农场"):
            team = rng.choice(self._words["teams"]) if rng.random() < 0.2 else f"{rng.randint(1, 48)}队"
            house = village.name + team
        else:
            house = town.name + _in_village(village.name, rng)
        # a road can cross the districts of a city, and a house on it is the same in each
        key = (county.city or county.name, house)
        if not house.endswith("村委会") and not self._claim(key, at, REPEAT_DAYS):
            return None
        return ("海南省" if rng.random() < 0.3 else "") + before + house + behind

    def _point(self, county: County, town: Town, at: datetime) -> tuple[float, float] | None:
        spread = 0.02
        for _ in range(24):
            lon = town.lon + self._rng.uniform(-spread, spread)
            lat = town.lat + self._rng.uniform(-spread, spread)
            spread *= 1.08
            if self._claim_cell(lon, lat, at) and _well_inside(county, lon, lat):
                return lon, lat
        return None

    def _claim_cell(self, lon: float, lat: float, at: datetime) -> bool:
        x, y = round(lon / _CELL), round(lat / _CELL)
        around = [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        if not all(self._free(cell, at, NEARBY_DAYS) for cell in around):
            return False
        return self._claim((x, y), at, NEARBY_DAYS)

    def _free(self, key: object, at: datetime, days: timedelta) -> bool:
        times = self._used.get(key)
        if not times:
            return True
        index = bisect_left(times, at)
        return all(abs(at - time) > days for time in times[max(0, index - 1) : index + 1])

    def _claim(self, key: object, at: datetime, days: timedelta) -> bool:
        if not self._free(key, at, days):
            return False
        times = self._used[key]
        times.insert(bisect_left(times, at), at)
        return True


def _well_inside(county: County, lon: float, lat: float) -> bool:
    """Whether a GCJ-02 point and the houses around it lie in the county."""
    for dx, dy in (
        (0, 0),
        (_AROUND, _AROUND),
        (-_AROUND, _AROUND),
        (_AROUND, -_AROUND),
        (-_AROUND, -_AROUND),
    ):
        offset = offset_from_counties(lon + dx, lat + dy, Datum.GCJ02, (county.code,))
        if offset is None or not offset.inside:
            return False
    return True


def _in_village(name: str, rng: random.Random) -> str:
    form = rng.random()
    if form < 0.3:
        return name
    village = name.removesuffix("委会")
    return f"{village}{rng.randint(1, 12)}队" if form < 0.65 else f"{village}{rng.randint(1, 160)}号"
