"""argparse in Chinese, and the options that many verbs share."""

import argparse
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn, Protocol

from desk import __version__, clock
from desk.errors import InputError

_SENTENCES = (
    (r"the following arguments are required: (.+)", r"缺少参数 \1"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"\1 的值“\2”不对，可选 \3"),
    (r"argument (.+?): expected .*", r"\1 后面要有值"),
    (r"argument (.+?): invalid int value: '?(.*?)'?$", r"\1 的值“\2”不对，应为整数"),
    (r"argument (.+?): invalid .*value: '?(.*?)'?$", r"\1 的值“\2”不对"),
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
    (r"argument (.+?): (.+)", r"\1：\2"),
)
_HELP_AT = 26  # columns of the terminal; a Chinese character takes two


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with Chinese words, whose explanations stand below each other."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _format_action(self, action: argparse.Action) -> str:
        below = [self._format_action(each) for each in self._iter_indented_subactions(action)]
        if below:  # the verbs themselves; what they are is the title above them
            return "".join(below)
        head = " " * self._current_indent + self._format_action_invocation(action)
        wide = len(head) + sum(unicodedata.east_asian_width(char) in "WF" for char in head)
        gap = " " * (_HELP_AT - wide) if wide < _HELP_AT - 1 else "\n" + " " * _HELP_AT
        return head + (gap + self._expand_help(action) if action.help else "") + "\n"


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that says what is wrong in one Chinese sentence."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Formatter)
        super().__init__(add_help=False, **options)
        self._optionals.title = "选项"
        self._positionals.title = "参数"
        self.add_argument("-h", "--help", action="help", help="显示帮助")

    def error(self, message: str) -> NoReturn:
        """Raise instead of leaving, so that one place prints it."""
        for pattern, sentence in _SENTENCES:
            if re.match(pattern, message):
                message = re.sub(pattern, sentence, message).replace("', '", "、").replace(", ", "、")
                message = message.replace("'", "")
                break
        raise InputError(f"{message}；用法见 {self.prog} --help")


class Group(Protocol):
    """A module of verbs."""

    def add(self, verbs: Any) -> None:
        """Add its verbs."""


def build(groups: Iterable[Any]) -> Parser:
    """The parser with all verbs; every verb sets `run`."""
    top = Parser(
        prog="desk", description="投诉处理台：检查、改正和汇报移动网络投诉工单。不带命令时打开窗口。"
    )
    top.add_argument("--version", action="version", version=f"desk {__version__}", help="显示版本")
    top.add_argument(
        "--database", metavar="URL", help="数据库，默认用本机用户目录里的库（或环境变量 DESK_DATABASE）"
    )
    verbs = top.add_subparsers(title="命令", metavar="命令", parser_class=Parser)
    for group in groups:
        group.add(verbs)
    return top


def shared(parser: Parser, *, person: bool = False, json: bool = True) -> None:
    """The options that most verbs have; `--database` may stand before or after the verb."""
    parser.add_argument("--database", metavar="URL", default=argparse.SUPPRESS, help="数据库")
    if person:
        parser.add_argument("--by", metavar="姓名", help="以谁的身份操作")
    if json:
        parser.add_argument("--json", action="store_true", help="只在标准输出打印一个 JSON 文档")


def output(text: str, *endings: str) -> str:
    """A file to write, whose name must end as what is written into it; InputError when it does not."""
    if Path(text).suffix.lower() not in endings:
        raise InputError(f"输出文件“{text}”的名称要以 {' 或 '.join(endings)} 结尾，请改名")
    return text


def workbook(text: str) -> str:
    """A workbook to write."""
    return output(text, ".xlsx", ".xlsm")


def document(text: str) -> str:
    """A PDF to write."""
    return output(text, ".pdf")


def packed(text: str) -> str:
    """A .zip to write."""
    return output(text, ".zip")


def moment(text: str | None) -> datetime:
    """The time given by --at, or now; `T` or a blank between date and time."""
    return clock.now() if text is None else given_time(text)


def given_time(text: str) -> datetime:
    """A time as typed; InputError when it is none. Seconds may be left out."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(f"时间“{text}”写法不对，应为 2026-10-31 18:00 或 2026-10-31T18:00:00") from error
    if found.tzinfo is not None:
        found = found.astimezone(clock.CHINA).replace(tzinfo=None)
    return found.replace(microsecond=0)
