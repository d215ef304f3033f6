"""desk export, desk demo."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from desk.cli.parser import shared, workbook
from desk.cli.session import open_desk


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    export = verbs.add_parser("export", help="导出工作簿（写完才替换同名文件）")
    kinds = export.add_subparsers(title="种类", metavar="种类", required=True, parser_class=type(export))
    _kind(kinds, "orders", "工单清单和检查结论", _orders)
    feedback = _kind(kinds, "feedback", "区域反馈表", _feedback)
    feedback.add_argument("--region", required=True, metavar="区域", help="区域名，或 all 为全部区域")
    feedback.add_argument("--template", metavar="模板.xlsx", help="单位自己的模板；不给时用默认版式")
    template = kinds.add_parser("feedback-template", help="区域反馈表的默认模板和字段说明，供改成自己的模板")
    template.add_argument("out", metavar="输出.xlsx", type=workbook)
    shared(template, json=False)
    template.set_defaults(run=_feedback_template)
    _kind(kinds, "summary", "汇总（月、周或起止日）", _summary, period_required=True)
    _kind(kinds, "archive", "交换工作簿（不脱敏，要有权限）", _archive)
    demo = verbs.add_parser("demo", help="生成演示月工作簿（含预设问题和答案）")
    demo.add_argument("out", metavar="输出.xlsx", type=workbook)
    demo.add_argument("--orders", type=int, default=300, metavar="N", help="工单数，默认 300")
    demo.add_argument("--seed", type=int, default=1, metavar="S", help="随机种子，默认 1")
    demo.set_defaults(run=_demo)


def _kind(kinds: Any, name: str, help_text: str, run: Any, *, period_required: bool = False) -> Any:
    kind = kinds.add_parser(name, help=help_text)
    kind.add_argument(
        "--period",
        metavar="期间",
        required=period_required,
        help="2026-10、2026-W42 或 2026-10-01..2026-10-15",
    )
    kind.add_argument("out", metavar="输出.xlsx", type=workbook)
    shared(kind, person=True, json=False)
    kind.set_defaults(run=run)
    return kind


def _orders(chosen: Namespace) -> int:
    from desk.services.exporting import export_orders
    from desk.services.period import parse_period
    from desk.store.listing import ListQuery

    period = parse_period(chosen.period) if chosen.period else None
    span = (period.start, period.end) if period else None
    number = export_orders(open_desk(chosen), Path(chosen.out), ListQuery(descending=False, span=span))
    print(f"已导出 {number} 张工单到 {chosen.out}")
    return 0


def _feedback(chosen: Namespace) -> int:
    from desk.services.feedback import export_feedback
    from desk.services.period import parse_period

    period = parse_period(chosen.period) if chosen.period else None
    region = None if chosen.region == "all" else chosen.region
    template = Path(chosen.template) if chosen.template else None
    number = export_feedback(open_desk(chosen), Path(chosen.out), region, period, template)
    print(f"已导出 {number} 张工单的反馈到 {chosen.out}")
    return 0


def _feedback_template(chosen: Namespace) -> int:
    from desk.services.feedback import write_template

    write_template(open_desk(chosen), Path(chosen.out))
    print(f"已写出默认模板到 {chosen.out}，字段见“字段说明”表")
    return 0


def _summary(chosen: Namespace) -> int:
    from desk.services.period import parse_period
    from desk.services.summarising import export_summary

    number = export_summary(open_desk(chosen), Path(chosen.out), parse_period(chosen.period))
    print(f"已汇总 {number} 张工单到 {chosen.out}")
    return 0


def _archive(chosen: Namespace) -> int:
    from desk.services.exporting import export_archive
    from desk.services.period import parse_period

    period = parse_period(chosen.period) if chosen.period else None
    number = export_archive(open_desk(chosen), Path(chosen.out), period)
    print(f"已导出 {number} 张工单及全部记录到 {chosen.out}")
    return 0


def _demo(chosen: Namespace) -> int:
    from desk.services.exporting import export_demo

    number = export_demo(Path(chosen.out), chosen.orders, chosen.seed)
    print(f"已生成 {number} 张演示工单到 {chosen.out}，预设的问题见“答案”表")
    return 0
