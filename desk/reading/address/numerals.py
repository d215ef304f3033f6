"""Figures in addresses: the patterns that find them and the form in which two of them are the same."""

import re

NUMERAL = r"(?:[0-9]{1,5}|[零一二两三四五六七八九十百千廿]{1,6}|[壹贰叁肆伍陆柒捌玖拾佰]{1,6})"
NUMBER = (
    rf"(?:第|附|临|甲|乙|丙|丁|特|[A-Za-z])?(?:{NUMERAL}[A-Za-z甲乙丙丁]?)(?:(?:-|之|、|附){NUMERAL}[A-Za-z]?){{0,3}}-?"
    rf"号(?:院(?!校|士|子)|之{NUMERAL}|-{NUMERAL}(?![0-9])|附{NUMERAL}号?)?"
)
"""A house number with 号, in figures or Chinese numerals: 12号, 19-1号, 12号之3, 附12号, 一百二十号."""

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_DIGITS |= {character: value for value, character in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_SCALES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100}
_CHINESE = re.compile("[零一二两三四五六七八九十百千廿壹贰叁肆伍柒捌玖拾佰陆]+")
_SUFFIXED = re.compile(r"号?(?:之|附|-|、)(?=[0-9])")
_IDLE = re.compile(r"号院|号|第|\s")


def to_figures(numeral: str) -> str:
    """一百二十 as 120, 一二〇 as 120."""
    plain = numeral.replace("廿", "二十")
    if not any(character in _SCALES for character in plain):
        return "".join(str(_DIGITS[character]) for character in plain)
    total = last = 0
    for character in plain:
        if character in _SCALES:
            total += (last or 1) * _SCALES[character]
            last = 0
        else:
            last = _DIGITS[character]
    return str(total + last)


def same_number(text: str) -> str:
    """The form that is equal for equal numbers: 十九号之1, 19-1 and 19之1号 are all 19-1."""
    figures = _CHINESE.sub(lambda match: to_figures(match[0]), text)
    return _IDLE.sub("", _SUFFIXED.sub("-", figures)).strip("-").upper()
