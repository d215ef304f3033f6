"""From settled tokens to a grade: the most precise part that the address names."""

import re

from desk.reading.address.gazetteer import gazetteer
from desk.reading.address.lexicon import lexicon
from desk.reading.address.parts import Sort
from desk.reading.address.patterns import BESIDE, BETWEEN, FILLER, LEAD
from desk.reading.address.tokens import TOWNS, WIDE, Scan, Token
from desk.vocabulary import Grade

_URBAN = ("4601", "4602")
_NO_TOWN = "198"  # 村级 units that a district of 三亚 holds without a township between
_OF_FARM = "居居"  # 西联居居民委员会: the committee of what was a farm
_CHINESE = re.compile("[\u3400-\u9fff]")
_AREAS = frozenset({Sort.TOWN, Sort.STREET, Sort.FARM, Sort.ZONE, Sort.ROAD})
_PHASE = re.compile("[0-9一二三四五六]{1,2}期")
_NUMBERED_VILLAGE = re.compile("[一二三四五六七八九十]村$")
_HOUSES = frozenset({Sort.LANDMARK, Sort.COMPOUND})
_INDOORS = frozenset({Sort.BUILDING, Sort.UNIT, Sort.FLOOR, Sort.ROOM})


def add_places_without_ending(scan: Scan) -> None:
    """A stretch that nothing explains names a place (定安县松树园); in a complaint only before a building."""
    if not scan.tokens:
        return
    buildings = {token.start for token in scan.tokens if token.sort in (Sort.BUILDING, Sort.UNIT)}
    for start, end in scan.rests:
        if scan.noisy and end not in buildings:
            continue
        if token := _place_without_ending(scan, start, end):
            scan.tokens.append(token)
    scan.tokens.sort(key=lambda token: token.start)


def _place_without_ending(scan: Scan, start: int, end: int) -> Token | None:
    if FILLER.fullmatch(scan.text[start:end]):
        return None
    start, end = _without_filler(scan.text, start, end)
    name = scan.text[start:end]
    if lead := LEAD.match(name):
        start += lead.end()
        name = name[lead.end() :]
    if (
        len(name) < 2
        or name in lexicon().nameless_places
        or name in lexicon().nameless_ground
        or (name[-1] == "段" and scan.tokens[0].sort is Sort.ROAD)
        or not _CHINESE.search(name)
        or any(len(u.code) <= (6 if u.code.startswith("46") else 4) for u in gazetteer().short.get(name))
    ):
        return None
    towns = [u.code for token in scan.tokens if token.is_place for u in token.units if len(u.code) >= 6]
    villages = [
        u for u in gazetteer().villages.get(name, ()) if any(u.code.startswith(code) for code in towns)
    ]
    if villages:
        return Token(villages[0].sort, start, end, name, tuple(villages))
    return Token(Sort.LANDMARK, start, end, name)


def _without_filler(text: str, start: int, end: int) -> tuple[int, int]:
    name = text[start:end]
    lead = FILLER.match(name)
    inner = lead.end() if lead else 0
    tail = FILLER.search(name, inner)
    outer = tail.start() if tail and tail.end() == len(name) else len(name)
    return (start + inner, start + outer) if outer - inner > 1 else (start, end)


def tell_estates(scan: Scan, elsewhere: bool) -> None:
    """Villages in name alone are compounds: 梅林一村3栋, 长乐村二期, and 新村 but for Hainan's villages."""
    at_home = not elsewhere and any(token.units for token in scan.tokens)
    for at, token in enumerate(scan.tokens):
        if token.sort is Sort.VILLAGE and (
            _PHASE.match(scan.text, token.end)
            or _is_numbered_estate(scan, at)
            or _is_new_estate(scan, at, at_home)
        ):
            token.sort = Sort.COMPOUND


def _is_numbered_estate(scan: Scan, at: int) -> bool:
    """Whether a numbered village has blocks."""
    token = scan.tokens[at]
    numbered = _NUMBERED_VILLAGE.search(scan.text[token.start : token.end]) is not None
    return numbered and not token.units and _has_rooms(scan, at)


def _is_new_estate(scan: Scan, at: int, at_home: bool) -> bool:
    """Whether a 新村 lies outside Hainan, on a road, in a street office, or has rooms."""
    token = scan.tokens[at]
    if len(token.name) < 2 or not scan.text.endswith("新村", token.start, token.end):
        return False
    if any("新村" in unit.name for unit in token.units):
        return False
    if scan.text.startswith(("村委", "村民委"), token.end):
        return False
    before = {other.sort for other in scan.tokens[:at]}
    return not at_home or bool(before & {Sort.ROAD, Sort.STREET}) or _has_rooms(scan, at)


def _has_rooms(scan: Scan, at: int) -> bool:
    return any(other.sort in _INDOORS for other in scan.tokens[at + 1 : at + 2])


def house_number(scan: Scan) -> tuple[Token, Token] | None:
    """The first road with its number, which may stand beside a house: 工业大道加油站旁12号."""
    road = last = None
    for token in scan.tokens:
        if token.sort is Sort.ROAD:
            road = last = token
        elif road is not None and last is not None and token.sort is Sort.NUMBER:
            beside = last is not road and BESIDE.fullmatch(scan.text, last.end, token.start)
            if beside or BETWEEN.fullmatch(scan.text, road.end, token.start):
                return road, token
            road = None
        elif token.sort in _HOUSES:
            last = token
        else:
            road = None
    return None


def is_town_community(token: Token, tokens: list[Token]) -> bool:
    """Whether a 社区 or 居委会 counts as a village: of a 镇, 乡 or former farm it does, of a 街道 not."""
    if any(other.sort is Sort.STREET for other in tokens):
        return any(_OF_FARM in unit.name for unit in token.units)
    if any(unit.sort is Sort.VILLAGE for unit in token.units):
        return True
    if any(other.sort in (Sort.TOWN, Sort.FARM) for other in tokens):
        return True
    if not token.units:
        return token.committee and not any((other.code or "").startswith(_URBAN) for other in tokens)
    return all(unit.code[6] != "0" and unit.code[6:9] != _NO_TOWN for unit in token.units)


def grade(scan: Scan) -> Grade:
    """The grade by the rules' table."""
    tokens = scan.tokens
    sorts = {token.sort for token in tokens}
    if Sort.GROUP in sorts or house_number(scan):
        return Grade.A
    if Sort.VILLAGE in sorts or _has_village_community(tokens):
        return Grade.B
    if sorts & {Sort.COMPOUND, Sort.LANDMARK, Sort.COMMUNITY} or _is_building(sorts, scan.noisy):
        return Grade.C
    if sorts & _AREAS:
        return Grade.D
    return Grade.E if sorts & WIDE else Grade.F


def _has_village_community(tokens: list[Token]) -> bool:
    return any(token.sort is Sort.COMMUNITY and is_town_community(token, tokens) for token in tokens)


def _is_building(sorts: set[Sort], noisy: bool) -> bool:
    """A numbered building counts as named with a road or an estate, a numbered house with a town."""
    if Sort.ZONE in sorts:
        return bool(sorts & (_INDOORS | {Sort.NUMBER}))
    if Sort.NUMBER in sorts and sorts & TOWNS and not noisy:
        return True
    return Sort.ROAD in sorts and bool(sorts & {Sort.BUILDING, Sort.UNIT, Sort.ROOM})
