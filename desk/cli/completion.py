"""desk completion: what a shell needs to complete the command line."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from desk.cli.examples import verbs_of
from desk.cli.session import database_url
from desk.errors import DeskError

if TYPE_CHECKING:
    from desk.services.desk import Desk

# shell -> where its line goes
SHELLS = {
    "bash": "desk completion bash >> ~/.bashrc",
    "zsh": "desk completion zsh >> ~/.zshrc",
    "fish": "desk completion fish > ~/.config/fish/completions/desk.fish",
    "powershell": "desk completion powershell >> $PROFILE",
}

_FILES = ("文件", "照片", "模板", ".xlsx", ".pdf")  # in the name of a value


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    verb = verbs.add_parser("completion", help="打印命令行补全脚本（bash、zsh、fish、powershell）")
    verb.add_argument("shell", choices=list(SHELLS), metavar="外壳", help="、".join(SHELLS))
    verb.set_defaults(run=_completion)


def _completion(chosen: Namespace) -> int:
    from argcomplete.shell_integration import shellcode

    print(shellcode(["desk"], shell=chosen.shell))
    return 0


def complete(parser: ArgumentParser) -> None:
    """Answer a shell that asks for completions, and end there; any other start goes on."""
    if "_ARGCOMPLETE" in os.environ:
        from argcomplete import autocomplete

        _complete_values(parser)
        autocomplete(parser)


def _complete_values(parser: ArgumentParser) -> None:
    """What is stored, files, codes of rules where they are meant; else what the parser itself allows."""
    for action in parser._actions:
        named = str(action.metavar)
        if action.dest in _STORED:
            action.completer = _STORED[action.dest]  # type: ignore[attr-defined]
        elif "规则" in named or "代码" in named:
            action.completer = _rule_codes  # type: ignore[attr-defined]
        elif action.choices is None and not any(word in named for word in _FILES):
            action.completer = _nothing  # type: ignore[attr-defined]
    for verb in verbs_of(parser).values():
        _complete_values(verb)


def _rule_codes(prefix: str, **_: Any) -> list[str]:
    from desk.rules.catalogue import CATALOGUE

    head = prefix[: prefix.rfind(",") + 1]
    return [head + rule.code for rule in CATALOGUE]


def _order_numbers(prefix: str, parsed_args: Namespace, **_: Any) -> list[str]:
    from desk.services.listing import numbers_beginning

    return _of_desk(parsed_args, lambda desk: numbers_beginning(desk, prefix))


def _profile_names(parsed_args: Namespace, **_: Any) -> list[str]:
    from desk.services.profiling import profiles

    return _of_desk(parsed_args, lambda desk: [profile.name for profile in profiles(desk)])


def _of_desk(chosen: Namespace, ask: "Callable[[Desk], list[str]]") -> list[str]:
    """What the desk of the line so far knows; nothing where it cannot be opened, and none is made."""
    from desk.services.desk import Desk
    from desk.store import open_database

    with suppress(DeskError):
        database = open_database(database_url(chosen), create=False)
        try:
            return ask(Desk(database))
        finally:
            database.close()
    return []


_STORED = {"order": _order_numbers, "profile": _profile_names}  # by the name of the argument


def _nothing(**_: Any) -> list[str]:
    return []
