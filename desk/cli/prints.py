"""desk print."""

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from desk.cli.parser import document, shared
from desk.cli.session import open_desk
from desk.settings import Settings

# verb -> (what it prints, help); each takes orders and is a function <verb>_pdf of services.reporting
_BY_ORDER = {
    "field-test": ("现场测试报告", "现场测试报告，每张工单一份"),
    "order": ("工单处理单", "工单处理单和检查结论，每张工单一份"),
    "visit": ("上门服务卡", "上门服务卡：话术、敬语、六“不”，每张工单一份"),
    "follow-up": ("投诉跟踪单", "投诉跟踪单，每张工单一份"),
}


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    verb = verbs.add_parser("print", help="打印报告为 PDF")
    kinds = verb.add_subparsers(title="种类", metavar="种类", required=True, parser_class=type(verb))
    for name, (title, help_text) in _BY_ORDER.items():
        kind = kinds.add_parser(name, help=help_text)
        kind.add_argument("order", nargs="+", metavar="工单号")
        _unmasked(kind)
        _to(kind, partial(_by_order, name, title))
    shift = kinds.add_parser("shift", help="当班工作单：今日到期、约定的上门、承诺的跟踪、可联系时段")
    shift.add_argument("--handler", metavar="姓名", help="只打印这位处理人的工单")
    _unmasked(shift)
    _to(shift, _shift)
    review = kinds.add_parser("review", help="建设需求论证：资源需求评审会的材料")
    review.add_argument("--period", metavar="期间", help="派单时间所在的期间，默认全部")
    _to(review, _review)


def _to(kind: Any, run: Callable[[Namespace], int]) -> None:
    kind.add_argument("out", metavar="输出.pdf", type=document)
    shared(kind, person=True, json=False)
    kind.set_defaults(run=run)


def _unmasked(kind: Any) -> None:
    kind.add_argument("--unmasked", action="store_true", help="号码和姓名不脱敏（要有权限，会记入日志）")


def _office() -> str:
    return Settings.load()["office"]


def _by_order(name: str, title: str, chosen: Namespace) -> int:
    from desk.services import reporting

    write = getattr(reporting, f"{name.replace('-', '_')}_pdf")
    write(open_desk(chosen), chosen.order, Path(chosen.out), office=_office(), unmasked=chosen.unmasked)
    print(f"已打印 {len(set(chosen.order))} 份{title}到 {chosen.out}")
    return 0


def _shift(chosen: Namespace) -> int:
    from desk.services.reporting import shift_pdf

    shift_pdf(
        open_desk(chosen),
        Path(chosen.out),
        handler=chosen.handler,
        office=_office(),
        unmasked=chosen.unmasked,
    )
    print(f"已打印当班工作单到 {chosen.out}")
    return 0


def _review(chosen: Namespace) -> int:
    from desk.services.period import parse_period
    from desk.services.reporting import review_pdf

    period = parse_period(chosen.period) if chosen.period else None
    review_pdf(open_desk(chosen), Path(chosen.out), period=period, office=_office())
    print(f"已打印建设需求论证到 {chosen.out}")
    return 0
