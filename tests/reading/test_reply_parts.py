"""The parts of a stage reply."""

import pytest

from desk.reading.reply_parts import read_reply_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("用户室内无信号", {"现象"}),
        ("因传输故障导致", {"原因"}),
        ("已调整天线", {"措施"}),
        ("预计新建", {"计划"}),
        ("明日10:30", {"时间"}),
        (
            "用户室内无信号，因站点停电，已派单抢修，预计今日18点恢复",
            {"现象", "原因", "措施", "计划", "时间"},
        ),
        ("好的收到", set()),
        ("", set()),
    ],
)
def test_parts_are_recognised(text: str, parts: set[str]) -> None:
    assert read_reply_parts(text) == parts
