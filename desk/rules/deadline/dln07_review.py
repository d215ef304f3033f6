"""DLN07: a need for new resources is reported and submitted before next week's review meeting."""

from desk.rules.case import Case, missing_field, place
from desk.rules.deadline.explained import meetings_after
from desk.rules.deadline.limits import doubtful, first_with_both
from desk.rules.departments import handed_on
from desk.rules.kinds import Task
from desk.rules.rule import NA, Due, Example, Judgement, Rule
from desk.vocabulary import Cause, Verdict
from desk.worktime import next_review


def applies(case: Case) -> bool:
    """原因分类 is 新建资源 and the complaint is done."""
    return case.order.cause == Cause.NEW_BUILD and case.replied


def check(case: Case) -> Judgement:
    """Before the meeting of the week after the reply; a cancelled one counts for the strict reading only."""
    replied = case.order.replied_at
    if replied is None:
        return NA
    start = (case.order, "replied_at")
    review = next_review(replied, meetings_after(case.office, replied))
    if review.strict is None:
        return missing_field(
            "没有设置下一周的资源需求评审会，不能判断", "评审会.时间", evidence=(place(*start),)
        )
    rows = handed_on(case, Cause.NEW_BUILD)
    shown = tuple((row, name) for row in rows for name in ("reported_at", "reviewed_at"))
    task = Task(
        "资源需求上报评审超时",
        Due(review.strict, review.lenient, replied),
        (start,),
        first_with_both(rows, "reported_at", "reviewed_at"),
        shown,
        sheet="转派",
        no_lenient="" if review.lenient else "评审会.时间",
    )
    return doubtful(case, task, Cause.NEW_BUILD)


def _need(
    reported: str, submitted: str, *, kind: str = "新建资源", cancelled: str = "否"
) -> dict[str, object]:
    row = {
        "类型": kind,
        "接收部门": "澄迈分公司",
        "传递时间": "2026-10-13 16:00",
        "上报时间": reported,
        "评审提交时间": submitted,
    }
    return {
        "工单": {"原因分类": "新建资源", "解决情况": "未解决"},
        "转派": [row],
        "评审会": [
            {"时间": "2026-10-15 09:00"},
            {"时间": "2026-10-22 09:00", "取消": cancelled},
            {"时间": "2026-10-29 09:00"},
        ],
    }


RULE = Rule(
    code="DLN07",
    name="新建资源上会超时",
    clause="1.2.2 C",
    gate=False,
    reason="新建资源类问题在处理完成后下一周资源需求评审会前完成上报和提交评审。",
    remedy="在评审会前上报资源需求并提交评审，登记两个时间",
    fields=(
        "原因分类",
        "回单时间",
        "转派.类型",
        "转派.接收部门",
        "转派.上报时间",
        "转派.评审提交时间",
        "评审会.时间",
        "评审会.取消",
        "部门.类别",
    ),
    applies=applies,
    check=check,
    parameters=("soon_hours", "review_weekly"),
    settings=("departments", "meetings"),
    examples=(
        Example(Verdict.PASS, _need("2026-10-14 10:00", "2026-10-21 10:00"), title="会前提交"),
        Example(
            Verdict.PASS, _need("2026-10-14 10:00", "2026-10-20 10:00", kind="T2"), title="直转 T2 分公司"
        ),
        Example(Verdict.FAIL, _need("2026-10-14 10:00", "2026-10-23 10:00"), title="会后才提交"),
        Example(Verdict.FAIL, _need("2026-10-14 10:00", ""), title="没有提交评审"),
        Example(
            Verdict.WARN,
            _need("2026-10-14 10:00", "2026-10-23 10:00", cancelled="是"),
            title="那次会取消，在下一次会前提交",
        ),
        Example(Verdict.WARN, _need("2026-10-14 10:00", ""), at="2026-10-21 20:00", title="一天内到期"),
        Example(
            Verdict.FAIL,
            {
                **_need("2026-10-14 10:00", "2026-10-23 10:00"),
                "评审会": [],
                "参数": [{"名称": "review_weekly", "值": "周四 09:00"}],
            },
            title="每周四上会，会后才提交",
        ),
        Example(
            Verdict.UNKNOWN,
            {**_need("2026-10-14 10:00", "2026-10-23 10:00"), "评审会": []},
            title="没有设置评审会",
        ),
        Example(Verdict.NA, title="不是新建资源"),
    ),
)
