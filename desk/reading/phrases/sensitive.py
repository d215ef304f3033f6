"""Which sensitive phrases of a complaint are meant: an act or a threat towards us."""

import re
from collections.abc import Callable

from desk.reading.folding import fold
from desk.reading.phrases import assertion
from desk.reading.phrases.lexicon import Hit, Lexicon, matcher_of
from desk.reading.phrases.manner import Manner
from desk.reading.phrases.matcher import Match

# In a note on what the customer says, he is the one who speaks: 用户说他要报警 is 用户说我要报警, and a
# note that begins with 他说 is on the customer as well.
_SAYS = "(?:说|称|表示|讲|强调|声称|扬言|威胁)"
_CUSTOMER = "(?:用户|客户|机主|投诉人|来电人|村民|业主|支书|村长|组长|队长|家属|住户)"
_REPORTED = re.compile(rf"(^\s*)[他她](?={_SAYS})|({_CUSTOMER}{_SAYS}[^，,。；;]{{0,12}}?)[他她](?!们|人)")


def read_sensitive(text: str, lexicon: Lexicon) -> tuple[Hit, ...]:
    """The asserted sensitive phrases, by start; spans are offsets of `text`."""
    folded = fold(text)
    matches = matcher_of(lexicon, light=False).find(folded)
    if not matches:
        return ()
    meant = _as_own(folded) if "他" in folded or "她" in folded else folded
    return judged(
        matches, lexicon, lambda match, manner: assertion.is_asserted(meant, match.start, match.end, manner)
    )


def _as_own(folded: str) -> str:
    """The note with the customer's 他 as 我, which may stand twice in a clause."""
    for _ in range(2):
        folded = _REPORTED.sub(lambda found: (found[1] or found[2] or "") + "我", folded)
    return folded


def judged(
    matches: list[Match], lexicon: Lexicon, is_meant: Callable[[Match, Manner], bool]
) -> tuple[Hit, ...]:
    """The hits among matches sorted by start: covered by no lookalike and meant.

    Of overlapping ones in a group the first and longest stays.
    """
    count = len(lexicon.entries)
    covers = [(match.start, match.end) for match in matches if match.which >= count]
    ends: dict[str, int] = {}
    found = []
    for match in _uncovered([match for match in matches if match.which < count], covers):
        entry = lexicon.entries[match.which]
        if match.start >= ends.get(entry.group, 0) and is_meant(match, entry.manner):
            ends[entry.group] = match.end
            found.append(Hit(entry.phrase, entry.group, match.start, match.end, entry.clauses))
    return tuple(found)


def _uncovered(matches: list[Match], covers: list[tuple[int, int]]) -> list[Match]:
    """The matches that no lookalike covers; both lists are sorted by start."""
    if not covers:
        return matches
    kept = []
    index = 0
    reach: tuple[int, int] = (0, 0)
    for match in matches:
        while index < len(covers) and covers[index][0] <= match.start:
            reach = max(reach, covers[index], key=lambda span: span[1])
            index += 1
        if reach[1] < match.end:
            kept.append(match)
    return kept
