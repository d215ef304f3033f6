"""DLN02: a field test is fed back within its limit."""

from collections.abc import Iterator

from desk.rules.case import Case
from desk.rules.deadline.limits import limit_of, no_limit, within
from desk.rules.kinds import Task
from desk.rules.rule import Due, Example, Judgement, Rule
from desk.rules.shapes import field_tested
from desk.vocabulary import Verdict


def check(case: Case) -> Iterator[Judgement]:
    """Each field test, from dispatch to its 反馈时间."""
    limit = limit_of(case, case.office.parameters.field_test_hours)
    if limit is None:
        yield no_limit(case, "没有现场测试时限，也没有处理时限，不能判断")
        return
    for test in case.field_tests:
        shown = ((test, "fed_back_at"),)
        task = Task("现场测试反馈超时", Due(limit.due), limit.basis, test.fed_back_at, shown)
        yield within(case, limit, task)


def _test(fed_back: str) -> list[dict[str, str]]:
    return [{"到达时间": "2026-10-11 14:45", "完成时间": "2026-10-11 15:40", "反馈时间": fed_back}]


_HOURS = [{"名称": "field_test_hours", "值": "48"}]

RULE = Rule(
    code="DLN02",
    name="现场测试超时",
    clause="1.2.2 C",
    gate=False,
    reason="区域负责人要在时限内完成现场测试并反馈，提出优化方案。",
    remedy="尽快完成测试，按模板反馈并登记反馈时间",
    fields=("派单时间", "处理时限", "回单时间", "现场测试.反馈时间"),
    applies=field_tested,
    check=check,
    parameters=("field_test_hours", "soon_hours"),
    examples=(
        Example(Verdict.PASS, title="时限内反馈"),
        Example(Verdict.PASS, {"参数": _HOURS}, title="在设定的 48 小时内"),
        Example(Verdict.FAIL, {"现场测试": _test("2026-10-15 10:00")}, title="反馈晚于处理时限"),
        Example(Verdict.FAIL, {"现场测试": _test("")}, title="至今没有反馈"),
        Example(
            Verdict.FAIL,
            {"参数": _HOURS, "现场测试": _test("2026-10-12 09:00")},
            title="超过设定的 48 小时",
        ),
        Example(
            Verdict.WARN,
            {"工单": {"回单时间": "2026-10-16 10:00"}, "现场测试": _test("2026-10-15 10:00")},
            title="回单也超时，只提醒",
        ),
        Example(
            Verdict.WARN,
            {"工单": {"回单时间": ""}, "现场测试": [{"预约时间": "2026-10-13 15:00"}]},
            at="2026-10-13 12:00",
            title="一天内到期",
        ),
        Example(Verdict.UNKNOWN, {"工单": {"处理时限": ""}}, title="没有时限"),
        Example(Verdict.NA, {"现场测试": []}, title="没有现场测试"),
    ),
)
