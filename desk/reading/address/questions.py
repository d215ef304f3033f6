"""What to ask the customer: exactly the part that an address lacks."""

from desk.reading.address.parts import Sort
from desk.reading.address.tokens import Token
from desk.vocabulary import Grade

TEAM, VILLAGE, NUMBER = "哪个队?", "哪个村?", "门牌号?"
ROAD, TOWN, COUNTY = "哪条路?", "哪个乡镇?", "哪个市县?"


def missing(grade: Grade, tokens: list[Token]) -> tuple[str, ...]:
    """The questions for a grade below B, the wider one first."""
    if grade in (Grade.A, Grade.B):
        return ()
    sorts = {token.sort for token in tokens}
    if Sort.FARM in sorts:
        return (TEAM,)
    if Sort.ROAD in sorts:
        return (NUMBER,)
    if Sort.TOWN in sorts:
        return (VILLAGE,)
    if grade is Grade.C or Sort.ZONE in sorts:
        return (NUMBER,)
    if Sort.STREET in sorts or _is_district(tokens):
        return ROAD, NUMBER
    return (TOWN, VILLAGE) if grade is Grade.E else (COUNTY, TOWN, VILLAGE)


def _is_district(tokens: list[Token]) -> bool:
    """Whether the address stops at a city with districts or at one of its districts."""
    codes = [token.code for token in tokens if token.sort in (Sort.CITY, Sort.COUNTY) and token.code]
    return bool(codes) and codes[-1].startswith(("4601", "4602"))
