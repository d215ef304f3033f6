"""Turns cell values into texts, identifiers, numbers and 是/否, repairing what Excel damaged without loss.

What cannot be read is Bad; for numbers and 是/否 a blank or a placeholder such as - or N/A is None.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time

from desk.workbook.cells import UNCALCULATED, ErrorCell

EXACT = 2**53  # above it a float skips whole numbers
_SCIENTIFIC = re.compile(r"([+-]?)(\d)(?:\.(\d+))?[eE]\+?(\d{1,3})")
_PLAIN_NUMBER = re.compile(r"(\d+)\.0+")
_KEPT_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_PLACEHOLDERS = frozenset(
    {"", "-", "--", "—", "——", "/", "\\", "无", "空", "n/a", "na", "null", "none", "nan", "#n/a"}
)
_NUMBER = re.compile(
    r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%|°|度|dbm|db|mbps|mbit/s|mb/s|m|ms|毫秒|兆|米|次|分|个)?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?\D*")
_YES = frozenset({"是", "有", "y", "yes", "1", "true", "t", "对", "√", "✓", "已"})
_NO = frozenset({"否", "无", "n", "no", "0", "false", "f", "没有", "不是", "×", "x", "未"})
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Bad:
    """A value that cannot be taken over: one Chinese sentence with the remedy."""

    reason: str


def folded(text: str) -> str:
    """The text for reading numbers and times: full width to ASCII, nothing invisible, no outer blanks."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).replace("−", "-").strip()


def not_a_value(value: object) -> Bad | None:
    """Bad for an error cell, which no type can take."""
    if not isinstance(value, ErrorCell):
        return None
    if value.code == UNCALCULATED:
        return Bad("单元格是没有计算结果的公式，请用 Excel 打开文件并保存后再导入。")
    return Bad(f"单元格是公式错误 {value.code}，请在文件中改正公式或填入实际值。")


def to_text(value: object) -> str:
    """The value as a person reads it in the cell; "" for a blank, the code for an error cell."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < EXACT else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S" if value.second else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return value.isoformat("seconds") if isinstance(value, time) else str(value)


def to_identifier(value: object) -> str | Bad:
    """A number or code as text; "" for a blank.

    13807531234.0 and 1.3807531234E+10 are repaired; Bad where digits are gone.
    """
    if bad := not_a_value(value):
        return bad
    if isinstance(value, bool | date | time):
        return Bad(f"这里应是号码或编号，却是{_called(value)}，请把单元格设为文本后重新填写。")
    if isinstance(value, float):
        return _identifier_of_float(value)
    text = folded(to_text(value))
    kept = _KEPT_TEXT.fullmatch(text)
    text = kept[1].strip() if kept else text.removeprefix("'")
    if plain := _PLAIN_NUMBER.fullmatch(text):
        return plain[1]
    scientific = _SCIENTIFIC.fullmatch(text) if re.search(r"[.+]", text) else None
    return _identifier_of_scientific(text, scientific) if scientific else text


def _called(value: bool | date | time) -> str:
    if isinstance(value, bool):
        return "逻辑值"
    return "日期" if isinstance(value, date) else "时刻"


def _identifier_of_float(value: float) -> str | Bad:
    if not math.isfinite(value):
        return Bad("这里应是号码或编号，却不是有效数字，请把单元格设为文本后重新填写。")
    if not value.is_integer():
        return f"{value:.15g}"
    # Excel keeps 15 digits and fills up with zeros; a float beyond 2**53 has lost its last digits anyway
    if abs(value) >= 10**15 and (abs(value) >= EXACT or value % 10 == 0):
        return Bad(f"编号 {value:.0f} 超过 15 位，末尾数字已被 Excel 丢失，请从来源系统以文本格式重新导出。")
    return f"{value:.0f}"


def _identifier_of_scientific(text: str, parts: re.Match[str]) -> str | Bad:
    digits, exponent = parts[2] + (parts[3] or ""), int(parts[4])
    if len(digits) == exponent + 1:
        return parts[1].removeprefix("+") + digits
    if len(digits) > exponent + 1:
        return text
    return Bad(f"号码 {text} 是科学计数法，后几位数字已丢失，请从来源系统以文本格式重新导出。")


def to_number(value: object) -> float | Bad | None:
    """A finite number; a text may have thousands separators, a percent sign or a usual unit."""
    if bad := not_a_value(value):
        return bad
    if isinstance(value, bool | date | time):
        return Bad(f"这里应是数字，却是{_called(value)}，请改成数字。")
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else Bad("这里应是数字，却不是有效数字，请改成数字。")
    text = folded(to_text(value))
    if text.lower() in _PLACEHOLDERS:
        return None
    found = _NUMBER.fullmatch(text.replace(",", "") if _GROUPED.fullmatch(text) else text)
    if not found or not math.isfinite(float(found[1])):
        return Bad(f"“{_short(text)}”不是数字，请改成数字。")
    return float(found[1]) / 100 if found[2] == "%" else float(found[1])


def to_integer(value: object) -> int | Bad | None:
    """A whole number; 3.0 is 3, 3.5 is Bad."""
    number = to_number(value)
    if number is None or isinstance(number, Bad):
        return number
    return int(number) if number.is_integer() else Bad(f"“{to_text(value)}”不是整数，请改成整数。")


def to_yes_no(value: object) -> str | Bad | None:
    """是 or 否 out of 是/否, 有/无, Y/N, 1/0, true/false; a blank or - is None."""
    if bad := not_a_value(value):
        return bad
    if isinstance(value, bool):
        return "是" if value else "否"
    text = folded(to_text(value)).lower()
    if text in _YES:
        return "是"
    if text in _NO:
        return "否"
    return None if text in _PLACEHOLDERS else Bad(f"“{_short(text)}”不是是或否，请填“是”或“否”。")


def is_placeholder(text: str) -> bool:
    """True for "", -, N/A and the like."""
    return text.lower() in _PLACEHOLDERS


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:30] + "…"
