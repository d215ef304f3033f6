"""FLD09: what is written of the rivals' coverage agrees with what was measured."""

from collections.abc import Sequence

from desk.reading.rivals import ALL
from desk.records import Measurement
from desk.rules.case import Case, missing_field, place
from desk.rules.field_test import fld01_three_networks
from desk.rules.field_test.measured import Measured, measured
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank, tested
from desk.rules.signal import Signal, signal
from desk.vocabulary import Operator, Verdict


def applies(case: Case) -> bool:
    """FLD01 passes."""
    return tested(case) and fld01_three_networks.passes(case)


def check(case: Case) -> list[Judgement]:
    """Each finished test."""
    return [_judge(case, found) for found in case.once(measured)]


def _judge(case: Case, measured_at: Measured) -> Judgement:
    test = measured_at.test
    if blank(test.rivals):
        return missing_field(
            "没有填写友商覆盖，无法与实测比较",
            "现场测试.友商覆盖",
            evidence=(place(test, "rivals"),),
        )
    said = dict(case.readings.notes.rivals.get(test.key, ()))
    found = [
        (operator, good, own)
        for operator, rows in measured_at.by_operator.items()
        if operator != Operator.MOBILE and (good := said.get(operator, said.get(ALL))) is not None
        if (own := _contrary(case, good, rows))
    ]
    if not found:
        return PASS
    told = "；".join(
        f"友商覆盖写{operator}{'好' if good else '弱'}，实测{'弱' if good else '好'}（{_readings(own)}）"
        for operator, good, own in found
    )
    places = [place(row, name) for _, _, own in found for row in own for name in ("rsrp", "sinr")]
    return Judgement(Verdict.WARN, told, (place(test, "rivals"), *places))


def _contrary(case: Case, good: bool, rows: Sequence[Measurement]) -> list[Measurement]:
    """The operator's rows when all of them say the opposite."""
    limits = case.office.parameters
    graded = [(row, signal(row, limits)) for row in rows]
    opposite = Signal.WEAK if good else Signal.GOOD
    own = [row for row, grade in graded if grade is not None]
    return own if own and all(grade in (None, opposite) for _, grade in graded) else []


def _readings(rows: list[Measurement]) -> str:
    """What the rows were graded by: RSRP, else SINR."""
    return "、".join(f"SINR {row.sinr}" if blank(row.rsrp) else f"RSRP {row.rsrp}" for row in rows)


def _scene(rivals: str, unicom: str, telecom: str) -> dict[str, list[dict[str, str]]]:
    test = {"到达时间": "2026-10-11 14:45", "完成时间": "2026-10-11 15:40", "友商覆盖": rivals}
    rows = [
        {"运营商": operator, "网络类型": "4G", "RSRP": rsrp, "测试时间": "2026-10-11 15:10"}
        for operator, rsrp in (("移动", "-112"), ("联通", unicom), ("电信", telecom))
    ]
    return {"现场测试": [test], "三网测试": rows}


RULE = Rule(
    code="FLD09",
    name="友商覆盖矛盾",
    clause="1.2.1",
    gate=False,
    reason="友商覆盖要与三网测试相符，才能作为分析和建设的依据。",
    remedy="核对友商覆盖和测试数据，改正写错的一处",
    fields=("现场测试.友商覆盖", "三网测试.运营商", "三网测试.RSRP", "三网测试.SINR"),
    applies=applies,
    check=check,
    parameters=(
        "weak_rsrp_4g",
        "border_rsrp_4g",
        "weak_sinr_4g",
        "border_sinr_4g",
        "weak_rsrp_5g",
        "weak_sinr_5g",
    ),
    examples=(
        Example(Verdict.PASS, _scene("联通、电信均良好", "-88", "-90"), title="相符"),
        Example(Verdict.PASS, _scene("联通弱，电信良好", "-113", "-90"), title="各家相符"),
        Example(Verdict.WARN, _scene("友商均良好", "-88", "-115"), title="写好而测得弱"),
        Example(Verdict.WARN, _scene("联通较差，电信无信号", "-85", "-118"), title="写差而测得好"),
        Example(Verdict.UNKNOWN, _scene("", "-88", "-90"), title="没有填友商覆盖"),
        Example(Verdict.NA, {"三网测试": []}, title="三网测试不全"),
    ),
)
