"""Which units the tokens mean, which county an address lies in, and the names and codes of counties."""

from functools import cache

from desk.reading.address.gazetteer import Unit, gazetteer
from desk.reading.address.parts import Sort
from desk.reading.address.tokens import TOWNS, WIDE, Token

_HOME = "46"
_ORDER = (
    (Sort.PROVINCE,),
    (Sort.CITY,),
    (Sort.COUNTY,),
    (Sort.TOWN, Sort.STREET, Sort.FARM, Sort.ZONE),
    (Sort.VILLAGE, Sort.COMMUNITY),
)
_LOCAL = 3
_RANK = {sort: rank for rank, sorts in enumerate(_ORDER) for sort in sorts}


def settle(tokens: list[Token], elsewhere: bool) -> None:
    """Give each token the code of the one unit that it means: the one inside what else the address names."""
    if elsewhere:
        _forget_home(tokens)
    levels: list[list[Token]] = [[] for _ in _ORDER]
    for token in tokens:
        if token.sort in _RANK:
            levels[_RANK[token.sort]].append(token)
    named: list[str] = []
    for level in levels:
        for token in level:
            _settle(token, named)
        named = [token.code for token in level if token.code] or named


def _forget_home(tokens: list[Token]) -> None:
    """Outside Hainan a township or village that bears a name of Hainan's is another one."""
    for token in tokens:
        if _RANK.get(token.sort, 0) >= _LOCAL:
            token.units = ()


def _settle(token: Token, named: list[str]) -> None:
    units = token.units or _renamed(token, named)
    if not units:
        return
    inside = _inside(units, named)
    if not inside and token.is_place:
        inside = _inside(units, [_wider(code) for code in named if len(code) > 2])
    chosen = inside or units
    at_home = tuple(unit for unit in chosen if unit.code.startswith(_HOME))
    if at_home and not (named and not named[0].startswith(_HOME)):
        chosen = at_home
    current = tuple(unit for unit in chosen if not unit.former)
    if len(current) == 1 and token.is_place:
        chosen = current
    token.units = chosen
    settled = len(chosen) == 1 and (bool(inside) or token.is_place or not named)
    if settled or (inside and len({unit.code[:9] for unit in chosen}) == 1):
        token.code = chosen[0].code


def _inside(units: tuple[Unit, ...], named: list[str]) -> tuple[Unit, ...]:
    codes = tuple(named)
    return tuple([unit for unit in units if unit.code.startswith(codes)]) if codes else ()


def _wider(code: str) -> str:
    """The code within which bounds have moved: the city of a district, a county that belongs to no city."""
    return code[:6] if code.startswith("4690") else code[:4]


def _renamed(token: Token, named: list[str]) -> tuple[Unit, ...]:
    """Today's unit of a township whose rank has changed: 府城镇 is now 府城街道."""
    if token.sort not in TOWNS:
        return ()
    units = tuple(unit for unit in gazetteer().short.get(token.name) if len(unit.code) >= 9)
    return _inside(units, named) or _inside(units, [_wider(code) for code in named if len(code) > 2])


def counties_of(tokens: list[Token]) -> tuple[str | None, tuple[str, ...]]:
    """The county that the address lies in, and all counties that it may lie in; see rules.md, ADR."""
    written = _codes(tokens, Sort.COUNTY)
    towns = [code for token in tokens if token.sort in _ORDER[3] for code in _town_counties(token)]
    if written:
        renamed = [c for c in towns if c[:4] == written[0][:4] and _is_former(tokens, written[0])]
        county = renamed[0] if renamed else _agreed(written, towns)
        return (county, (county,)) if county else (None, tuple(written))
    if len(set(towns)) == 1:
        return towns[0], (towns[0],)
    cities = _codes(tokens, Sort.CITY)
    if len(cities) == 1:
        districts = _districts().get(cities[0], ())
        inside = tuple(sorted({code for code in towns if code.startswith(cities[0])}))
        return None, inside or districts
    return None, ()


def _codes(tokens: list[Token], sort: Sort) -> list[str]:
    return list(dict.fromkeys(token.code for token in tokens if token.sort is sort and token.code))


def _agreed(written: list[str], towns: list[str]) -> str | None:
    if len(written) == 1:
        return written[0]
    agreed = [code for code in written if code in towns]
    return agreed[0] if len(agreed) == 1 else None


def _is_former(tokens: list[Token], county: str) -> bool:
    return any(unit.former for token in tokens if token.code == county for unit in token.units)


def _town_counties(token: Token) -> list[str]:
    """Counties of a township-level token; all candidates if its name is not settled."""
    return sorted({unit.code[:6] for unit in token.units if len(unit.code) >= 9 or unit.former})


@cache
def _districts() -> dict[str, tuple[str, ...]]:
    districts: dict[str, tuple[str, ...]] = {}
    for code in gazetteer().units:
        if len(code) == 6:
            districts[code[:4]] = (*districts.get(code[:4], ()), code)
    return districts


def county_name(code: str) -> str | None:
    """The full name of a county, None for an unknown code."""
    unit = gazetteer().units.get(code)
    return unit.name if unit and unit.sort is Sort.COUNTY else None


def county_code(name: str) -> str | None:
    """The code of a county by its full, short or former name; Hainan first, None if unknown or ambiguous."""
    book = gazetteer()
    plain = name.strip()
    units = [
        unit for names in (book.full, book.short) for unit in names.get(plain) if unit.sort is Sort.COUNTY
    ]
    home = [unit for unit in units if unit.code.startswith(_HOME)]
    codes = {unit.code for unit in home or units}
    return codes.pop() if len(codes) == 1 else None


def is_elsewhere(tokens: list[Token]) -> bool:
    """Whether the address names a place outside Hainan, of which the gazetteer ends at the counties."""
    wide = [token for token in tokens if token.sort in WIDE and token.units]
    return bool(wide) and not any(_is_home(unit) for token in wide for unit in token.units)


def _is_home(unit: Unit) -> bool:
    return unit.code.startswith(_HOME)
