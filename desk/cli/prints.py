"""desk print."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from desk.cli.parser import shared
from desk.cli.session import open_desk


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    verb = verbs.add_parser("print", help="打印报告为 PDF")
    kinds = verb.add_subparsers(title="种类", metavar="种类", required=True, parser_class=type(verb))
    test = kinds.add_parser("field-test", help="现场测试报告，每张工单一份")
    test.add_argument("order", nargs="+", metavar="工单号")
    test.add_argument("out", metavar="输出.pdf")
    shared(test, person=True, json=False)
    test.set_defaults(run=_field_test)


def _field_test(chosen: Namespace) -> int:
    from desk.services.reporting import field_test_pdf

    field_test_pdf(open_desk(chosen), chosen.order, Path(chosen.out))
    print(f"已打印 {len(chosen.order)} 份现场测试报告到 {chosen.out}")
    return 0
