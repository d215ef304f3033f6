"""The command line: one file a group of verbs, no logic."""

import os
import sys
from collections.abc import Sequence

from desk.cli import addresses, checks, deeds, exports, imports, maintenance, prints, tour, window
from desk.cli.parser import Parser, build
from desk.errors import DeskError

GROUPS = (window, imports, checks, addresses, deeds, exports, prints, maintenance, tour)


def parser() -> Parser:
    """The whole command line."""
    return build(GROUPS)


def run(arguments: Sequence[str]) -> int:
    """Run one command; answers the exit code. What a user can mend is one sentence on stderr."""
    _speak_utf8()
    try:
        chosen = parser().parse_args(list(arguments) or ["window"])
        return int(chosen.run(chosen))
    except DeskError as error:
        print(f"desk：{error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("desk：已中断", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
