"""From settled tokens to a grade: the most precise part that the address names."""

from desk.reading.address.parts import Sort
from desk.reading.address.patterns import BETWEEN, FILLER
from desk.reading.address.regions import is_elsewhere
from desk.reading.address.tokens import Scan, Token
from desk.vocabulary import Grade

_AREAS = frozenset({Sort.TOWN, Sort.STREET, Sort.FARM, Sort.ZONE, Sort.ROAD})
_WIDE = frozenset({Sort.PROVINCE, Sort.CITY, Sort.COUNTY})
_INDOORS = frozenset({Sort.BUILDING, Sort.UNIT, Sort.FLOOR, Sort.ROOM})


def add_places_without_ending(scan: Scan) -> None:
    """A stretch that nothing explains names a place, unless the text reads like a complaint: 定安县松树园."""
    if scan.noisy or not scan.tokens:
        return
    for start, end in scan.rests:
        rest = FILLER.sub(" ", scan.text[start:end])
        words = [word for word in rest.split() if len(word) > 1]
        if words:
            scan.tokens.append(Token(Sort.LANDMARK, start, end, words[0]))
    scan.tokens.sort(key=lambda token: token.start)


def tell_new_villages(scan: Scan) -> None:
    """XX新村 is a compound in a town and a village elsewhere; a 社区 listed as a former farm's 居 is a village."""
    tokens = scan.tokens
    elsewhere = is_elsewhere(tokens) or not any(token.units for token in tokens)
    for at, token in enumerate(tokens):
        if (
            token.sort is Sort.VILLAGE
            and scan.text.endswith("新村", token.start, token.end)
            and not token.units
        ):
            before = {other.sort for other in tokens[:at]}
            after = {other.sort for other in tokens[at + 1 : at + 2]}
            if elsewhere or before & {Sort.ROAD, Sort.STREET} or after & _INDOORS:
                token.sort = Sort.COMPOUND


def house_number(scan: Scan) -> tuple[Token, Token] | None:
    """The first road with its number."""
    road = None
    for token in scan.tokens:
        if token.sort is Sort.ROAD:
            road = token
        elif token.sort is Sort.NUMBER and road is not None:
            gap = scan.text[road.end : token.start]
            if BETWEEN.fullmatch(gap):
                return road, token
            road = None
    return None


def is_town_community(token: Token, tokens: list[Token]) -> bool:
    """Whether a 社区 or 居委会 counts as a village: under a 镇 or 乡, or a former farm's; not under a 街道."""
    if any(unit.sort is Sort.VILLAGE for unit in token.units):
        return True
    if any(other.sort is Sort.STREET for other in tokens):
        return False
    if any(other.sort in (Sort.TOWN, Sort.FARM) for other in tokens):
        return True
    parents = {unit.code[6] for unit in token.units}
    return (
        bool(parents) and parents <= {"1", "2"} and not any(unit.code[6:9] == "198" for unit in token.units)
    )


def grade(scan: Scan) -> Grade:
    """The grade by the rules' table."""
    tokens = scan.tokens
    sorts = {token.sort for token in tokens}
    if Sort.GROUP in sorts or house_number(scan):
        return Grade.A
    if Sort.VILLAGE in sorts or _has_village_community(tokens):
        return Grade.B
    if sorts & {Sort.COMPOUND, Sort.LANDMARK, Sort.COMMUNITY} or _is_building(sorts):
        return Grade.C
    if sorts & _AREAS:
        return Grade.D
    return Grade.E if sorts & _WIDE else Grade.F


def _has_village_community(tokens: list[Token]) -> bool:
    return any(token.sort is Sort.COMMUNITY and is_town_community(token, tokens) for token in tokens)


def _is_building(sorts: set[Sort]) -> bool:
    """A numbered building counts as named where a road or an estate is named with it."""
    return bool(sorts & {Sort.BUILDING, Sort.UNIT}) and bool(sorts & {Sort.ROAD, Sort.ZONE})
