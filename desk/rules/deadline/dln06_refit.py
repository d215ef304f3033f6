"""DLN06: refits and new active devices are handed over and issued within three days."""

from desk.rules.case import Case
from desk.rules.deadline.limits import classed, days_task, doubtful, first_with_both, no_start
from desk.rules.departments import handed_on
from desk.rules.rule import Example, Judgement, Rule
from desk.vocabulary import Cause, Verdict

DAYS = 3
_CAUSES = (Cause.REFIT, Cause.NEW_ACTIVE)


def applies(case: Case) -> bool:
    """原因分类 is 技改 or 新增有源."""
    return case.order.cause in _CAUSES


def check(case: Case) -> Judgement:
    """One transfer must have seen both events, so the later one counts."""
    rows = handed_on(case, str(case.order.cause))
    done = first_with_both(rows, "handed_at", "issued_at")
    start = classed(case, done)
    if start is None:
        return no_start(case)
    shown = tuple((row, name) for row in rows for name in ("handed_at", "issued_at"))
    name = f"{case.order.cause}传递发单超时"
    return doubtful(case, days_task(case, name, DAYS, start, done, shown), str(case.order.cause))


def _refit(
    handed: str, issued: str, kind: str = "技改", to: str = "澄迈分公司", **order: str
) -> dict[str, object]:
    row = {"类型": kind, "接收部门": to, "传递时间": handed, "发单时间": issued}
    return {"工单": {"原因分类": "技改", **order}, "转派": [row]}


RULE = Rule(
    code="DLN06",
    name="技改/有源发单超时",
    clause="1.2.2 C",
    gate=False,
    reason="技改及新增有源设备类问题 3 天内完成传递发单。",
    remedy="尽快传递并发单，登记传递时间和发单时间",
    fields=(
        "原因分类",
        "定性时间",
        "现场测试.完成时间",
        "转派.类型",
        "转派.接收部门",
        "转派.传递时间",
        "转派.发单时间",
        "部门.类别",
    ),
    applies=applies,
    check=check,
    parameters=("soon_hours",),
    settings=("calendar", "departments"),
    examples=(
        Example(Verdict.PASS, _refit("2026-10-12 10:00", "2026-10-13 09:00"), title="第二天发单"),
        Example(
            Verdict.PASS,
            _refit("2026-10-12 10:00", "2026-10-12 11:00", kind="T2"),
            title="直转 T2 分公司也算",
        ),
        Example(Verdict.FAIL, _refit("2026-10-12 10:00", "2026-10-16 09:00"), title="传递及时，发单晚了"),
        Example(Verdict.FAIL, _refit("2026-10-12 10:00", ""), title="没有发单"),
        Example(Verdict.FAIL, {"工单": {"原因分类": "新增有源"}, "转派": []}, title="新增有源没有转派"),
        Example(Verdict.WARN, _refit("2026-10-12 10:00", "2026-10-14 20:00"), title="临界"),
        Example(Verdict.WARN, _refit("2026-10-12 10:00", ""), at="2026-10-14 09:00", title="一天内到期"),
        Example(
            Verdict.UNKNOWN,
            {**_refit("", "", 定性时间=""), "现场测试": []},
            title="没有起算时间",
        ),
        Example(
            Verdict.UNKNOWN,
            _refit("2026-10-12 10:00", "2026-10-12 11:00", kind="T2", to="澄迈无线中心"),
            title="不知道接收部门是不是分公司",
        ),
        Example(Verdict.NA, title="不是技改和新增有源"),
    ),
)
