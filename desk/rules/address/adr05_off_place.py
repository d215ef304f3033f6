"""ADR05: coordinates are numbers, the right way round, and lie in the county that the address names."""

from collections.abc import Iterator
from typing import Any

from desk.geo import Trouble, county_outlines, offset_from_counties, pair_trouble, parse_coordinate
from desk.records import FieldTest, Order
from desk.rules.case import Case, missing_field, place
from desk.rules.kinds import field_name
from desk.rules.rule import PASS, Example, Judgement, Place, Rule
from desk.rules.shapes import blank, located
from desk.vocabulary import Datum, Verdict, WaiverKind

_KNOWN = (Datum.WGS84, Datum.GCJ02, Datum.BD09)
_TROUBLES = {
    Trouble.NOT_A_NUMBER: "不是数值",
    Trouble.OUT_OF_RANGE: "超出范围",
    Trouble.SWAPPED: "的经度和纬度写颠倒了",
}


def applies(case: Case) -> bool:
    """A coordinate is given in the order or in a field test."""
    return any(not blank(row.lon) or not blank(row.lat) for row in located(case))


def check(case: Case) -> Iterator[Judgement]:
    """Each pair is judged; a repair of a swapped pair that a person confirmed stays a warn."""
    repaired = any(row.rule == "ADR05" and row.conclusion == WaiverKind.CONFIRM for row in case.waivers)
    for row in located(case):
        if not (blank(row.lon) and blank(row.lat)):
            yield _judge(case, row, repaired)


def _judge(case: Case, row: Order | FieldTest, repaired: bool) -> Judgement:
    places = (place(row, "lon"), place(row, "lat"))
    blanks = [name for name in ("lon", "lat") if blank(getattr(row, name))]
    if blanks:
        given = row.lat if "lon" in blanks else row.lon
        if parse_coordinate(given) is None:
            return Judgement(Verdict.FAIL, f"坐标“{given}”不是数值", places)
        return missing_field(
            "经度和纬度只填了一个", *(field_name(row, name) for name in blanks), evidence=places
        )
    lon, lat = row.lon, row.lat
    trouble = pair_trouble(lon, lat)
    if trouble is Trouble.SWAPPED and repaired:
        lon, lat = lat, lon
    elif trouble is not None:
        return Judgement(Verdict.FAIL, f"坐标（{lon}，{lat}）{_TROUBLES[trouble]}", places)
    judgement = _placed(
        case, row, float(parse_coordinate(lon) or 0), float(parse_coordinate(lat) or 0), places
    )
    if repaired and judgement is PASS:
        return Judgement(Verdict.WARN, "经纬度曾写颠倒，已由人确认对调", places)
    return judgement


def _placed(
    case: Case, row: Order | FieldTest, lon: float, lat: float, places: tuple[Place, ...]
) -> Judgement:
    """Where the pair lies as seen from the county of the address, in each datum that it may be of."""
    counties = case.readings.address.counties
    if not counties:
        return missing_field("投诉地址没有写明市县，无法核对坐标", "投诉地址", evidence=places)
    datums = [datum for datum in _KNOWN if datum == row.datum] or _KNOWN
    offsets = [offset_from_counties(lon, lat, datum, counties) for datum in datums]
    distances = [0.0 if found.inside else found.km for found in offsets if found is not None]
    if len(distances) < len(offsets):
        lacking = "、".join(code for code in counties if not county_outlines(code))
        return missing_field(f"没有区县 {lacking} 的边界，无法核对坐标", "区县边界", evidence=places)
    return _measured(case, distances, row, places)


def _measured(
    case: Case, distances: list[float], row: Order | FieldTest, places: tuple[Place, ...]
) -> Judgement:
    slack = case.office.parameters.county_slack_km
    nearest, farthest = min(distances), max(distances)
    address = place(case.order, "address")
    if farthest == 0:
        return PASS
    if nearest > slack:
        return Judgement(Verdict.FAIL, f"坐标在投诉地址所写市县之外 {nearest:.1f} 千米", (*places, address))
    if nearest == 0 or farthest > slack:
        told = f"坐标系未知，按不同坐标系离所写市县 {nearest:.1f} 至 {farthest:.1f} 千米，无法确定"
        return Judgement(
            Verdict.WARN, told, (*places, place(row, "datum"), address), remedy="登记坐标系后重新核对"
        )
    return Judgement(
        Verdict.WARN,
        f"坐标在所写市县边界外 {farthest:.1f} 千米，在容差 {slack:g} 千米以内",
        (*places, address),
    )


def _pair(lon: str, lat: str, datum: str = "GCJ-02", **order: str) -> dict[str, Any]:
    return {"工单": {"经度": lon, "纬度": lat, "坐标系": datum, **order}, "现场测试": []}


_CONFIRMED = {
    "规则": "ADR05",
    "结论": "确认",
    "原因": "经纬度颠倒，已对调",
    "经办人": "组长",
    "时间": "2026-10-12 09:00",
}

RULE = Rule(
    code="ADR05",
    name="经纬度不符",
    clause="1.2.1",
    gate=True,
    reason="坐标与地址对不上，测试和站点分析就落在错误的位置。",
    remedy="核对经度、纬度和坐标系，按现场实测改正",
    fields=(
        "经度",
        "纬度",
        "坐标系",
        "投诉地址",
        "现场测试.经度",
        "现场测试.纬度",
        "现场测试.坐标系",
        "豁免.结论",
    ),
    applies=applies,
    check=check,
    parameters=("county_slack_km",),
    examples=(
        Example(Verdict.PASS, title="在县内"),
        Example(Verdict.PASS, _pair("110.0073", "19.7384", "未知"), title="坐标系未知，但不影响结论"),
        Example(Verdict.FAIL, _pair("见附件", "见附件"), title="不是数值"),
        Example(Verdict.FAIL, _pair("19.7384", "110.0073"), title="经纬度颠倒"),
        Example(Verdict.FAIL, _pair("200", "19.7"), title="超出范围"),
        Example(Verdict.FAIL, _pair("110.4666", "19.2463"), title="落在另一个市"),
        Example(
            Verdict.WARN, {**_pair("19.7384", "110.0073"), "豁免": [_CONFIRMED]}, title="颠倒后经人确认对调"
        ),
        Example(
            Verdict.UNKNOWN, _pair("110.0073", "19.7384", 投诉地址="文明路227号"), title="地址没有写市县"
        ),
        Example(Verdict.NA, _pair("", ""), title="没有坐标"),
    ),
)
