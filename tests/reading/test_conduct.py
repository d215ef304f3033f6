"""Our recorded words."""

import pytest

from desk.reading.conduct import greets, honorifics, opening_words, our_turns


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("测试员：“您好，打扰了”", "您好，打扰了"),
        ("告知用户“您好，我是工作人员”，用户说“好的”", "您好，我是工作人员"),
        ("用户说“好的”，我方答“谢谢您”", "谢谢您"),
        ('开场"您好"', "您好"),
        ("「喂，在吗」", "喂，在吗"),
        ("电话联系用户，约定明日上门", None),
        ("用户称“网络太差”", None),
        ("“”", None),
        ("“没有关上的引号", None),
        ("", None),
    ],
)
def test_the_first_words_of_ours_are_found(text: str, words: str | None) -> None:
    found = opening_words(text)
    assert (found and found[0]) == words
    if found:
        assert text[found[1] : found[2]] == words


def test_the_greeting_is_recognised() -> None:
    assert greets("您 好，打扰了")
    assert not greets("喂，在家吗")
    assert not greets("你好")


def test_honorifics_come_in_the_order_of_the_standard() -> None:
    assert honorifics("打扰了，请您稍等，谢谢") == ("您", "请", "谢谢", "打扰")
    assert honorifics("喂") == ()


@pytest.mark.parametrize(
    ("wording", "ours"),
    [
        ("用户：您好。我方：喂，什么时候测试", "我方：喂，什么时候测试"),
        ("您好，打扰了。用户：好的。再见", "您好，打扰了。再见"),
        ("告知用户：您好，我是工作人员", "告知用户：您好，我是工作人员"),
        ("客户：您好", ""),
    ],
)
def test_what_the_customer_said_is_none_of_our_words(wording: str, ours: str) -> None:
    assert our_turns(wording) == ours
