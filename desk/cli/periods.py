"""desk period: closing a month, week or span, and what would differ since."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from desk.cli.parser import Parser, shared
from desk.cli.printing import print_json, time_json
from desk.cli.session import open_desk

if TYPE_CHECKING:
    from desk.services.summarising import Closing, Difference
    from desk.services.summarising.figures import Figure

_SHOWN = 5  # orders named in a line


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    verb = verbs.add_parser("period", help="月结：封存一个期间的数字，列出此后的差异")
    kinds = verb.add_subparsers(title="操作", metavar="操作", required=True, parser_class=type(verb))
    _kind(kinds, "close", "月结一个已结束的期间（要有权限）", _close)
    reopen = _kind(kinds, "reopen", "撤销月结（要有权限和原因）", _reopen)
    reopen.add_argument("--reason", required=True, metavar="原因", help="为什么撤销，会记入日志")
    _kind(kinds, "differences", "月结后会不同的数字和相关工单", _differences)
    _kind(kinds, "list", "列出月结记录", _list, period=False)


def _kind(kinds: Any, name: str, help_text: str, run: Any, *, period: bool = True) -> Parser:
    kind: Parser = kinds.add_parser(name, help=help_text)
    if period:
        kind.add_argument("period", metavar="期间", help="2026-10、2026-W42 或 2026-10-01..2026-10-15")
    shared(kind, person=True)
    kind.set_defaults(run=run)
    return kind


def _close(chosen: Namespace) -> int:
    from desk.services.period import parse_period
    from desk.services.summarising import close_period

    closing = close_period(open_desk(chosen, writes=True), parse_period(chosen.period))
    return _told(chosen, closing, f"已月结 {closing.period}：工单 {closing.orders} 张，{_as_of(closing)}")


def _reopen(chosen: Namespace) -> int:
    from desk.services.period import parse_period
    from desk.services.summarising import reopen_period

    desk = open_desk(chosen, writes=True)
    closing = reopen_period(desk, parse_period(chosen.period), chosen.reason)
    return _told(chosen, closing, f"已撤销 {closing.period} 的月结")


def _told(chosen: Namespace, closing: "Closing", sentence: str) -> int:
    if chosen.json:
        print_json(_closing_json(closing))
    else:
        print(sentence)
    return 0


def _differences(chosen: Namespace) -> int:
    from desk.services.period import parse_period
    from desk.services.summarising import period_differences

    found = period_differences(open_desk(chosen), parse_period(chosen.period))
    if chosen.json:
        print_json([_difference_json(each) for each in found])
        return 0
    for each in found:
        orders = "、".join(each.orders[:_SHOWN]) + (" 等" if len(each.orders) > _SHOWN else "")
        where = f"{each.region or '合计'}：{each.section} {each.metric}"
        then, now = each.then.told(each.kind), each.now.told(each.kind)
        print(f"{where}  月结时 {then}，现在 {now}  {len(each.orders)} 张 {orders}".rstrip())
    print(f"与月结相比有 {len(found)} 个数字不同" if found else "与月结的数字没有差异")
    return 0


def _list(chosen: Namespace) -> int:
    from desk.services.summarising import closed_periods

    found = closed_periods(open_desk(chosen))
    if chosen.json:
        print_json([_closing_json(closing) for closing in found])
        return 0
    for closing in found:
        back = "" if closing.reopened_at is None else f"，{closing.reopened_by}撤销：{closing.reopen_reason}"
        print(f"{closing.period}  {closing.orders} 张  {closing.person}  {_as_of(closing)}{back}")
    if not found:
        print("还没有月结过")
    return 0


def _as_of(closing: "Closing") -> str:
    return f"截至 {closing.closed_at:%Y-%m-%d %H:%M}"


def _closing_json(closing: "Closing") -> dict[str, Any]:
    return {
        "period": closing.period,
        "closed_at": time_json(closing.closed_at),
        "by": closing.person,
        "orders": closing.orders,
        "rules_version": closing.rules,
        "reopened_at": time_json(closing.reopened_at),
        "reopened_by": closing.reopened_by,
        "reason": closing.reopen_reason,
    }


def _difference_json(found: "Difference") -> dict[str, Any]:
    return {
        "section": found.section,
        "metric": found.metric,
        "region": found.region,
        "then": _figure_json(found.then),
        "now": _figure_json(found.now),
        "orders": list(found.orders),
    }


def _figure_json(figure: "Figure") -> dict[str, int]:
    return {"numerator": figure.part, "denominator": figure.whole, "unknown": figure.unknown}
