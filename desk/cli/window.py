"""desk window: also what `desk` alone does."""

from argparse import Namespace
from typing import Any

from desk.cli.parser import shared


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    verb = verbs.add_parser("window", help="打开窗口（不带命令时也是）")
    verb.add_argument("--demo", action="store_true", help="打开演示月")
    shared(verb, json=False)
    verb.set_defaults(run=_window)


def _window(chosen: Namespace) -> int:
    from desk.app import run_window
    from desk.cli.session import database_url, require_database

    if not chosen.demo:
        require_database(chosen)
    return run_window(None if chosen.demo else database_url(chosen), chosen.demo)
