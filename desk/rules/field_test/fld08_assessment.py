"""FLD08: a site is requested only after the nine steps and an assessment."""

from collections.abc import Mapping

from desk.records import Step
from desk.rules.case import Case, place
from desk.rules.departments import handed_on
from desk.rules.field_test.ladder import (
    SHEET,
    done,
    has_reason,
    is_settled,
    kind_of,
    measures,
    no_state,
    no_steps,
    numbers,
    own_names,
    untold,
)
from desk.rules.rule import PASS, Example, Judgement, Rule
from desk.rules.shapes import blank
from desk.vocabulary import Cause, StepKind, Verdict


def applies(case: Case) -> bool:
    """The order was handed on for a new site."""
    return bool(handed_on(case, Cause.NEW_BUILD))


def check(case: Case) -> Judgement:
    """All nine carried out or ruled out with a reason, and an assessment with its text and group."""
    asked = tuple(place(row, "kind") for row in handed_on(case, Cause.NEW_BUILD))
    if not case.steps:
        return no_steps(case, "转了新建资源，但没有处理步骤记录", asked)
    rows = measures(case.steps)
    names = own_names(case.steps, case.office.step_names)
    silent = [step for own in (*rows.values(), _assessing(case)) for step in untold(own, has_reason)]
    complete = SHEET not in case.lost  # else what is absent may stand in a row that cannot be read
    told = _unfinished(
        {n: own for n, own in rows.items() if (own or complete) and not untold(own, has_reason)}, names
    )
    assessments = done(case.steps, StepKind.ASSESS)
    assessed = any(not blank(step.text) and not blank(step.group) for step in assessments)
    if not assessed and (assessments or complete) and not untold(_assessing(case)):
        told.append("评估没有写明说明和组" if assessments else "没有已实施的评估步骤")
    if not told and silent:
        return no_state(silent, names)
    if not told:
        return PASS if assessed and all(rows.values()) else no_steps(case, "", asked)
    open_rows = [step for own in rows.values() for step in own if not has_reason(step)]
    places = (
        *asked,
        *(place(step, "state") for step in open_rows),
        *(place(step, name) for step in assessments for name in ("text", "group")),
    )
    return Judgement(Verdict.FAIL, f"转新建资源之前：{'；'.join(told)}", places)


def _assessing(case: Case) -> list[Step]:
    return [step for step in case.steps if kind_of(step) == StepKind.ASSESS]


def _unfinished(rows: Mapping[int, list[Step]], names: Mapping[int, str]) -> list[str]:
    lacking = {number: own for number, own in rows.items() if not any(map(has_reason, own))}
    groups = {
        "没有记录": [number for number, own in lacking.items() if not own],
        "未实施": [number for number, own in lacking.items() if own and not any(map(is_settled, own))],
        "不适用但没有理由": [number for number, own in lacking.items() if any(map(is_settled, own))],
    }
    return [f"{numbers(found, names)}{what}" for what, found in groups.items() if found]


def _request(*steps: dict[str, str], kind: str = "新建资源", cause: str = "新建资源") -> dict[str, object]:
    transfer = {"类型": kind, "接收部门": "澄迈分公司", "传递时间": "2026-10-13 09:00"}
    return {"工单": {"原因分类": cause}, "转派": [transfer], "处理步骤": list(steps)}


def _nine(**last: str) -> list[dict[str, str]]:
    rows = [
        {"步骤": str(number), "类型": "优化" if number < 7 else "整改", "状态": "已实施", "说明": "已做"}
        for number in range(1, 10)
    ]
    return [*rows[:-1], {**rows[-1], **last}]


_ASSESSED = {"步骤": "10", "类型": "评估", "状态": "已实施", "说明": "周边无站，需建设", "组": "澄迈优化组"}

RULE = Rule(
    code="FLD08",
    name="未完成评估即提站",
    clause="1.2.2 B",
    gate=True,
    burden=True,
    reason="九个步骤实施后仍然无法有效改善的，才由区域优化组评估报送建设需求。",
    remedy="补做并登记九个步骤（不适用的写明理由），由优化组完成评估，写明说明和组",
    fields=(
        "原因分类",
        "转派.类型",
        "转派.接收部门",
        "处理步骤.步骤",
        "处理步骤.类型",
        "处理步骤.状态",
        "处理步骤.说明",
        "处理步骤.组",
    ),
    applies=applies,
    check=check,
    settings=("departments", "step_names"),
    examples=(
        Example(Verdict.PASS, _request(*_nine(), _ASSESSED), title="九步和评估都完成"),
        Example(
            Verdict.PASS,
            _request(*_nine(状态="不适用", 说明="无室分"), _ASSESSED, kind="T2"),
            title="一步不适用并有理由，直转 T2",
        ),
        Example(Verdict.FAIL, _request(*_nine()), title="没有评估"),
        Example(Verdict.FAIL, _request(*_nine(状态="未实施"), _ASSESSED), title="一步未实施"),
        Example(Verdict.FAIL, _request(*_nine(状态="不适用", 说明=""), _ASSESSED), title="不适用没有理由"),
        Example(Verdict.FAIL, _request(*_nine()[:8], _ASSESSED), title="少一步"),
        Example(Verdict.FAIL, _request(*_nine(), {**_ASSESSED, "组": ""}), title="评估没有写组"),
        Example(Verdict.UNKNOWN, _request(*_nine(状态=""), _ASSESSED), title="一步没有登记状态"),
        Example(Verdict.UNKNOWN, _request(), title="没有步骤记录"),
        Example(Verdict.NA, title="没有转新建资源"),
    ),
)
