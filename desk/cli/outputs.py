"""A verb for each kind of file that leaves the desk, made from the table of `services.outputs`."""

from argparse import Namespace
from functools import partial
from pathlib import Path
from typing import Any

from desk.cli.parser import Parser, document, packed, shared, workbook
from desk.cli.progress import bar
from desk.cli.session import open_desk
from desk.services.outputs import KINDS, OutputKind, Part, Wanted, write_output
from desk.settings import Settings

PERIOD_HELP = "2026-10、2026-W42 或 2026-10-01..2026-10-15"
_ALL = "all"
_OUT = {
    ".xlsx": ("输出.xlsx", workbook),
    ".zip": ("输出.zip", packed),
    ".pdf": ("输出.pdf", document),
}


def add_kinds(kinds: Any, *endings: str) -> None:
    """Add a verb for each kind with one of these endings."""
    for kind in KINDS:
        if kind.ending in endings:
            _add(kinds.add_parser(kind.name, help=kind.help), kind)


def _add(verb: Parser, kind: OutputKind) -> None:
    if Part.ORDERS in kind.takes:
        if kind.ending == ".xlsx":
            told = "只要这张工单，可以写几次"
            verb.add_argument("--order", action="append", metavar="工单号", help=told)
        else:
            verb.add_argument("order", nargs="*", metavar="工单号", help="不给时是期间里的全部")
    if Part.PERIOD in kind.takes:
        verb.add_argument("--period", metavar="期间", required=Part.PERIOD in kind.needs, help=PERIOD_HELP)
    if Part.REGION in kind.takes:
        verb.add_argument("--region", required=True, metavar="区域", help="区域名，或 all 为全部区域")
    if Part.TEMPLATE in kind.takes:
        verb.add_argument("--template", metavar="模板.xlsx", help="单位自己的模板；不给时用默认版式")
    if Part.HANDLER in kind.takes:
        verb.add_argument("--handler", metavar="姓名", help="只打印这位处理人的工单")
    if Part.UNMASKED in kind.takes:
        told = "号码和姓名不脱敏（要有权限，会记入日志）"
        verb.add_argument("--unmasked", action="store_true", help=told)
    if Part.REASON in kind.takes:
        verb.add_argument("--reason", metavar="用途", help="不脱敏的用途，记入日志")
    if Part.CLOSE in kind.takes:
        verb.add_argument("--close", action="store_true", help="先月结这个期间（要有权限）")
    name, check = _OUT[kind.ending]
    verb.add_argument("out", metavar=name, type=check)
    shared(verb, person=True, json=False)
    verb.set_defaults(run=partial(_write, kind))


def _write(kind: OutputKind, chosen: Namespace) -> int:
    wanted = _wanted(chosen)
    with bar("打印" if kind.printed else "导出") as told:
        done = write_output(open_desk(chosen, progress=told), kind.name, Path(chosen.out), wanted)
    print(f"{done}到 {chosen.out}")
    return 0


def _wanted(chosen: Namespace) -> Wanted:
    from desk.services.period import parse_period

    given = vars(chosen)
    region, template, period = given.get("region"), given.get("template"), given.get("period")
    return Wanted(
        period=parse_period(period) if period else None,
        order_nos=tuple(given.get("order") or ()),
        region=None if region == _ALL else region,
        template=Path(template) if template else None,
        handler=given.get("handler"),
        unmasked=bool(given.get("unmasked")),
        reason=given.get("reason"),
        close=bool(given.get("close")),
        office=Settings.load()["office"],
    )
