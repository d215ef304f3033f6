"""Keys under which addresses tie: the same village, the same house or team."""

from desk.reading.address.gazetteer import farm_stem
from desk.reading.address.grading import house_number, is_town_community
from desk.reading.address.numerals import same_number
from desk.reading.address.parts import Sort
from desk.reading.address.tokens import Scan, Token

_DIVIDED = ("4601", "4602")
_OF_VILLAGE = 12  # figures of a village's code; the 居 of a former farm has only its township's
_GROUP_TAILS = ("村民小组", "村小组", "居民小组", "生产小组", "小组", "生产队", "作业队", "连队")


def region_key(tokens: list[Token], county: str | None, counties: tuple[str, ...]) -> str:
    """The city where it is divided (a road is there once), else the town, else the county."""
    code = county or (counties[0] if counties else "")
    if code.startswith(_DIVIDED):
        return code[:4]
    towns = {token.code for token in tokens if token.sort is Sort.TOWN and token.code}
    town = towns.pop() if len(towns) == 1 else ""
    return town if len(town) >= 9 else code


def village_token(tokens: list[Token]) -> Token | None:
    """The most precise village named."""
    found = [
        token
        for token in tokens
        if token.sort is Sort.VILLAGE or (token.sort is Sort.COMMUNITY and is_town_community(token, tokens))
    ]
    return found[-1] if found else None


def village_key(tokens: list[Token], region: str) -> str | None:
    """The gazetteer's code of the village, else its name within its region; None without a region."""
    token = village_token(tokens)
    if token is None:
        return None
    if token.code and len(token.code) == _OF_VILLAGE:
        return token.code
    return f"{region}|{token.name}" if region else None


def exact_key(scan: Scan, region: str, village: str | None) -> str | None:
    """The key of a house number or a team; equal for equal places however they are written."""
    if pair := house_number(scan):
        road, number = pair
        road_name = scan.text[road.start : road.end]
        return f"{region}|{road_name}|{same_number(scan.text[number.start : number.end])}"
    groups = [token for token in scan.tokens if token.sort is Sort.GROUP]
    if not groups:
        return None
    farms = [farm_stem(token.name) for token in scan.tokens if token.sort is Sort.FARM]
    place = village or "".join(farms[-1:])
    within = region[:6] if farms or village else region
    return f"{within}|{place}|{_plain_group(groups[-1].name)}" if within or place else None


def _plain_group(name: str) -> str:
    for tail in _GROUP_TAILS:
        if name.endswith(tail):
            return same_number(name.removesuffix(tail)) + tail[-1].replace("连", "队")
    return same_number(name)
