"""Parses TOML that people edit, and says in which line it cannot be read, and why."""

import re
import tomllib
from typing import Any

_WIDE = re.compile("[＝“”‘’，：［］｛｝]")


class UnreadableError(ValueError):
    """The line (from 1) that cannot be read, and the reason in Chinese."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"第 {line} 行{reason}")
        self.line = line
        self.reason = reason


def parse_toml(text: str) -> dict[str, Any]:
    """The content of a TOML text; UnreadableError names the line."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise UnreadableError(1, "起的方括号嵌套过深，请检查方括号") from None
    except ValueError as error:
        lines = text.split("\n")
        found = re.search(r"at line (\d+)", str(error))
        number = int(found[1]) if found else len(lines)
        raise UnreadableError(number, _reason(str(error), lines[number - 1])) from None


def line_of(text: str, key: str) -> int:
    """The line in which a key, or the table of that name, is given; 1 when none is found."""
    own = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[\].=]""")
    return next((number for number, line in enumerate(text.split("\n"), 1) if own.match(line)), 1)


def _reason(message: str, line: str) -> str:
    """Why a line cannot be read, from what the parser says and from how the line looks."""
    key = line.partition("=")[0].strip()[:40]
    if "overwrite" in message or "twice" in message:
        return f"的“{key}”写了两次，请只留一处"
    if "(at end of document)" in message:
        return "为止还有引号或方括号没有写完，请补上"
    if "Invalid date" in message:
        return "的日期或时间不存在，请核对"
    if _WIDE.search(line.partition("#")[0]):
        return "有全角符号，请改用英文的等号、引号、逗号和方括号"
    if key and not key.isascii() and key[0] not in "\"'[":
        return f"的中文名称“{key}”要加英文双引号"
    return "的写法有误，请检查等号、引号、方括号和数字"
