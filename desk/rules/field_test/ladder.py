"""The steps of an order: nine of optimising and refitting, then assessment and a request for a site."""

from collections.abc import Iterable

from desk.records import Step
from desk.rules.shapes import blank
from desk.vocabulary import StepKind, StepState

NINE = range(1, 10)
_FIRST_REFIT, _ASSESSMENT = 7, 10
MEASURES = frozenset({StepKind.OPTIMISE, StepKind.REFIT})


def kind_of(step: Step) -> str:
    """The row's own 类型, else what its number stands for: 1-6 优化, 7-9 整改, 10 评估, 11-12 提站."""
    if not blank(step.kind):
        return str(step.kind)
    if step.number < _FIRST_REFIT:
        return StepKind.OPTIMISE
    if step.number < _ASSESSMENT:
        return StepKind.REFIT
    return StepKind.ASSESS if step.number == _ASSESSMENT else StepKind.SITE


def is_settled(step: Step) -> bool:
    """Carried out, or not applicable."""
    return step.state in (StepState.DONE, StepState.NA)


def has_reason(step: Step) -> bool:
    """Carried out, or not applicable with a reason."""
    return step.state == StepState.DONE or (step.state == StepState.NA and not blank(step.text))


def done(steps: Iterable[Step], kind: StepKind) -> list[Step]:
    """The steps of a kind that were carried out."""
    return [step for step in steps if step.state == StepState.DONE and kind_of(step) == kind]


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


def numbers(found: Iterable[int]) -> str:
    """Step numbers as messages name them."""
    return f"第 {'、'.join(map(str, found))} 步"
