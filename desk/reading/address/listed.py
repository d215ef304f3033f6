"""Villages of the gazetteer right after the place that holds them, whatever they are called (三公里村)."""

import re

from desk.reading.address.gazetteer import Unit, gazetteer
from desk.reading.address.parts import Sort
from desk.reading.address.tokens import Scan, Token

_LONGEST = 7
_APART = " -_,，、/"
_TAIL = re.compile(
    r"(?P<village>村村民委员会|村民委员会|村村委会|村委会|村委(?!会)|村(?!村|民小组|组|[镇乡]|[东西南北中]?[路街巷]|大道))"
    r"|社区居民委员会|社区居委会|社区居委|社区(?!医院)|居居民委员会|居居委会|居民委员会|居委会|居委|生活区"
)
_LIVING_AREA = "生活区"


def listed_village(scan: Scan, at: int, end: int) -> Token | None:
    """The village that begins here with its ending, if the place named before it has one of that name."""
    holder = _holder(scan, at)
    if holder is None:
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
            sort = Sort.VILLAGE if is_village else units[0].sort
            return Token(sort, at, tail.end(), stem, units, committee="居" in tail[0])
    return None


def living_area(scan: Scan, start: int, ending: str) -> tuple[Unit, ...]:
    """The village units that are a small farm's living area: 前进农场生活区."""
    before = scan.tokens[-1] if scan.tokens and scan.tokens[-1].end == start else None
    if ending != _LIVING_AREA or before is None or before.sort is not Sort.FARM:
        return ()
    return gazetteer().villages.get(scan.text[before.start : before.end], ())


def alike(units: tuple[Unit, ...], is_village: bool) -> tuple[Unit, ...]:
    """Of a 村 and a 社区 of one name those that are called as written, if there are such."""
    same = tuple(unit for unit in units if ("村" in unit.name[-5:]) is is_village)
    return same or units


def _holder(scan: Scan, at: int) -> Token | None:
    token = scan.tokens[-1] if scan.tokens else None
    if token is None or not token.is_place or scan.text[token.end : at].strip(_APART):
        return None
    return token


def _is_held(unit: Unit, holder: Token) -> bool:
    return any(unit.code.startswith(other.code) for other in holder.units)
