"""Lexicons read from TOML, and what is said of bad ones."""

import pickle

import pytest

from desk.errors import InputError
from desk.reading.phrases import lexicon_from_toml, read_sensitive, shipped_forbidden, shipped_sensitive

GROUP = '[[group]]\nname = "监管申诉"\n'


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('[[group]]\nname = "监管', "第 2 行"),
        ("lexicon = 1", "lexicon"),
        ("group = 3", "[[group]]"),
        ('[[group]]\nphrases = ["起诉"]', "缺少 name"),
        (GROUP, "缺少 phrases"),
        (GROUP + 'phrases = "起诉"', "应是文字列表"),
        (GROUP + 'phrases = ["起诉", ""]', "空的"),
        (GROUP + "phrases = [1]", "不是文字"),
        (GROUP + 'phrases = ["诉"]', "不足两个字"),
        (GROUP + 'phrases = ["，。"]', "不足两个字"),
        (GROUP + 'manner = "shout"\nphrases = ["起诉"]', "manner"),
        (GROUP + 'color = "red"\nphrases = ["起诉"]', "color"),
        ("\n\n" + GROUP + 'phrases = ["起诉"]\n[[group]]\nname = ""\nphrases = []', "第 6 行"),
        ("lookalikes = 5", "lookalikes"),
    ],
)
def test_a_bad_lexicon_is_refused_with_its_place(text: str, part: str) -> None:
    with pytest.raises(InputError) as refusal:
        lexicon_from_toml(text)
    assert part in str(refusal.value)


def test_an_edited_lexicon_replaces_the_shipped_one() -> None:
    lexicon = lexicon_from_toml(GROUP + 'phrases = ["找你们总经理"]\n')
    (hit,) = read_sensitive("再不处理我就找你们总经理", lexicon)
    assert (hit.phrase, hit.group) == ("找你们总经理", "监管申诉")
    assert read_sensitive("我要投诉到工信部", lexicon) == ()


def test_a_lookalike_covers_the_phrase_inside_it() -> None:
    lexicon = lexicon_from_toml('lookalikes = ["起诉书模板"]\n' + GROUP + 'phrases = ["起诉"]')
    assert read_sensitive("我要起诉书模板", lexicon) == ()
    assert read_sensitive("我要起诉你们", lexicon)


def test_a_number_inside_a_longer_number_is_not_found() -> None:
    lexicon = lexicon_from_toml(GROUP + 'phrases = ["12315"]')
    assert read_sensitive("工单2012315号", lexicon) == ()
    assert read_sensitive("号码1231500", lexicon) == ()
    assert read_sensitive("就打12315", lexicon)


def test_an_empty_lexicon_finds_nothing() -> None:
    assert read_sensitive("我要投诉到工信部", lexicon_from_toml("")) == ()


@pytest.mark.parametrize("lexicon", [shipped_sensitive(), shipped_forbidden()])
def test_a_lexicon_travels_to_another_process(lexicon) -> None:
    assert pickle.loads(pickle.dumps(lexicon)).entries == lexicon.entries


def test_no_phrase_is_listed_twice_in_one_class() -> None:
    for lexicon in (shipped_sensitive(), shipped_forbidden()):
        seen = [(entry.phrase, entry.group) for entry in lexicon.entries]
        assert len(seen) == len(set(seen)), sorted(pair for pair in seen if seen.count(pair) > 1)


def test_choices_in_braces_are_spelt_out() -> None:
    lexicon = lexicon_from_toml('[[group]]\nname = "甲"\nphrases = ["{砸,烧}~{基站,铁塔}", "报警{,了}"]')
    assert [entry.phrase for entry in lexicon.entries] == [
        "砸~基站",
        "砸~铁塔",
        "烧~基站",
        "烧~铁塔",
        "报警",
        "报警了",
    ]


def test_too_many_choices_are_refused() -> None:
    with pytest.raises(InputError, match="展开后过多"):
        lexicon_from_toml(f'[[group]]\nname = "甲"\nphrases = ["{"{甲,乙}" * 40}"]')
