"""DLN01: the order is replied within its 处理时限."""

from desk.rules.case import Case
from desk.rules.deadline.limits import no_limit, reply_in_time
from desk.rules.rule import Example, Judgement, Rule
from desk.rules.shapes import always
from desk.vocabulary import Verdict


def check(case: Case) -> Judgement:
    """The limit is taken as given: there is no lenient reading."""
    if case.order.due_at is None:
        return no_limit(case, "工单没有处理时限，不能判断是否超时")
    return reply_in_time(case, case.order.due_at)


RULE = Rule(
    code="DLN01",
    name="工单处理超时",
    clause="3.2",
    gate=False,
    reason="及时处理工单，客户才能尽快恢复使用，也关系到处理及时率。",
    remedy="尽快处理并回单；来不及的先做阶段回复并申请延期",
    fields=("派单时间", "处理时限", "回单时间"),
    applies=always,
    check=check,
    parameters=("soon_hours",),
    examples=(
        Example(Verdict.PASS, title="时限内回单"),
        Example(Verdict.PASS, {"工单": {"回单时间": "2026-10-14 08:45"}}, title="到点回单"),
        Example(Verdict.PASS, {"工单": {"回单时间": ""}}, at="2026-10-12 09:00", title="离时限还远"),
        Example(Verdict.FAIL, {"工单": {"回单时间": "2026-10-14 08:46"}}, title="晚一分钟"),
        Example(Verdict.FAIL, {"工单": {"回单时间": ""}}, title="至今没有回单"),
        Example(Verdict.WARN, {"工单": {"回单时间": ""}}, at="2026-10-13 09:00", title="一天内到期"),
        Example(Verdict.UNKNOWN, {"工单": {"处理时限": ""}}, title="没有时限"),
    ),
)
