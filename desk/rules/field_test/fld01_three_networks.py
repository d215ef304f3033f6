"""FLD01: a field test measures the three networks."""

from collections.abc import Sequence

from desk.records import Measurement
from desk.rules.case import Case, missing_record, place
from desk.rules.field_test.measured import THREE, Measured, measured
from desk.rules.kinds import field_name, row_name
from desk.rules.rule import PASS, Example, Judgement, Place, Rule
from desk.rules.shapes import blank, tested
from desk.rules.signal import number
from desk.vocabulary import Verdict

READINGS = ("rsrp", "sinr", "down", "up")


def check(case: Case) -> list[Judgement]:
    """Each finished test needs a complete measurement of every operator."""
    return case.once(_judgements)


def passes(case: Case) -> bool:
    """Whether every finished test has its three networks."""
    return all(judgement is PASS for judgement in case.once(_judgements))


def _judgements(case: Case) -> list[Judgement]:
    return [_judge(case, found) for found in case.once(measured)]


def _judge(case: Case, found: Measured) -> Judgement:
    lacking = {name: found.of(name) for name in THREE if not any(map(_complete, found.of(name)))}
    if not lacking:
        return PASS
    broken = {name: own for name, own in lacking.items() if not any(map(_unreadable, own))}
    evidence = (place(found.test, "finished_at"), *_places([row for own in lacking.values() for row in own]))
    if broken:
        told = "、".join(f"{name}（{_why(own)}）" for name, own in broken.items())
        return missing_record(case, "三网测试", f"{row_name(found.test)}缺少完整的三网测试：{told}", evidence)
    row = next(row for own in lacking.values() for row in own if _unreadable(row))
    names = [name for name in READINGS if not blank(getattr(row, name))]
    values = "、".join(f"“{getattr(row, name)}”" for name in names)
    told = f"{row.operator}的测试值{values}不是数值，不能判断三网测试是否完整"
    missing = tuple(field_name(row, name) for name in names)
    return Judgement(Verdict.UNKNOWN, told, evidence, missing=missing)


def _complete(row: Measurement) -> bool:
    if blank(row.network):
        return False
    return number(row.rsrp) is not None or any(number(getattr(row, name)) is not None for name in READINGS)


def _unreadable(row: Measurement) -> bool:
    return not blank(row.network) and any(not blank(getattr(row, name)) for name in READINGS)


def _why(rows: Sequence[Measurement]) -> str:
    if not rows:
        return "没有测试"
    return "没有网络类型" if all(blank(row.network) for row in rows) else "没有信号和速率"


def _places(rows: list[Measurement]) -> list[Place]:
    return [place(row, name) for row in rows for name in ("operator", "network", "rsrp", "down")]


def _rows(*operators: str, **more: str) -> dict[str, list[dict[str, str]]]:
    return {
        "三网测试": [
            {
                "运营商": operator,
                "网络类型": "4G",
                "RSRP": f"-9{number}",
                "测试时间": "2026-10-11 15:10",
                **more,
            }
            for number, operator in enumerate(operators)
        ]
    }


RULE = Rule(
    code="FLD01",
    name="三网测试不全",
    clause="1.2.1",
    gate=True,
    reason="现场测试除了客户的问题，还必须做移动、联通、电信三网测试。",
    remedy="补测缺少的运营商，登记网络类型和信号或速率",
    fields=(
        "现场测试.到达时间",
        "现场测试.完成时间",
        "三网测试.运营商",
        "三网测试.网络类型",
        "三网测试.阶段",
        "三网测试.RSRP",
        "三网测试.SINR",
        "三网测试.下行速率",
        "三网测试.上行速率",
        "三网测试.测试时间",
    ),
    applies=tested,
    check=check,
    examples=(
        Example(Verdict.PASS, title="三网都测了"),
        Example(Verdict.PASS, _rows("移动", "联通", "电信", "广电"), title="多测一家也可以"),
        Example(Verdict.FAIL, _rows("移动", "联通"), title="没有测电信"),
        Example(Verdict.FAIL, _rows("移动", "联通", "电信", 网络类型=""), title="没有网络类型"),
        Example(Verdict.FAIL, _rows("移动", "联通", "电信", 阶段="后"), title="只有处理后的测试"),
        Example(Verdict.FAIL, {"三网测试": []}, title="没有测试数据"),
        Example(Verdict.UNKNOWN, _rows("移动", "联通", "电信", RSRP="弱"), title="测试值不是数值"),
        Example(Verdict.NA, {"现场测试": []}, title="没有现场测试"),
    ),
)
