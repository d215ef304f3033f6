"""Time points and frequencies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reading.occurrence import has_time_of_day, occurrence_words


@pytest.mark.parametrize(
    ("text", "date", "time"),
    [
        ("10月8日晚8点", True, True),
        ("2026-10-08 20:15", True, True),
        ("2026-10-08T20:15:30", True, True),
        ("2026年10月8日20时15分", True, True),
        ("昨天20时左右", True, True),
        ("２０２６／１０／８　８：０５", True, True),
        ("20261008 2015", True, True),
        ("8号下午3点半", True, True),
        ("上周五晚上", True, True),
        ("2026-10-08", True, False),
        ("2026-10-08 00:00", True, False),
        ("2026-10-08 00:00:00", True, False),
        ("10月8日", True, False),
        ("今天", True, False),
        ("20:15", False, True),
        ("每天晚上8点", False, True),
        ("经常", False, False),
        ("一直", False, False),
        ("一点信号都没有", False, False),
        ("时有时无", False, False),
        ("无", False, False),
        ("", False, False),
        ("2号楼", False, False),
    ],
)
def test_dates_and_times_of_day(text: str, date: bool, time: bool) -> None:
    assert has_time_of_day(text) == (date, time)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一直没信号", ["一直"]),
        ("近一周每天晚上偶尔掉线", ["近一周", "每天晚上", "偶尔"]),
        ("持续半个月了", ["持续半个月了"]),
        ("2026年", []),
        ("网速慢", []),
    ],
)
def test_words_of_frequency(text: str, found: list[str]) -> None:
    assert [word for word, _, _ in occurrence_words(text)] == found


@given(st.text(max_size=100))
def test_any_text_can_be_asked(text: str) -> None:
    assert len(has_time_of_day(text)) == 2
    assert all(text[start:end] == word for word, start, end in occurrence_words(text))
