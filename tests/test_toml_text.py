import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.toml_text import UnreadableError, line_of, parse_toml


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a = 1\nb = 2\na = 3\n", 3, "“a”写了两次"),
        ("[a]\nb = 1\n[a]\n", 3, "写了两次"),
        ('a = 1\nb = ["x"\n', 3, "没有写完"),
        ("a = 1\nb ＝ 2\n", 2, "全角符号"),
        ("b = “x”\n", 1, "全角符号"),
        ("临期提醒 = 24\n", 1, "“临期提醒”要加英文双引号"),
        ("a = 1\nb == 2\n", 2, "写法有误"),
        ("a = 2031-02-30\n", 1, "日期或时间不存在"),
        ("a = 1\x00\n", 1, "写法有误"),
        ("a = " + "[" * 5000, 1, "嵌套过深"),
        ("a = " + "1" * 5000, 1, "写法有误"),
    ],
)
def test_names_the_line_and_the_reason(text, line, reason):
    with pytest.raises(UnreadableError) as raised:
        parse_toml(text)
    assert raised.value.line == line
    assert reason in raised.value.reason


@given(st.text(alphabet="ab=[]\"'#\n 1，“", max_size=40))
def test_any_text_is_read_or_refused_with_a_line_of_it(text):
    try:
        parse_toml(text)
    except UnreadableError as error:
        assert 1 <= error.line <= text.count("\n") + 2


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("# a = 1\na = 1\n", "a", 2),
        ("x = 1\n'a' = 1\n", "a", 2),
        ("x = 1\n[a]\nb = 1\n", "a", 2),
        ("x = 1\n[[a]]\n", "a", 2),
        ("x = 1\na.b = 1\n", "a", 2),
        ("ab = 1\na=1\n", "a", 2),
        ("# \u2028\na = 1\n", "a", 2),
    ],
)
def test_finds_the_line_of_a_key(text, key, line):
    assert line_of(text, key) == line
