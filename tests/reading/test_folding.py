"""Folding keeps the length and leads different writings to one."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.assets import resource
from desk.reading.folding import fold, positions, simplified
from desk.reading.phrases.matcher import THROUGH_ALL, THROUGH_SPACES


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("１２３４５", "12345"),
        ("投訴到ＧＳ部", "投诉到gs部"),
        ("爱　用", "爱 用"),
        ("㎡ﬁ", "㎡ﬁ"),
        ("İ", "İ"),
    ],
)
def test_writings_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_offsets_stay(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_a_plain_look_folds_as_the_table_does(text: str) -> None:
    by_character = [unicodedata.normalize("NFKC", character).lower() for character in text]
    plain = "".join(new if len(new) == 1 else old for old, new in zip(text, by_character, strict=True))
    assert fold(text) == "".join(simplified().get(character, character) for character in plain)


@given(st.text(), st.sampled_from([THROUGH_ALL, THROUGH_SPACES]))
def test_positions_lead_back_to_the_kept_characters(text: str, strainer: re.Pattern[str]) -> None:
    pieces = strainer.split(text)
    assert "".join(text[index] for index in positions(pieces)) == "".join(pieces[::2])


@pytest.mark.parametrize("unseen", ["\u200b", "\u202e", "\ufe0f", "\u0301", "\xad", "\U000e0041", " ", "*"])
def test_what_nobody_sees_is_looked_through(unseen: str) -> None:
    for strainer in (THROUGH_ALL, THROUGH_SPACES):
        assert "".join(strainer.split(unseen.join("报警"))[::2]) == "报警"


def test_the_table_leads_to_simplified_characters_only() -> None:
    pairs = resource("lexicons", "traditional.txt").read_text(encoding="utf-8").split()
    traditional = {pair[0] for pair in pairs}
    assert all(len(pair) == 2 for pair in pairs)
    assert len(traditional) == len(pairs)
    assert not traditional & {pair[1] for pair in pairs}
