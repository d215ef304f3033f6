"""What to ask the customer: exactly the part that an address lacks."""

from desk.reading.address.parts import Sort
from desk.reading.address.tokens import Token
from desk.vocabulary import Grade

TEAM, VILLAGE, NUMBER = "哪个队?", "哪个村?", "门牌号?"
_HOUSES = frozenset({Sort.COMPOUND, Sort.BUILDING, Sort.COMMUNITY})
ROAD, TOWN, COUNTY = "哪条路?", "哪个乡镇?", "哪个市县?"


def missing(grade: Grade, tokens: list[Token]) -> tuple[str, ...]:
    """The questions for a grade below B, the wider one first."""
    if grade in (Grade.A, Grade.B):
        return ()
    sorts = {token.sort for token in tokens}
    if Sort.FARM in sorts:
        return (TEAM,)
    if Sort.ROAD in sorts or (grade is Grade.C and sorts & _HOUSES):
        return (NUMBER,)
    if Sort.TOWN in sorts:
        return (VILLAGE,)
    if grade is Grade.C or Sort.ZONE in sorts:
        return (NUMBER,)
    return _wide(grade, sorts, tokens)


def _wide(grade: Grade, sorts: set[Sort], tokens: list[Token]) -> tuple[str, ...]:
    if grade is Grade.F:
        return COUNTY, TOWN, VILLAGE
    return (ROAD, NUMBER) if Sort.STREET in sorts or _is_urban(tokens) else (TOWN, VILLAGE)


def _is_urban(tokens: list[Token]) -> bool:
    """Whether the address stops at a district or at a city that has districts."""
    wide = [token for token in tokens if token.sort in (Sort.CITY, Sort.COUNTY)]
    return bool(wide) and (
        wide[-1].sort is Sort.CITY or any(unit.name.endswith("区") for unit in wide[-1].units)
    )
