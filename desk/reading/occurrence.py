"""When and how often: 问题时间点 and 出现周期 as people write them."""

import re

from desk.reading.folding import fold

_NUMBER = "[0-9〇零一二两三四五六七八九十廿]"
_DATE = re.compile(
    r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2})?|\d{8}(?!\d)|"
    + _NUMBER
    + "{1,3}月"
    + _NUMBER
    + "{1,3}(?:日|号|(?=[^0-9]|$))|(?<!\\d)\\d{1,2}[-/.]\\d{1,2}(?![\\d/])|"
    + _NUMBER
    + "{1,3}(?:日|号)(?!线|楼|栋|店)|今天|今日|今早|今晚|今晨|昨天|昨日|昨晚|昨夜|昨早|前天|前日|前晚|大前天|当天|当日|当晚|(?:上|本|这|这个|上个)?(?:周|星期|礼拜)[一二三四五六日天1-7](?!期)"
)
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?!\d)")
_SPOKEN = re.compile(
    _NUMBER + "{1,3}(?:点钟|点半|点整|点(?!击|位|评|个)|时(?!候|间|段|常)|:)(?:" + _NUMBER + "{1,3}分?)?"
)
_COMPACT = re.compile(r"\d{8}[ t_]?([01]\d|2[0-3])([0-5]\d)(?:[0-5]\d)?(?!\d)")
_PART_OF_DAY = re.compile(
    "凌晨|清晨|早上|早晨|上午|中午|正午|下午|傍晚|晚上|夜里|夜间|半夜|深夜|午夜|晚间|午间|今早|今晚|昨晚|昨夜|昨早|前晚|当晚|今晨"
)
_CYCLE = re.compile(
    "一直|偶尔|经常|总是|时常|常常|有时候?|时不时|不定时|不定期|间歇性?|断断续续|时有时无|频繁|持续|全天|整天|24小时|反复|长期|偶发|偶然|突然|最近|近期|近日|"
    "每(?:天|日|晚|周|月|次|到|逢)(?:早上|上午|中午|下午|晚上|晚|夜里|凌晨|周末|高峰期?)?|"
    "(?<!\\d)(?:近|最近|这|连续|已|持续|已经)?"
    + "[0-9一二两三四五六七八九十几半数]{1,3}(?:多)?个?(?:天|日|周|星期|礼拜|月|年|小时|分钟)(?:多|左右|以来|以上|前|内|了)?|"
    "(?:早|晚|午)?高峰期?|周末|节假日|工作日|白天|夜间|晚上|早上|下雨天?|雨天|停电(?:时|后)"
)


def has_time_of_day(text: str) -> tuple[bool, bool]:
    """Whether a 问题时间点 names a date, and a time of day; 00:00 alone is a date without a time."""
    folded = fold(text)
    return bool(_DATE.search(folded) or _COMPACT.search(folded)), _has_clock(folded)


def _has_clock(folded: str) -> bool:
    for clock in (*_CLOCK.finditer(folded), *_COMPACT.finditer(folded)):
        if (int(clock.group(1)), int(clock.group(2))) != (0, 0):
            return True
    if _PART_OF_DAY.search(folded):
        return True
    rest = _CLOCK.sub(" ", folded)
    return _SPOKEN.search(rest) is not None


def occurrence_words(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text that say how often or how long: (word, start, end)."""
    folded = fold(text)
    return tuple((text[found.start() : found.end()], *found.span()) for found in _CYCLE.finditer(folded))
