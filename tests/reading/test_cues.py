"""The tables of cues: every expression compiles, every list that is named exists, every name is used."""

import re
from pathlib import Path

import pytest

from desk.assets import resource
from desk.reading import cues

FILES = ("asserted", "speaker", "outcome", "occurrence", "sync_elements")
READING = Path(cues.__file__).parent


@pytest.mark.parametrize("name", FILES)
def test_every_expression_compiles(name: str) -> None:
    table = cues.Cues(name)
    assert table.names()
    for pattern in table.names():
        assert isinstance(table[pattern], re.Pattern)


@pytest.mark.parametrize("name", FILES)
def test_every_expression_is_used(name: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in READING.rglob("*.py"))
    unused = [pattern for pattern in cues.Cues(name).names() if f'"{pattern}"' not in code]
    assert unused == []


@pytest.mark.parametrize("name", FILES)
def test_every_list_is_used(name: str) -> None:
    source = resource("lexicons", name + ".toml").read_text(encoding="utf-8")
    code = "".join(path.read_text(encoding="utf-8") for path in READING.rglob("*.py"))
    unused = [key for key in cues.lists(name) if f"<{key}>" not in source and f'"{key}"' not in code]
    assert unused == []


def test_a_list_takes_in_another() -> None:
    deeds = cues.words("asserted", "deeds")
    assert set(cues.words("asserted", "strong_deeds")) <= set(deeds)
    assert not any("<" in word for word in deeds)


@pytest.mark.parametrize("name", ["not_solved", "hedged", "confirmed"])
def test_the_characters_ahead_hide_nothing(name: str) -> None:
    whole = cues.Cues("outcome")[name]
    source = whole.pattern
    ahead = re.match(r"\(\?=\[[^\]]+\]\)", source)
    assert ahead is not None
    bare = re.compile(source[ahead.end() :])
    words = sorted(set(re.findall("[\u4e00-\u9fff]{1,5}", source)))
    for word in words:
        text = "，".join(word + other for other in words)
        assert [m.group() for m in bare.finditer(text)] == [m.group() for m in whole.finditer(text)]
