"""A broken template told in one Chinese sentence: file, line, what is wrong, what to do."""

import re
from pathlib import Path

from desk.errors import InputError

_PLACE = re.compile(r"┌─ (?P<file>.+?):(?P<line>\d+):(?P<column>\d+)")
_TOLD = (
    (r"unknown variable: (.+)", r"没有名为 \1 的变量"),
    (r'dictionary does not contain key "(.+?)"', r"数据中没有 \1 这一项"),
    (r"unexpected argument: (.+)", r"不认识参数 \1"),
    (r"missing argument: (.+)", r"缺少参数 \1"),
    (r"file not found.*", "引用的文件不存在"),
    (r"file is not valid utf-?8.*", "文件不是 UTF-8 编码"),
    (r"unclosed (?:delimiter|string|raw text)", "括号或引号没有配对"),
    (r"unexpected (?:closing|end of).*", "括号或引号没有配对"),
    (r"expected expression.*", "表达式不完整"),
    (r"cyclic import", "文件互相引用"),
    (r"panicked with: (.+)", r"模板自行停止：\1"),
)


def template_fault(root: Path, report: str, message: str, diagnostic: str) -> InputError:
    """The error for a template below `root` that Typst refused with this message and drawing of the place."""
    place = _PLACE.search(diagnostic)
    where = report
    if place:
        column = int(place["column"]) + 1  # Typst counts lines from one and columns from nought
        where = f"{_below(root, place['file'])} 第 {place['line']} 行第 {column} 列"
    return InputError(f"报告模板 {where}有错（{_told(message)}），请改正这一行，或恢复程序自带的模板。")


def _told(message: str) -> str:
    flat = " ".join(message.split())
    for pattern, words in _TOLD:
        found = re.fullmatch(pattern, flat)
        if found:
            return found.expand(words)
    return f"Typst 说明：{flat}"


def _below(root: Path, file: str) -> str:
    """The file as seen from the reports; Typst names it as seen from the working folder."""
    absolute, top = Path(file).resolve(), root.resolve()
    return absolute.relative_to(top).as_posix() if absolute.is_relative_to(top) else file
