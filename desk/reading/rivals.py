"""What a note on 友商覆盖 says of each operator: good coverage or weak."""

from desk.reading.folding import fold
from desk.reading.words import WordTable

ALL = "友商"
"""The competitors as a whole."""

_GOOD, _WEAK, _NEUTRAL = "好", "弱", "平"
_JUDGING = {_GOOD, _WEAK, _NEUTRAL}
_WORDS = WordTable("rivals")


def read_rivals(text: str) -> tuple[tuple[str, bool], ...]:
    """(operator, whether its coverage is called good), without those of which both or nothing is said."""
    said: dict[str, set[str]] = {}
    named: list[str] = []
    judged = False
    for word in _WORDS.find(fold(text)):
        if word.kind in _JUDGING:
            for operator in named or [ALL]:
                said.setdefault(operator, set()).add(word.kind)
            judged = True
            continue
        if judged:
            named, judged = [], False
        named.append(word.kind)
    plain = ({_GOOD}, {_WEAK})
    return tuple((operator, _GOOD in words) for operator, words in said.items() if words in plain)
