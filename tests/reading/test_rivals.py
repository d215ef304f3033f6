import pytest

from desk.reading.rivals import read_rivals


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("联通、电信均良好", {"联通": True, "电信": True}),
        ("联通良好，电信较弱", {"联通": True, "电信": False}),
        ("友商均良好", {"友商": True}),
        ("友商无覆盖", {"友商": False}),
        ("联通不好", {"联通": False}),
        ("电信信号强联通无信号", {"电信": True, "联通": False}),
        ("移动弱，联通好", {"移动": False, "联通": True}),
    ],
)
def test_each_named_operator_gets_what_is_said_of_it(text, said):
    assert dict(read_rivals(text)) == said


@pytest.mark.parametrize("text", ["无", "联通、电信信号一般", "联通4G良好、5G弱", "友商信号优于移动", ""])
def test_neutral_or_mixed_words_say_nothing(text):
    assert read_rivals(text) == ()
