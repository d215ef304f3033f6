"""What people have said of verdicts: on each rule the last word stands."""

from collections.abc import Iterable

from desk.records import Waiver
from desk.vocabulary import WaiverKind


def last_word(waivers: Iterable[Waiver], rule: str) -> Waiver | None:
    """The latest row of 豁免 for this rule."""
    own = [waiver for waiver in waivers if waiver.rule == rule]
    return max(own, key=lambda waiver: (waiver.time, waiver.key), default=None)


def waived(waivers: Iterable[Waiver]) -> frozenset[str]:
    """The rules of which the last word is 豁免."""
    rows = tuple(waivers)
    said = {waiver.rule: last_word(rows, waiver.rule) for waiver in rows}
    return frozenset(
        rule for rule, word in said.items() if word is not None and word.conclusion == WaiverKind.WAIVE
    )
