"""The material of the demo month: words, counties, places; loaded once."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from desk.assets import resource

DISTRICT_CODE, TOWN_CODE = 6, 9
_NO_TOWNSHIP = "直辖"  # the districts of 三亚 have no townships


@dataclass(frozen=True, slots=True)
class County:
    """A county or district: `share` is its part of the orders, `towns` the seats with GCJ-02 points."""

    code: str
    name: str
    city: str
    region: str
    share: int
    roads: tuple[str, ...]
    towns: tuple["Town", ...]
    villages: tuple["Village", ...]
    farms: tuple["Village", ...]

    @property
    def full_name(self) -> str:
        """City and district, or the county alone."""
        return self.city + self.name


@dataclass(frozen=True, slots=True)
class Town:
    """A township with the GCJ-02 point of its seat; `name` is empty where villages lie directly below."""

    code: str
    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Village:
    """A village or a farm, and the township that it lies in."""

    name: str
    town: Town


@cache
def words() -> dict[str, Any]:
    """The texts of the demo, by group."""
    return tomllib.loads(resource("demo", "words.toml").read_text(encoding="utf-8"))


@cache
def counties() -> tuple[County, ...]:
    """All counties of the province, those without orders included."""
    names = _rows("gazetteer", "hainan.tsv")
    towns = _towns({code: name for code, name in names if len(code) == TOWN_CODE})
    villages = [row for row in names if row[1].endswith("村委会")]
    farms = [row for row in _rows("gazetteer", "farms.tsv") if row[1].endswith("农场")]
    stored = tomllib.loads(resource("demo", "branches.toml").read_text(encoding="utf-8"))["county"]
    return tuple(
        County(
            code=entry["code"],
            name=entry["name"],
            city=entry["city"],
            region=entry["region"],
            share=entry["share"],
            roads=tuple(entry["roads"]),
            towns=tuple(town for code, town in towns.items() if code.startswith(entry["code"])),
            villages=_within(entry["code"], villages, towns),
            farms=_within(entry["code"], farms, towns),
        )
        for entry in stored
    )


def _rows(*parts: str) -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in resource(*parts).read_text(encoding="utf-8").splitlines()]


def _towns(names: dict[str, str]) -> dict[str, Town]:
    return {
        code: Town(code, "" if _NO_TOWNSHIP in names[code] else names[code], float(lon), float(lat))
        for code, lon, lat in _rows("demo", "towns.tsv")
    }


def _within(county: str, named: Sequence[tuple[str, ...]], towns: dict[str, Town]) -> tuple[Village, ...]:
    return tuple(
        Village(name, towns[code[:TOWN_CODE]])
        for code, name in named
        if code.startswith(county) and code[:TOWN_CODE] in towns
    )
