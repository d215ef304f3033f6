"""Villages of the gazetteer right after the place that holds them, whatever they are called (三公里村)."""

import re

from desk.reading.address.gazetteer import Unit, farm_stem, gazetteer
from desk.reading.address.parts import Sort
from desk.reading.address.tokens import Scan, Token

_LONGEST = 7
_APART = " -_,，、/"
_TAIL = re.compile(
    r"(?P<village>村村民委员会|村民委员会|村村委会|村委会|村委(?!会)|村(?!村|民小组|组|[镇乡]|[东西南北中]?[路街巷]|大道))"
    r"|社区居民委员会|社区居委会|社区居委|社区(?!医院)|居居民委员会|居居委会|居民委员会|居委会|居委|居(?![民委住家然])|生活区"
)
_TAIL_BEGINS = re.compile("[村社居生]")
_LIVING_AREA = "生活区"
_PLAIN_VILLAGES = frozenset({"新村", "老村", "旧村"})
_OF_VILLAGES = frozenset({"村民小组", "村小组", "村民组"})


def listed_village(scan: Scan, at: int, end: int) -> Token | None:
    """The village that begins here with its ending, if the place named before it has one of that name."""
    holder = _holder(scan, at)
    if holder is None or not _TAIL_BEGINS.search(scan.text, at + 1, min(end, at + _LONGEST + 1)):
        return None
    villages = gazetteer().villages
    for length in range(min(_LONGEST, end - at), 0, -1):
        stem = scan.text[at : at + length]
        if stem not in villages or not (tail := _TAIL.match(scan.text, at + length, end)):
            continue
        is_village = tail["village"] is not None
        units = tuple(unit for unit in villages[stem] if _is_held(unit, holder))
        if units:
            units = alike(units, is_village)
            sort = Sort.VILLAGE if is_village else _town_sort(units[0], tail[0])
            return Token(sort, at, tail.end(), stem, units, committee="居" in tail[0])
    return None


def named_by_place(scan: Scan, sort: Sort, start: int, end: int) -> Token | None:
    """A part that is called by its place alone: 前进农场生活区, 西联农场居委会, 中建农场老村."""
    before = scan.tokens[-1] if scan.tokens and scan.tokens[-1].end == start else None
    if before is None:
        return None
    ending = scan.text[start:end]
    if ending in _PLAIN_VILLAGES and (before.is_place or before.sort is Sort.VILLAGE):
        return Token(Sort.VILLAGE, start, end, ending[0], alike(gazetteer().villages.get(ending, ()), True))
    if sort is Sort.GROUP and ending in _OF_VILLAGES and scan.text[start - 1] == "村":
        return Token(Sort.GROUP, start, end, before.name)
    units = _units_of_farm(scan, before, ending) if before.sort is Sort.FARM else ()
    called = units or (before.sort is Sort.FARM and sort is Sort.COMMUNITY)
    return Token(Sort.VILLAGE, start, end, before.name, units) if called else None


def _units_of_farm(scan: Scan, farm: Token, ending: str) -> tuple[Unit, ...]:
    """A small farm's living area, or the 居 that a larger one has become."""
    if ending == _LIVING_AREA:
        return gazetteer().villages.get(scan.text[farm.start : farm.end], ())
    return gazetteer().full.get(farm_stem(farm.name) + "居") if "居" in ending or ending == "社区" else ()


def alike(units: tuple[Unit, ...], is_village: bool) -> tuple[Unit, ...]:
    """Of a 村 and a 社区 of one name those that are called as written, if there are such."""
    same = tuple(unit for unit in units if ("村" in unit.name[-5:]) is is_village)
    return same or units


def _holder(scan: Scan, at: int) -> Token | None:
    token = scan.tokens[-1] if scan.tokens else None
    if token is None or not token.is_place or scan.text[token.end : at].strip(_APART):
        return None
    return token


def _town_sort(unit: Unit, tail: str) -> Sort:
    """A 社区 is one even where the gazetteer still has it as a 村; a former farm's 居 is a village."""
    return Sort.COMMUNITY if tail.startswith("社区") and "居居" not in unit.name else unit.sort


def _is_held(unit: Unit, holder: Token) -> bool:
    return any(unit.code.startswith(other.code) for other in holder.units)
