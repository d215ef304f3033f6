"""RPL11: the test after the measures shows that they helped."""

from typing import Any

from desk.records import Measurement
from desk.rules.case import Case, missing_field, place
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank
from desk.rules.signal import is_after, number, weak
from desk.vocabulary import Operator, Verdict

_COMPARED = (("rsrp", "RSRP"), ("down", "下行速率"))


def applies(case: Case) -> bool:
    """已解决 with a measurement of 移动 after the measures."""
    return case.solved and any(is_after(row) and row.operator == Operator.MOBILE for row in case.measurements)


def check(case: Case) -> list[Judgement]:
    """Each measurement after the measures, against the last one before them of the same network."""
    before = [row for row in _own(case) if not is_after(row)]
    return [_judge(case, row, before) for row in _own(case) if is_after(row)]


def _own(case: Case) -> list[Measurement]:
    return [row for row in case.measurements if row.operator == Operator.MOBILE]


def _judge(case: Case, after: Measurement, before: list[Measurement]) -> Judgement:
    is_weak = weak(after, case.office.parameters)
    if is_weak:
        told = f"处理后移动仍为弱覆盖（RSRP {after.rsrp or '空'}，SINR {after.sinr or '空'}）"
        return Judgement(Verdict.WARN, told, (place(after, "rsrp"), place(after, "sinr")))
    compared = _compared(after, before)
    if compared is not None:
        name, title, earlier = compared
        new, old = getattr(after, name), getattr(earlier, name)
        if (number(new) or 0) > (number(old) or 0):
            return PASS
        told = f"处理后移动的{title}（{new}）没有好于处理前（{old}）"
        return Judgement(Verdict.WARN, told, (place(after, name), place(earlier, name)))
    if is_weak is None:
        if blank(after.network) and any(number(text) is not None for text in (after.rsrp, after.sinr)):
            told = "处理后的测试没有写网络类型，不能判断是不是弱覆盖"
            return missing_field(told, "三网测试.网络类型", evidence=(place(after, "network"),))
        told = "处理后的测试没有可比的信号或速率"
        return missing_field(
            told, "三网测试.RSRP", "三网测试.下行速率", evidence=(place(after, "rsrp"), place(after, "down"))
        )
    return PASS


def _compared(after: Measurement, before: list[Measurement]) -> tuple[str, str, Measurement] | None:
    """(field, its title, the earlier row) by which the two can be compared."""
    same = [row for row in before if row.network == after.network]
    alike = [row for row in same if row.indoors == after.indoors] or same
    for name, title in _COMPARED:
        if number(getattr(after, name)) is None:
            continue
        rows = [row for row in alike if number(getattr(row, name)) is not None]
        if rows:
            return name, title, rows[-1]
    return None


def _row(stage: str, rsrp: str, down: str = "", network: str = "4G") -> dict[str, str]:
    day = "11" if stage == "前" else "12"
    return {
        "运营商": "移动",
        "网络类型": network,
        "阶段": stage,
        "RSRP": rsrp,
        "下行速率": down,
        "测试时间": f"2026-10-{day} 15:00",
    }


def _rows(*rows: dict[str, str]) -> dict[str, Any]:
    return {"三网测试": list(rows)}


RULE = Rule(
    code="RPL11",
    name="解决后测试不佳",
    clause="2.4",
    gate=False,
    reason="按已解决回单，处理后的测试却没有变好，问题可能没有解决。",
    remedy="复测并核实客户感知，仍不好的继续处理或改按未解决回单",
    fields=(
        "解决情况",
        "三网测试.运营商",
        "三网测试.网络类型",
        "三网测试.阶段",
        "三网测试.RSRP",
        "三网测试.SINR",
        "三网测试.下行速率",
    ),
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
        Example(Verdict.PASS, _rows(_row("前", "-112"), _row("后", "-98")), title="变好了"),
        Example(Verdict.PASS, _rows(_row("前", "", "8"), _row("后", "", "30")), title="没有信号值，速率变好"),
        Example(Verdict.PASS, _rows(_row("后", "-98")), title="没有处理前的测试，信号不弱"),
        Example(
            Verdict.PASS,
            _rows(_row("前", "-112"), {**_row("后", "-98"), "SINR": "-5"}),
            title="RSRP 不弱，不看 SINR",
        ),
        Example(Verdict.WARN, _rows(_row("前", "-118"), _row("后", "-112")), title="变好了，仍然是弱覆盖"),
        Example(Verdict.WARN, _rows({**_row("后", ""), "SINR": "-5"}), title="没有 RSRP，SINR 弱"),
        Example(Verdict.WARN, _rows(_row("前", "-98"), _row("后", "-99")), title="没有变好"),
        Example(Verdict.WARN, _rows(_row("前", "-98"), _row("后", "-98")), title="一点没变"),
        Example(Verdict.WARN, _rows(_row("前", "", "8"), _row("后", "", "7")), title="速率没有变好"),
        Example(Verdict.UNKNOWN, _rows(_row("前", "-98"), _row("后", "")), title="处理后没有数值"),
        Example(Verdict.UNKNOWN, _rows(_row("后", "-107", network="")), title="没有写网络类型"),
        Example(Verdict.NA, title="没有处理后的测试"),
    ),
)
