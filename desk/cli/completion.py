"""desk completion: what a shell needs to complete the command line."""

import os
from argparse import ArgumentParser, Namespace
from typing import Any

from desk.cli.examples import verbs_of

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
    """Files where a file is meant, codes where a rule is, else what the parser itself allows."""
    for action in parser._actions:
        named = str(action.metavar)
        if "规则" in named or "代码" in named:
            action.completer = _rule_codes  # type: ignore[attr-defined]
        elif action.choices is None and not any(word in named for word in _FILES):
            action.completer = _nothing  # type: ignore[attr-defined]
    for verb in verbs_of(parser).values():
        _complete_values(verb)


def _rule_codes(prefix: str, **_: Any) -> list[str]:
    from desk.rules.catalogue import CATALOGUE

    head = prefix[: prefix.rfind(",") + 1]
    return [head + rule.code for rule in CATALOGUE]


def _nothing(**_: Any) -> list[str]:
    return []
