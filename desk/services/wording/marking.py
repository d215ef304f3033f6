"""What a text should not go out with: forbidden words, contradictions, blanks, too many characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desk.reading.outcome import OutcomeHit, OutcomeWord, read_outcome
from desk.reading.phrases import Lexicon, read_forbidden
from desk.vocabulary import Outcome

_BLANK = re.compile("【未填：([^】]*)】")


class MarkKind(StrEnum):
    """Why a part of a text is marked."""

    FORBIDDEN = "忌语"
    CONTRADICTION = "矛盾"
    HEDGED = "含糊"
    BLANK = "未填"
    LONG = "超长"


@dataclass(frozen=True, slots=True)
class Mark:
    """The characters [start, end) of a text, and what is wrong with them in one sentence."""

    kind: MarkKind
    start: int
    end: int
    note: str


def marks_of(
    text: str,
    lexicon: Lexicon,
    *,
    limit: int | None = None,
    judged: bool = False,
    outcome: Outcome | None = None,
) -> tuple[Mark, ...]:
    """All marks by their start; `judged` compares the text with the outcome, or with itself without one."""
    found = [*_forbidden(text, lexicon), *_blanks(text)]
    if judged:
        found += _contradictions(read_outcome(text), outcome)
    if limit is not None and len(text) > limit:
        note = f"共 {len(text)} 字，最多 {limit} 字，请删去 {len(text) - limit} 字"
        found.append(Mark(MarkKind.LONG, limit, len(text), note))
    return tuple(sorted(found, key=lambda mark: (mark.start, mark.end)))


def _forbidden(text: str, lexicon: Lexicon) -> Iterator[Mark]:
    for hit in read_forbidden(text, lexicon):
        clauses = f"（条款 {'、'.join(hit.clauses)}）" if hit.clauses else ""
        yield Mark(MarkKind.FORBIDDEN, hit.start, hit.end, f"服务忌语（{hit.group}）{clauses}，请换一种说法")


def _blanks(text: str) -> Iterator[Mark]:
    for hit in _BLANK.finditer(text):
        yield Mark(MarkKind.BLANK, hit.start(), hit.end(), f"“{hit[1]}”没有填写，请补填或删去这一处")


def _contradictions(said: tuple[OutcomeHit, ...], outcome: Outcome | None) -> Iterator[Mark]:
    kinds = {hit.kind for hit in said}
    for hit in said:
        note = None
        if outcome is Outcome.SOLVED and hit.kind is OutcomeWord.NOT_SOLVED:
            note = "解决情况为“已解决”，这里却写着没有解决"
        elif outcome is Outcome.UNSOLVED and hit.kind is OutcomeWord.SOLVED:
            note = "解决情况为“未解决”，这里却写明已恢复并确认"
        elif outcome is None and {OutcomeWord.SOLVED, OutcomeWord.NOT_SOLVED} <= kinds:
            note = "同一段文字既写已恢复又写没有解决" if hit.kind is not OutcomeWord.HEDGED else None
        if note is not None:
            yield Mark(MarkKind.CONTRADICTION, hit.start, hit.end, note)
        elif outcome is Outcome.SOLVED and hit.kind is OutcomeWord.HEDGED:
            yield Mark(MarkKind.HEDGED, hit.start, hit.end, "解决情况为“已解决”，这里却留有余地")
