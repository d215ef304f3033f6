"""ADR04: an order with a field test has a pair of coordinates."""

from desk.rules.case import Case, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank, field_tested, located
from desk.vocabulary import Verdict


def check(case: Case) -> Judgement:
    """Both coordinates must stand in the order, or in one of its field tests."""
    rows = located(case)
    if any(not blank(row.lon) and not blank(row.lat) for row in rows):
        return PASS
    lacking = [(row, name) for row in rows for name in ("lon", "lat") if blank(getattr(row, name))]
    return Judgement(
        Verdict.FAIL,
        "工单和现场测试都没有完整的经纬度",
        tuple(place(row, name) for row, name in lacking),
        missing=("经度", "纬度", "现场测试.经度", "现场测试.纬度"),
    )


def _without(**order: str) -> dict[str, object]:
    test = {"预约时间": "2026-10-11 15:00", "完成时间": "2026-10-11 15:40"}
    return {"工单": {"经度": "", "纬度": "", **order}, "现场测试": [test]}


RULE = Rule(
    code="ADR04",
    name="经纬度缺失",
    clause="1.2.1",
    gate=True,
    reason="现场测试要采集经纬度，才能对应小区和站点。",
    remedy="补填现场测试的经度、纬度和坐标系",
    fields=("经度", "纬度", "现场测试.经度", "现场测试.纬度"),
    applies=field_tested,
    check=check,
    examples=(
        Example(Verdict.PASS, title="工单和测试都有"),
        Example(Verdict.PASS, {"工单": {"经度": "", "纬度": ""}}, title="测试有"),
        Example(Verdict.FAIL, _without(), title="都没有"),
        Example(Verdict.FAIL, _without(经度="110.0073"), title="只有经度"),
        Example(Verdict.NA, {"现场测试": []}, title="没有现场测试"),
    ),
)
