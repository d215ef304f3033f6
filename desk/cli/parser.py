"""argparse in Chinese, and the options that many verbs share."""

import argparse
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NoReturn, Protocol

from desk import __version__, clock
from desk.errors import InputError

_SENTENCES = (
    (r"the following arguments are required: (.+)", r"缺少参数 \1"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"参数 \1 的值“\2”不对，可选 \3"),
    (r"argument (.+?): expected .*", r"参数 \1 后面要有值"),
    (r"argument (.+?): invalid .*value: '?(.*?)'?$", r"参数 \1 的值“\2”不对"),
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
    (r"argument (.+?): (.+)", r"参数 \1：\2"),
)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that says what is wrong in one Chinese sentence."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(add_help=False, **options)
        self._optionals.title = "选项"
        self._positionals.title = "参数"
        self.add_argument("-h", "--help", action="help", help="显示帮助")

    def error(self, message: str) -> NoReturn:
        """Raise instead of leaving, so that one place prints it."""
        for pattern, sentence in _SENTENCES:
            if re.match(pattern, message):
                message = re.sub(pattern, sentence, message)
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
    top.add_argument("--version", action="version", version=f"desk {__version__}")
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
