"""ADR06: the county of the address belongs to the region that the order is given to."""

from desk.reading.address import county_name
from desk.rules.case import Case, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank
from desk.vocabulary import Verdict


def applies(case: Case) -> bool:
    """区域 is given and the address names a county."""
    return not blank(case.order.region) and bool(case.readings.address.counties)


def check(case: Case) -> Judgement:
    """The county, or one of a city's districts, must be among the region's."""
    region, counties = case.order.region or "", case.readings.address.counties
    own = case.office.regions.get(region.strip())
    if own is not None and not own.isdisjoint(counties):
        return PASS
    places = (place(case.order, "region"), place(case.order, "address"))
    if own is None:
        return Judgement(
            Verdict.UNKNOWN,
            f"设置里没有区域“{region}”，无法核对归属",
            places,
            missing=("区域.区域",),
            remedy=f"在设置的区域里登记“{region}”和它的区县；工单写错的改正区域",
        )
    named = "、".join(county_name(code) or code for code in counties)
    rightful = sorted({name for code in counties for name in case.office.counties.get(code, ())})
    belongs = f"，属于{'、'.join(rightful)}" if rightful else ""
    return Judgement(Verdict.FAIL, f"投诉地址在{named}{belongs}，不属于区域“{region}”", places)


_REGIONS = [{"区域": "澄迈", "区县": "澄迈县"}, {"区域": "琼海", "区县": "琼海市"}]

RULE = Rule(
    code="ADR06",
    name="区域归属不符",
    clause="2.1",
    gate=False,
    reason="区域派错，责任人和及时率都会记在别人头上。",
    remedy="核对投诉地址和区域，改派到地址所在的区域",
    fields=("区域", "投诉地址", "区域.区县"),
    applies=applies,
    check=check,
    settings=("regions",),
    examples=(
        Example(Verdict.PASS, {"区域": _REGIONS}, title="县属于该区域"),
        Example(
            Verdict.PASS,
            {"区域": _REGIONS, "工单": {"投诉地址": "金江镇文明路227号"}},
            title="由乡镇推出县",
        ),
        Example(Verdict.PASS, {"区域": [{"区域": " 澄迈 ", "区县": "澄迈县 "}]}, title="区域表里多了空格"),
        Example(Verdict.FAIL, {"区域": _REGIONS, "工单": {"区域": "琼海"}}, title="属于另一区域"),
        Example(
            Verdict.FAIL,
            {"区域": _REGIONS, "工单": {"投诉地址": "文昌市文城镇文建路1号"}},
            title="县不在该区域",
        ),
        Example(Verdict.UNKNOWN, {"区域": _REGIONS, "工单": {"区域": "西部"}}, title="设置里没有这个区域"),
        Example(Verdict.NA, {"工单": {"区域": ""}}, title="没有区域"),
    ),
)
