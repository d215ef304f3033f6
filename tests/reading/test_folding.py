"""Folding keeps the length and leads different writings to one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.assets import resource
from desk.reading.folding import Strainer, fold, positions


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
def test_positions_lead_back_to_the_kept_characters(text: str) -> None:
    strainer = Strainer("ZCPS", light="着先")
    kept = text.translate(strainer)
    assert "".join(text[index] for index in positions(text, strainer)) == kept


def test_the_table_leads_to_simplified_characters_only() -> None:
    pairs = resource("lexicons", "traditional.txt").read_text(encoding="utf-8").split()
    traditional = {pair[0] for pair in pairs}
    assert all(len(pair) == 2 for pair in pairs)
    assert len(traditional) == len(pairs)
    assert not traditional & {pair[1] for pair in pairs}
