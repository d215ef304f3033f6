"""desk print."""

from typing import Any

from desk.cli.outputs import add_kinds


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    verb = verbs.add_parser("print", help="打印报告为 PDF")
    kinds = verb.add_subparsers(title="种类", metavar="种类", required=True, parser_class=type(verb))
    add_kinds(kinds, ".pdf")
