"""The steps of an order: nine of optimising and refitting, then assessment and a request for a site."""

from collections.abc import Callable, Iterable, Mapping

from desk.records import Step, StepName
from desk.rules.case import Case, lost_rows, missing_field, place
from desk.rules.rule import Judgement, Place
from desk.rules.shapes import blank, odd_words, unsaid
from desk.vocabulary import StepKind, StepState

SHEET = "处理步骤"
NINE = range(1, 10)
TWELVE = range(1, 13)
_FIRST_REFIT, _ASSESSMENT = 7, 10
MEASURES = frozenset({StepKind.OPTIMISE, StepKind.REFIT})
# the steps of the method are not public: nobody shall take these for the official list
_EXAMPLES = {
    StepKind.OPTIMISE: "优化步骤",
    StepKind.REFIT: "整改步骤",
    StepKind.ASSESS: "资源建设评估",
    StepKind.SITE: "提站",
}


def kind_of(step: Step) -> str:
    """The row's own 类型, else what its number stands for: 1-6 优化, 7-9 整改, 10 评估, 11-12 提站."""
    if not blank(step.kind):
        return str(step.kind)
    return _group(step.number)


def _group(number: int) -> StepKind:
    if number < _FIRST_REFIT:
        return StepKind.OPTIMISE
    if number < _ASSESSMENT:
        return StepKind.REFIT
    return StepKind.ASSESS if number == _ASSESSMENT else StepKind.SITE


def shipped_names() -> tuple[StepName, ...]:
    """The twelve steps as they come with the desk, each marked 示例."""
    return tuple(StepName(number=n, name=f"{_EXAMPLES[_group(n)]} {n}（示例）") for n in TWELVE)


def step_titles(names: Mapping[int, str]) -> dict[int, str]:
    """Number and name of each of the twelve steps; `names` are the office's own."""
    return {row.number: f"{row.number} {names.get(row.number, row.name)}" for row in shipped_names()}


def title_of(step: Step, titles: Mapping[int, str]) -> str:
    """The step as people read it: only its number where its own 类型 is not that of the number's name."""
    named = step.number in titles and kind_of(step) == _group(step.number)
    return titles[step.number] if named else str(step.number)


def is_settled(step: Step) -> bool:
    """Carried out, or not applicable."""
    return step.state in (StepState.DONE, StepState.NA)


def has_reason(step: Step) -> bool:
    """Carried out, or not applicable with a reason."""
    return step.state == StepState.DONE or (step.state == StepState.NA and not blank(step.text))


def done(steps: Iterable[Step], kind: StepKind) -> list[Step]:
    """The steps of a kind that were carried out."""
    return [step for step in steps if step.state == StepState.DONE and kind_of(step) == kind]


def untold(rows: Iterable[Step], settled: Callable[[Step], bool] = is_settled) -> list[Step]:
    """The rows of one step whose 状态 says nothing, where no row tells that it is settled."""
    own = list(rows)
    return [] if any(map(settled, own)) else [step for step in own if unsaid(step, "state")]


def no_steps(case: Case, message: str, evidence: tuple[Place, ...]) -> Judgement:
    """Unknown: no record of steps that were asked for, or none that can be read."""
    told = lost_rows(case, SHEET) if SHEET in case.lost else message
    return missing_field(told, SHEET, evidence=evidence)


def no_state(steps: Iterable[Step], names: Mapping[int, str]) -> Judgement:
    """Unknown: these steps have no 状态 that can be read."""
    rows = list(steps)
    places = tuple(place(step, "state") for step in rows)
    named = numbers(dict.fromkeys(step.number for step in rows), names)
    told = f"{named}没有登记状态{odd_words(rows, 'state')}"
    return missing_field(told, "处理步骤.状态", evidence=places)


def measures(steps: Iterable[Step]) -> dict[int, list[Step]]:
    """The rows of 优化 and 整改 by number, with an empty list for each of the nine that has no row at all.

    A number whose rows are all of another kind is none of the nine.
    """
    found: dict[int, list[Step]] = {number: [] for number in NINE}
    for step in steps:
        if kind_of(step) in MEASURES:
            found.setdefault(step.number, []).append(step)
    for number in {step.number for step in steps}:
        if not found.get(number):
            found.pop(number, None)
    return dict(sorted(found.items()))


def own_names(steps: Iterable[Step], names: Mapping[int, str]) -> dict[int, str]:
    """The office's names, but of numbers that have a row whose own 类型 is another."""
    other = {step.number for step in steps if kind_of(step) != _group(step.number)}
    return {number: name for number, name in names.items() if number not in other}


def numbers(found: Iterable[int], names: Mapping[int, str]) -> str:
    """Step numbers as messages name them, with the names that the office has given."""
    wanted = list(found)
    if not any(number in names for number in wanted):
        return f"第 {'、'.join(map(str, wanted))} 步"
    return "、".join(f"第 {n} 步（{names[n]}）" if n in names else f"第 {n} 步" for n in wanted)
