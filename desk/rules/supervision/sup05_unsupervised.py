"""SUP05: an open item of the register is supervised again and again."""

from datetime import timedelta
from typing import Any

from desk.records import OverItem
from desk.rules.case import Case, missing_field, place
from desk.rules.kinds import clock
from desk.rules.moment import shift
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.vocabulary import OverState, Verdict


def applies(case: Case) -> bool:
    """The order is a member of an open item."""
    return bool(_open(case))


def check(case: Case) -> list[Judgement]:
    """Each open item."""
    return [_judge(case, item) for item in _open(case)]


def _open(case: Case) -> list[OverItem]:
    return [item for item in case.kin.over_items if item.state != OverState.CLOSED]


def _judge(case: Case, item: OverItem) -> Judgement:
    places = (place(item, "opened_at"), place(item, "supervised_at"))
    last = item.supervised_at or item.opened_at
    if last is None:
        told = f"三超 {item.number} 没有建立时间，也没有最近督办时间"
        return missing_field(told, "三超.最近督办时间", evidence=places)
    days = case.office.parameters.supervise_days
    if not case.moment.passed(shift(last, timedelta(days=days))):
        return PASS
    told = f"三超 {item.number} 超过 {days:g} 天没有督办（最近 {clock(last)}）"
    return Judgement(Verdict.FAIL, told, places)


def _item(opened: str, supervised: str, state: str = "督办中") -> dict[str, Any]:
    row = {
        "编号": "SC1",
        "类型": "弱覆盖",
        "成员工单": "HI-052-261010-00001",
        "建立时间": opened,
        "状态": state,
        "最近督办时间": supervised,
    }
    return {"三超": [row]}


RULE = Rule(
    code="SUP05",
    name="三超督办停滞",
    clause="2.8",
    gate=False,
    reason="列入三超的要持续督办和跟踪。",
    remedy="督办一次，登记最近督办时间；已解决的销号",
    fields=("三超.成员工单", "三超.状态", "三超.建立时间", "三超.最近督办时间"),
    applies=applies,
    check=check,
    parameters=("supervise_days",),
    examples=(
        Example(Verdict.PASS, _item("2026-10-12 10:00", "2026-10-28 10:00"), title="三天前督办"),
        Example(Verdict.PASS, _item("2026-10-28 10:00", ""), title="刚列入"),
        Example(Verdict.FAIL, _item("2026-10-12 10:00", "2026-10-20 10:00"), title="十一天没有督办"),
        Example(Verdict.FAIL, _item("2026-10-12 10:00", ""), title="列入后从未督办"),
        Example(Verdict.UNKNOWN, _item("", ""), title="没有任何时间"),
        Example(Verdict.NA, _item("2026-10-12 10:00", "", "已销号"), title="已销号"),
        Example(Verdict.NA, title="没有列入三超"),
    ),
)
