"""What a note on 友商覆盖 says of each operator: good coverage or weak."""

from desk.reading.folding import fold
from desk.reading.words import WordTable

ALL = ""
"""Stands for the competitors as a whole, where none is named."""

_GOOD, _WEAK, _NEUTRAL = "好", "弱", "平"
_JUDGING = {_GOOD, _WEAK, _NEUTRAL}

_WORDS = WordTable(
    {
        "联通": "联通 中国联通",
        "电信": "电信 中国电信",
        "广电": "广电 中国广电",
        "移动": "移动 中国移动 我方 我司 本网",
        ALL: "友商 竞对 异网 其他运营商 他网",
        _GOOD: "好 良好 较好 很好 均好 优 优良 优秀 强 较强 很强 满格 正常 稳定 流畅",
        _WEAK: "不好 不佳 欠佳 差 较差 很差 弱 较弱 很弱 弱覆盖 不强 不稳定 不正常 无信号 没信号 没有信号 "
        "无覆盖 未覆盖 没有覆盖 覆盖不足 盲区 盲点 无友商覆盖 无友商信号 无异网覆盖",
        _NEUTRAL: "一般 尚可 中等 不弱 不差 好于 优于 强于 弱于 差于 好坏 强弱 最好 最强 最差 最弱 "
        "是否良好 是否正常",
    }
)


def read_rivals(text: str) -> tuple[tuple[str, bool], ...]:
    """(operator, whether its coverage is called good), without those of which both or nothing is said."""
    said: dict[str, set[str]] = {}
    named: list[str] = []
    judged = False
    for word in _WORDS.find(fold(text)):
        if word.kind in _JUDGING:
            for operator in named or [ALL]:
                said.setdefault(operator, set()).add(word.kind)
            judged = True
            continue
        if judged:
            named, judged = [], False
        named.append(word.kind)
    return tuple(
        (operator, _GOOD in words) for operator, words in said.items() if words in ({_GOOD}, {_WEAK})
    )
