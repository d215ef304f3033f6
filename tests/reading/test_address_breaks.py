"""What ends a stretch of address, found by one look at its first characters."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desk.reading.address.breaks import ANY_BREAK, BREAK

_PLAIN = re.compile(ANY_BREAK)
_TABLE = Path(__file__).with_name("hainan_addresses.tsv").read_text("utf-8").split()
_WORDS = sorted(set(re.findall("[\u4e00-\u9fff]{1,4}", BREAK.pattern)))


def _found(pattern: re.Pattern[str], text: str) -> list[tuple[str | None, tuple[int, int]]]:
    return [(match.lastgroup, match.span()) for match in pattern.finditer(text)]


def test_the_look_ahead_hides_no_break() -> None:
    for text in (*_TABLE, *(f"海口市{word}号3，" for word in _WORDS)):
        assert _found(BREAK, text) == _found(_PLAIN, text), text


@given(st.lists(st.sampled_from([*_WORDS, "1号", "-", "，", "X", "王", "晚", "省"])).map("".join))
def test_it_hides_none_in_any_mixture(text: str) -> None:
    assert _found(BREAK, text) == _found(_PLAIN, text)
