"""Units that cannot all be meant, and units that the gazetteer does not have."""

import re
from collections.abc import Iterator
from itertools import pairwise

from desk.reading.address.gazetteer import Unit, gazetteer
from desk.reading.address.parts import Sort
from desk.reading.address.tokens import RURAL, TOWNS, WIDE, Scan, Token

_LEVEL = {
    Sort.PROVINCE: 1,
    Sort.CITY: 2,
    Sort.COUNTY: 3,
    Sort.TOWN: 4,
    Sort.STREET: 4,
    Sort.FARM: 4,
    Sort.ZONE: 4,
    Sort.VILLAGE: 5,
    Sort.COMMUNITY: 5,
}
_PART_OF_FARM = re.compile(r"[0-9一二三四五六七八九十]+区$")
_NEAR = 12
_STOP = re.compile(r"[，。；,;.!？?！\s]")
_END = re.compile(r"[。；;！!？?\n]")
_JOINED = re.compile(r"[与和至到往、/或及跟住]|交界|附近|旁|对面|方向|家[里住在：:]|公司|单位")
_AREAS = frozenset({Sort.ZONE, Sort.FARM})
_FINE = frozenset({Sort.NUMBER, Sort.GROUP, Sort.VILLAGE, Sort.COMPOUND, Sort.BUILDING, Sort.ROOM})


def levels(tokens: list[Token]) -> int:
    """How many gazetteer levels the address names; an area that is no gazetteer unit by nature is none."""
    return len({_LEVEL[token.sort] for token in tokens if token.sort in _LEVEL and _is_unit(token)})


def _is_unit(token: Token) -> bool:
    return bool(token.units) or token.sort not in _AREAS


def contradictions(scan: Scan) -> tuple[str, ...]:
    """One sentence for each unit that lies in none of the wider units named."""
    known = [token for token in scan.tokens if token.units and token.sort in _LEVEL]
    if len(known) < 2:
        return ()
    found: list[str] = []
    for token in known:
        if _LEVEL[token.sort] in (2, 3, 4):
            found.extend(_misplaced(token, known, scan))
    found.extend(_rivals(scan))
    return tuple(dict.fromkeys(found))


def _misplaced(token: Token, known: list[Token], scan: Scan) -> Iterator[str]:
    level = _LEVEL[token.sort]
    for wider in range(level - 1, 0, -1):
        named = [other for other in known if _LEVEL[other.sort] == wider]
        if not named:
            continue
        held = any(_may_hold(unit, inner) for other in named for unit in other.units for inner in token.units)
        if not held and not all(_are_apart(scan, other, token) for other in named):
            yield _sentence(token, named[0])
        return


def _are_apart(scan: Scan, one: Token, other: Token) -> bool:
    """Whether two units are mentioned as two places: 从海口市到澄迈县; 号码归属海口市，现在澄迈县."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    between = scan.text[start:end]
    if _JOINED.search(between) or _END.search(between) or (scan.noisy and _STOP.search(between)):
        return True
    second = max(one, other, key=lambda token: token.start)
    return second.sort in WIDE and any(t.sort in _FINE and start <= t.start < end for t in scan.tokens)


def _may_hold(outer: Unit, inner: Unit) -> bool:
    if outer.former and outer.sort is Sort.COUNTY and outer.code.startswith("460"):
        return inner.code.startswith(outer.code[:4])
    if inner.former and inner.sort is Sort.TOWN and inner.code.startswith("460"):
        return inner.code[:4] == outer.code[:4]
    return inner.code.startswith(outer.code) or outer.code.startswith(inner.code)


def _sentence(token: Token, wider: Token) -> str:
    units = gazetteer().units
    homes = sorted({name for unit in token.units if (name := _home(unit, len(wider.units[0].code)))})
    belongs = f"，它属于{'或'.join(homes)}" if homes else ""
    inner = token.units[0].name if not token.units[0].former else token.name
    outer = units[wider.units[0].code].name if wider.units[0].code in units else wider.name
    return f"{inner}不在{outer}{belongs}"


def _home(unit: Unit, width: int) -> str:
    units = gazetteer().units
    parent = units.get(unit.code[:width])
    if parent is None or parent.sort is Sort.CITY:
        parent = units.get(unit.code[:6]) if len(unit.code) > 6 else parent
    return parent.name if parent else ""


def _rivals(scan: Scan) -> Iterator[str]:
    """Two counties, or two cities, named one right after the other."""
    for sort in (Sort.CITY, Sort.COUNTY):
        settled = [token for token in scan.tokens if token.sort is sort and token.code]
        for one, other in pairwise(settled):
            near = other.start - one.end <= _NEAR and not _STOP.search(scan.text[one.end : other.start])
            if one.code != other.code and near and not _are_apart(scan, one, other):
                yield f"同时写了{one.units[0].name}和{other.units[0].name}"


def unlisted(tokens: list[Token]) -> tuple[str, ...]:
    """Townships and villages of Hainan that the gazetteer does not have under what else is named."""
    towns = [u.code for token in tokens if token.is_place for u in token.units if len(u.code) >= 6]
    found = []
    for token in tokens:
        if token.sort in TOWNS and not token.units:
            found.append(token)
        elif token.sort in RURAL:
            inside = [u for u in token.units if not towns or any(u.code.startswith(code) for code in towns)]
            if not inside and not _PART_OF_FARM.search(token.name):
                found.append(token)
    return tuple(dict.fromkeys(token.name for token in found))
