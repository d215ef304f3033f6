"""FLD07: first optimise, then refit, and only then ask for a site."""

from collections.abc import Iterator

from desk.records import Step
from desk.rules.case import Case, place
from desk.rules.field_test.ladder import (
    SHEET,
    done,
    is_settled,
    kind_of,
    measures,
    no_state,
    no_steps,
    numbers,
    own_names,
    untold,
)
from desk.rules.kinds import clock
from desk.rules.rule import Example, Judgement, Place, Rule
from desk.vocabulary import Cause, StepKind, StepState, Verdict

_LATER = frozenset({StepKind.REFIT, StepKind.SITE})


def applies(case: Case) -> bool:
    """A refit or a site was carried out, or the order is classed as needing a new site."""
    return case.order.cause == Cause.NEW_BUILD or any(
        step.state == StepState.DONE and kind_of(step) in _LATER for step in case.steps
    )


def check(case: Case) -> Iterator[Judgement]:
    """A site after all measures; a refit after some optimising."""
    if not case.steps:
        yield no_steps(case, "原因分类是新建资源，但没有处理步骤记录", (place(case.order, "cause"),))
        return
    sites = done(case.steps, StepKind.SITE)
    if sites or case.order.cause == Cause.NEW_BUILD:
        yield from _site(case, sites)
    yield from _refits(case)


def _site(case: Case, sites: list[Step]) -> Iterator[Judgement]:
    asked: tuple[Place, ...] = tuple(place(step, "state") for step in sites) or (place(case.order, "cause"),)
    rows, names = measures(case.steps), own_names(case.steps, case.office.step_names)
    absent = [number for number, own in rows.items() if not own]
    open_ones = [number for number, own in rows.items() if own and not any(map(is_settled, own))]
    unsettled = [number for number in open_ones if not untold(rows[number])]
    if silent := [step for number in open_ones for step in untold(rows[number])]:
        yield no_state(silent, names)
    if absent and SHEET in case.lost:
        yield no_steps(case, "", asked)
        absent = []
    if absent or unsettled:
        told = [f"{numbers(unsettled, names)}未实施"] if unsettled else []
        told += [f"{numbers(absent, names)}没有记录"] if absent else []
        states = tuple(place(step, "state") for number in unsettled for step in rows[number])
        said = f"{'已经提站' if sites else '原因分类是新建资源'}，优化和整改却没有做完：{'，'.join(told)}"
        yield Judgement(Verdict.FAIL, said, (*asked, *states))
    settled = [step for own in rows.values() for step in own if is_settled(step) and step.time is not None]
    for site in sites:
        later = [step for step in settled if site.time and step.time and step.time > site.time]
        if site.time and later:
            told_of = numbers(dict.fromkeys(step.number for step in later), names)
            times = tuple(place(step, "time") for step in (site, *later))
            last = max(step.time for step in later if step.time is not None)
            yield Judgement(
                Verdict.FAIL, f"提站在 {clock(site.time)}，早于{told_of}（到 {clock(last)}）", times
            )


def _refits(case: Case) -> Iterator[Judgement]:
    optimising = [step for step in case.steps if kind_of(step) == StepKind.OPTIMISE]
    tried = [step for step in optimising if is_settled(step)]
    times = [step.time for step in tried if step.time is not None]
    names = own_names(case.steps, case.office.step_names)
    first = min(times) if times and len(times) == len(tried) else None
    for step in done(case.steps, StepKind.REFIT):
        number = numbers((step.number,), names)
        if silent := untold(optimising):
            yield no_state(silent, names)
        elif not tried:
            told = f"{number}整改已实施，还没有任何优化步骤"
            yield Judgement(Verdict.WARN, told, (place(step, "state"),))
        elif first is not None and step.time is not None and step.time < first:
            told = f"{number}整改在 {clock(step.time)}，早于最早的优化 {clock(first)}"
            yield Judgement(Verdict.WARN, told, tuple(place(each, "time") for each in (step, *tried)))


def _steps(*rows: tuple[int, str, str, str]) -> list[dict[str, str]]:
    return [
        {"步骤": str(number), "类型": kind, "状态": state, "时间": time} for number, kind, state, time in rows
    ]


def _nine(state: str = "已实施", time: str = "2026-10-11 09:00") -> list[tuple[int, str, str, str]]:
    return [(number, "优化" if number < 7 else "整改", state, time) for number in range(1, 10)]


_SITE = (12, "提站", "已实施", "2026-10-12 09:00")

RULE = Rule(
    code="FLD07",
    name="步骤次序颠倒",
    clause="1.2.2 B",
    gate=False,
    reason="遵循“先优化，次整改（技改），再提站”的基本原则。",
    remedy="先做优化和整改，不适用的写明理由，都无效再提站；时间记错的改正时间",
    fields=("原因分类", "处理步骤.步骤", "处理步骤.类型", "处理步骤.状态", "处理步骤.时间"),
    applies=applies,
    check=check,
    settings=("step_names",),
    examples=(
        Example(Verdict.PASS, {"处理步骤": _steps(*_nine(), _SITE)}, title="九步做完再提站"),
        Example(
            Verdict.PASS,
            {"处理步骤": _steps((1, "优化", "不适用", ""), (7, "整改", "已实施", "2026-10-12 09:00"))},
            title="优化不适用，再整改",
        ),
        Example(
            Verdict.FAIL,
            {"处理步骤": _steps((1, "优化", "已实施", "2026-10-11 09:00"), _SITE)},
            title="其余步骤没有记录就提站",
        ),
        Example(
            Verdict.FAIL,
            {"处理步骤": _steps(*_nine(time="2026-10-13 09:00"), _SITE)},
            title="提站早于优化和整改",
        ),
        Example(
            Verdict.FAIL,
            {"工单": {"原因分类": "新建资源"}, "处理步骤": _steps(*_nine()[:8], (9, "整改", "未实施", ""))},
            title="定为新建资源，还有一步未实施",
        ),
        Example(
            Verdict.WARN,
            {"处理步骤": _steps((7, "整改", "已实施", "2026-10-12 09:00"))},
            title="没有优化就整改",
        ),
        Example(
            Verdict.WARN,
            {
                "处理步骤": _steps(
                    (7, "整改", "已实施", "2026-10-11 09:00"), (1, "优化", "已实施", "2026-10-12 09:00")
                )
            },
            title="整改早于优化",
        ),
        Example(
            Verdict.UNKNOWN,
            {"处理步骤": _steps(*_nine()[:8], (9, "整改", "", ""), _SITE)},
            title="一步没有登记状态",
        ),
        Example(Verdict.UNKNOWN, {"工单": {"原因分类": "新建资源"}, "处理步骤": []}, title="没有步骤记录"),
        Example(Verdict.NA, title="没有整改和提站"),
    ),
)
