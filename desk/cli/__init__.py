"""The command line: one file a group of verbs, no logic."""

import logging
import os
import sys
from collections.abc import Sequence

from desk.cli import (
    addresses,
    checks,
    completion,
    deeds,
    exports,
    imports,
    maintenance,
    periods,
    photos,
    prints,
    settings,
    tickets,
    tour,
    window,
)
from desk.cli.examples import CODES, put_below
from desk.cli.parser import Parser, build
from desk.cli.session import close_desk
from desk.errors import DeskError

GROUPS = (
    window,
    imports,
    checks,
    addresses,
    deeds,
    tickets,
    photos,
    exports,
    periods,
    prints,
    settings,
    maintenance,
    tour,
    completion,
)


def parser() -> Parser:
    """The whole command line."""
    whole = build(GROUPS)
    put_below(whole)
    whole.epilog = CODES
    return whole


def run(arguments: Sequence[str]) -> int:
    """Run one command; answers the exit code. What a user can mend is one sentence on stderr."""
    _speak_utf8()
    try:
        whole = parser()
        completion.complete(whole)
        chosen = whole.parse_args(list(arguments) or ["window"])
        try:
            return int(chosen.run(chosen))
        finally:
            close_desk(chosen)
    except DeskError as error:
        print(f"desk：{error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("desk：已中断", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _internal(error)


def _internal(error: Exception) -> int:
    """Trouble of ours: the traceback goes to the log, the user gets one sentence."""
    from desk.logs import keep_log, log_file

    keep_log()
    logging.getLogger("desk").exception("command failed")
    print(
        f"desk：程序内部出错（{type(error).__name__}），已记入 {log_file()}，请发给维护人员", file=sys.stderr
    )
    return 2


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
