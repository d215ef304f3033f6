"""DLN03: an order that needs a field test gets an interim reply within its limit."""

from desk.rules.case import Case
from desk.rules.deadline.limits import limit_of, no_limit, within
from desk.rules.kinds import Task
from desk.rules.rule import Due, Example, Judgement, Rule
from desk.vocabulary import TransferKind, Verdict


def applies(case: Case) -> bool:
    """A field test is planned, finished or asked for by a transfer."""
    return bool(case.field_tests) or any(row.kind == TransferKind.FIELD_TEST for row in case.transfers)


def check(case: Case) -> Judgement:
    """The first stage reply by time, whatever it says; a reply of the order in time does for it."""
    limit = limit_of(case, case.office.parameters.stage_reply_hours)
    if limit is None:
        return no_limit(case, "没有阶段回复时限，也没有处理时限，不能判断")
    due = Due(limit.due)
    replied = case.order.replied_at
    if replied is not None and replied <= limit.due:
        return Judgement(Verdict.PASS, due=due)
    first = case.stage_replies[0] if case.stage_replies else None
    shown = ((first, "time"),) if first else ((case.order, "replied_at"),)
    return within(
        case,
        limit,
        Task("阶段回复超时", due, limit.basis, first.time if first else None, shown, sheet="阶段回复"),
    )


def _reply(time: str) -> list[dict[str, str]]:
    return [{"时间": time, "内容": "用户反映上网慢，计划10月11日下午上门测试后优化。"}]


_HOURS = [{"名称": "stage_reply_hours", "值": "24"}]
_LATE_ORDER = {"回单时间": "2026-10-20 10:00"}

RULE = Rule(
    code="DLN03",
    name="阶段回复超时",
    clause="2.2",
    gate=False,
    reason="需要现场测试的，要在时限内给在线公司阶段回复，便于向客户解释。",
    remedy="立即做阶段回复，写明现象、原因、措施、计划和时间",
    fields=("派单时间", "处理时限", "回单时间", "阶段回复.时间", "转派.类型"),
    applies=applies,
    check=check,
    parameters=("stage_reply_hours", "soon_hours"),
    examples=(
        Example(Verdict.PASS, title="当天阶段回复"),
        Example(Verdict.PASS, {"阶段回复": []}, title="时限内已经回单"),
        Example(
            Verdict.PASS,
            {"参数": _HOURS, "阶段回复": _reply("2026-10-11 08:45")},
            title="在设定的 24 小时内",
        ),
        Example(
            Verdict.FAIL,
            {"参数": _HOURS, "阶段回复": _reply("2026-10-11 09:00")},
            title="超过设定的 24 小时",
        ),
        Example(Verdict.FAIL, {"参数": _HOURS, "阶段回复": []}, title="没有阶段回复，回单也晚于 24 小时"),
        Example(
            Verdict.WARN,
            {"工单": _LATE_ORDER, "阶段回复": _reply("2026-10-15 09:00")},
            title="回单也超时，只提醒",
        ),
        Example(
            Verdict.WARN,
            {"工单": {"回单时间": ""}, "阶段回复": []},
            at="2026-10-13 12:00",
            title="一天内到期",
        ),
        Example(Verdict.UNKNOWN, {"工单": {"处理时限": ""}}, title="没有时限"),
        Example(Verdict.NA, {"现场测试": [], "阶段回复": []}, title="不需要现场测试"),
    ),
)
