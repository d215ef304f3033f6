"""CON04: we arrive ten minutes before the agreed time."""

from collections.abc import Iterator
from datetime import timedelta

from desk.records import FieldTest
from desk.rules.case import Case, missing_field, place
from desk.rules.kinds import clock
from desk.rules.rule import NA, PASS, Example, Judgement, Rule
from desk.vocabulary import Verdict

EARLY = timedelta(minutes=10)


def applies(case: Case) -> bool:
    """A field test has an agreed time."""
    return any(test.agreed_at is not None for test in case.field_tests)


def check(case: Case) -> Iterator[Judgement]:
    """Each field test; before the agreed time nobody is expected."""
    for test in case.field_tests:
        yield _judge(case, test)


def _judge(case: Case, test: FieldTest) -> Judgement:
    agreed, arrived = test.agreed_at, test.arrived_at
    if agreed is None:
        return NA
    if arrived is not None and agreed - arrived >= EARLY:
        return PASS
    places = (place(test, "agreed_at"), place(test, "arrived_at"))
    if arrived is None:
        if test.finished_at is None and not case.moment.reached(agreed):
            return NA
        return missing_field(f"约定 {clock(agreed)}，没有登记到达时间", "现场测试.到达时间", evidence=places)
    told = f"约定 {clock(agreed)}，到达 {clock(arrived)}"
    if arrived > agreed:
        return Judgement(Verdict.FAIL, f"{told}，迟到", places)
    return Judgement(Verdict.WARN, f"{told}，没有提前 10 分钟", places)


def _arrived(time: str) -> dict[str, list[dict[str, str]]]:
    return {"现场测试": [{"预约时间": "2026-10-11 15:00", "到达时间": time, "完成时间": "2026-10-11 16:00"}]}


RULE = Rule(
    code="CON04",
    name="未提前到达",
    clause="1.1.3",
    gate=False,
    reason="按约定时间提前 10 分钟到达，是对客户的尊重。",
    remedy="下次提前出发；会迟到时事先告知客户并改约",
    fields=("现场测试.预约时间", "现场测试.到达时间"),
    applies=applies,
    check=check,
    examples=(
        Example(Verdict.PASS, _arrived("2026-10-11 14:30"), title="提前半小时"),
        Example(Verdict.PASS, _arrived("2026-10-11 14:50"), title="正好提前 10 分钟"),
        Example(Verdict.WARN, _arrived("2026-10-11 15:00"), title="准点"),
        Example(Verdict.WARN, _arrived("2026-10-11 14:51"), title="只提前 9 分钟"),
        Example(Verdict.FAIL, _arrived("2026-10-11 15:01"), title="迟到一分钟"),
        Example(Verdict.FAIL, _arrived("2026-10-11 15:40"), title="迟到四十分钟"),
        Example(Verdict.UNKNOWN, _arrived(""), title="没有到达时间"),
        Example(Verdict.NA, {"现场测试": [{"预约时间": "2026-11-02 15:00"}]}, title="还没有到约定时间"),
    ),
)
