"""desk export, desk demo."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from desk.cli.outputs import add_kinds
from desk.cli.parser import shared, workbook
from desk.cli.progress import bar
from desk.cli.session import open_desk


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    export = verbs.add_parser("export", help="导出工作簿和照片（写完才替换同名文件）")
    kinds = export.add_subparsers(title="种类", metavar="种类", required=True, parser_class=type(export))
    add_kinds(kinds, ".xlsx", ".zip")
    template = kinds.add_parser("feedback-template", help="区域反馈表的默认模板和字段说明，供改成自己的模板")
    template.add_argument("out", metavar="输出.xlsx", type=workbook)
    shared(template, json=False)
    template.set_defaults(run=_feedback_template)
    demo = verbs.add_parser("demo", help="生成演示月工作簿（含预设问题和答案）")
    demo.add_argument("out", metavar="输出.xlsx", type=workbook)
    demo.add_argument("--orders", type=int, default=300, metavar="N", help="工单数，默认 300")
    demo.add_argument("--seed", type=int, default=1, metavar="S", help="随机种子，默认 1")
    demo.set_defaults(run=_demo)


def _feedback_template(chosen: Namespace) -> int:
    from desk.services.feedback import write_template

    write_template(open_desk(chosen), Path(chosen.out))
    print(f"已写出默认模板到 {chosen.out}，字段见“字段说明”表")
    return 0


def _demo(chosen: Namespace) -> int:
    from desk.services.exporting import export_demo

    with bar("生成演示月"):
        number = export_demo(Path(chosen.out), chosen.orders, chosen.seed)
    print(f"已生成 {number} 张演示工单到 {chosen.out}，预设的问题见“答案”表")
    return 0
