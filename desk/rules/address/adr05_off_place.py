"""ADR05: coordinates are numbers, the right way round, and lie in the county that the address names."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from desk.geo import Trouble, county_outlines, deep_inside, offset_from_counties, pair_in, parse_coordinate
from desk.reading.address import county_name
from desk.records import FieldTest, Order
from desk.rules.case import Case, missing_field, place
from desk.rules.kinds import field_name, sheet_of, title_of
from desk.rules.rule import PASS, Example, Judgement, Place, Rule
from desk.rules.shapes import blank, located
from desk.rules.spots import read_pair
from desk.vocabulary import Datum, Verdict, WaiverKind

_KNOWN = (Datum.WGS84, Datum.GCJ02, Datum.BD09)
_TROUBLES = {
    Trouble.OUT_OF_RANGE: "超出范围",
    Trouble.SWAPPED: "的经度和纬度写颠倒了",
}


def applies(case: Case) -> bool:
    """A coordinate is given in the order or in a field test."""
    order = case.order
    if not blank(order.lon) or not blank(order.lat):
        return True
    return any(not blank(test.lon) or not blank(test.lat) for test in case.field_tests)


def check(case: Case) -> Iterator[Judgement]:
    """Each pair is judged; a repair of a swapped pair that a person confirmed stays a warn."""
    repaired = any(row.rule == "ADR05" and row.conclusion == WaiverKind.CONFIRM for row in case.waivers)
    for row in located(case):
        if not (blank(row.lon) and blank(row.lat)):
            yield _judge(case, row, repaired)


def _judge(case: Case, row: Order | FieldTest, repaired: bool) -> Judgement:
    if blank(row.lon) or blank(row.lat):
        return _half(row)
    trouble, lon, lat = read_pair(row.lon, row.lat)
    if trouble is Trouble.NOT_A_NUMBER:
        return _unreadable(row)
    if trouble is Trouble.SWAPPED and repaired:
        lon, lat = lat, lon
    elif trouble is not None:
        told = f"{sheet_of(row)}的坐标（{row.lon}，{row.lat}）{_TROUBLES[trouble]}"
        remedy = f"经纬度对调：{_entered(lat, lon)}" if trouble is Trouble.SWAPPED else ""
        return Judgement(Verdict.FAIL, told, _places(row), remedy=remedy)
    judgement = _placed(case, row, lon, lat)
    if repaired and judgement is PASS:
        return Judgement(Verdict.WARN, "经纬度曾写颠倒，已由人确认对调", _places(row))
    return judgement


def _half(row: Order | FieldTest) -> Judgement:
    """A pair of which only one is given."""
    given, absent = (row.lat, "lon") if blank(row.lon) else (row.lon, "lat")
    if parse_coordinate(given) is None:
        return _unreadable(row)
    return missing_field(
        f"{sheet_of(row)}的经度和纬度只填了一个", field_name(row, absent), evidence=_places(row)
    )


def _unreadable(row: Order | FieldTest) -> Judgement:
    """A cell that is no number; where it holds the whole pair, the remedy says how to part it."""
    texts = {title_of(row, name): getattr(row, name) for name in ("lon", "lat")}
    wrong = {title: text for title, text in texts.items() if text and parse_coordinate(text) is None}
    told = f"{sheet_of(row)}的" + "、".join(f"{title}“{text}”" for title, text in wrong.items()) + "不是数值"
    both = next(filter(None, map(pair_in, wrong.values())), None)
    if both is None:
        return Judgement(Verdict.FAIL, told, _places(row))
    remedy = f"两个数写在了一栏：{_entered(both.lon, both.lat)}"
    return Judgement(Verdict.FAIL, told, _places(row), remedy=remedy)


def _entered(lon: float, lat: float) -> str:
    return f"核对后把 {lon:.15g} 填入经度、{lat:.15g} 填入纬度"


def _places(row: Order | FieldTest) -> tuple[Place, ...]:
    return place(row, "lon"), place(row, "lat")


def _placed(case: Case, row: Order | FieldTest, lon: float, lat: float) -> Judgement:
    """Where the pair lies as seen from the county of the address, in each datum that it may be of."""
    counties = case.readings.address.counties
    if not counties:
        return missing_field("投诉地址没有写明市县，无法核对坐标", "投诉地址", evidence=_places(row))
    if deep_inside(lon, lat, counties):
        return PASS  # the usual case
    distances = _distances(lon, lat, row.datum, counties)
    if distances is None:
        lacking = _names(code for code in counties if not county_outlines(code))
        return missing_field(f"没有{lacking}的边界，无法核对坐标", "区县边界", evidence=_places(row))
    return PASS if max(distances) == 0 else _outside(case, distances, row)


@lru_cache(maxsize=512)
def _distances(
    lon: float, lat: float, datum: str | None, counties: tuple[str, ...]
) -> tuple[float, ...] | None:
    """Kilometres outside the counties, for each datum that the pair may be of; None without outlines."""
    datums = [known for known in _KNOWN if known == datum] or _KNOWN
    offsets = [offset_from_counties(lon, lat, known, counties) for known in datums]
    found = tuple(0.0 if offset.inside else offset.km for offset in offsets if offset is not None)
    return found if len(found) == len(offsets) else None


def _outside(case: Case, distances: tuple[float, ...], row: Order | FieldTest) -> Judgement:
    slack = case.office.parameters.county_slack_km
    nearest, farthest = min(distances), max(distances)
    named = f"投诉地址所写的{_names(case.readings.address.counties)}"
    places = (*_places(row), place(row, "datum"), place(case.order, "address"))
    if nearest > slack:
        told = f"{sheet_of(row)}的坐标在{named}之外 {_km(nearest)}，超过容差 {slack:g} 千米"
        return Judgement(Verdict.FAIL, told, places)
    if nearest == 0 or farthest > slack:
        told = (
            f"{sheet_of(row)}的坐标系未知，按不同坐标系在{named}之外 {_km(nearest)}到 {_km(farthest)}，"
            f"容差 {slack:g} 千米，无法确定"
        )
        return Judgement(Verdict.WARN, told, places, remedy="登记坐标系后重新核对")
    told = f"{sheet_of(row)}的坐标在{named}之外 {_km(farthest)}，在容差 {slack:g} 千米以内"
    return Judgement(Verdict.WARN, told, places)


def _km(kilometres: float) -> str:
    """So exact that it is told from the slack."""
    return f"{kilometres:.1f} 千米" if kilometres >= 10 else f"{kilometres:.2f} 千米"


def _names(codes: Iterable[str]) -> str:
    return "、".join(county_name(code) or code for code in codes)


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
        Example(Verdict.FAIL, _pair("110.0073,19.7384", ""), title="两个数写在一栏"),
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
